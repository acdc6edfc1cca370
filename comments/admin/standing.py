"""Where a comment stands: the forms on its page that move its branch, and that mark its thread."""

import re
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ..models import Comment
from ..people.moderators import may_use_queue
from ..tree.moving import NotThere, move_branch, split_branch
from ..tree.pinning import close_thread, pin_thread, reopen_thread, unpin_thread
from ..tree.trees import ThreadFull, UnderItself
from .queue.page import back, came_from

# 12, #12, /comments/12/, the permalink with its host, or an article's address with #comment-12
NAMED = re.compile(r"(?:^#?|/comments/|#comment-)([0-9]{1,18})(?:/(?:#comment-[0-9]+)?)?$")
MARKS = {
    "pin": (pin_thread, gettext_lazy("The thread is pinned: it comes first in every order.")),
    "unpin": (unpin_thread, gettext_lazy("The thread is no longer pinned.")),
    "close": (close_thread, gettext_lazy("The thread is closed: nobody can answer in it.")),
    "reopen": (reopen_thread, gettext_lazy("The thread is open again.")),
}
PROBLEMS = {
    NotThere: gettext_lazy("Nothing was moved: there is no such comment in this discussion."),
    UnderItself: gettext_lazy("Nothing was moved: that comment is a part of this branch."),
    ThreadFull: gettext_lazy("Nothing was moved: that thread cannot take so many comments more."),
}


class TargetForm(forms.Form):
    """The comment that a branch shall hang from, as its number or as any link to it."""

    under = forms.RegexField(
        NAMED,
        strip=True,
        error_messages={
            "required": gettext_lazy("Say under which comment: by its number or its link."),
            "invalid": gettext_lazy("That is neither a comment's number nor a link to one."),
        },
    )

    def target(self) -> Comment | None:
        """Return the comment that is meant, None where there is none (any more)."""
        number = NAMED.search(self.cleaned_data["under"])[1]
        return Comment.objects.filter(pk=number).only("pk").first()


def urls(site) -> list:
    """Return the addresses of these forms, below that of the list of comments."""
    views = (("move", move), ("split", split), ("mark", mark))
    return [
        path(f"<int:pk>/{name}/", site.admin_view(view), name=f"comments_comment_{name}")
        for name, view in views
    ]


@require_POST
def move(request, pk):
    """Hang the comment with all its answers under another one."""
    comment, form = _comment(request, pk), TargetForm(request.POST)
    if not form.is_valid():
        return _typed_again(request, pk, form.errors["under"][0])
    try:
        if (target := form.target()) is None:
            raise NotThere
        done = move_branch(comment, under=target, by=request.user, now=timezone.now())
    except (NotThere, UnderItself, ThreadFull) as problem:
        return _typed_again(request, pk, PROBLEMS[type(problem)])
    words = _("Moved: it answers comment %(pk)d now.") if done else _("It stands there already.")
    messages.success(request, words % {"pk": target.pk} if done else words)
    return HttpResponseRedirect(_page_of(request, pk))


@require_POST
def split(request, pk):
    """Make the comment with all its answers a thread of its own."""
    comment = _comment(request, pk)
    try:
        done = split_branch(comment, by=request.user, now=timezone.now())
    except NotThere:
        raise Http404 from None
    words = _("It is a thread of its own now.") if done else _("It is a thread of its own already.")
    messages.success(request, words)
    return HttpResponseRedirect(_page_of(request, pk))


@require_POST
def mark(request, pk):
    """Pin, unpin, close or reopen the comment's thread."""
    comment = _comment(request, pk)
    if request.POST.get("to") not in MARKS:
        raise Http404
    deed, words = MARKS[request.POST["to"]]
    deed(comment.thread, by=request.user, now=timezone.now())
    messages.success(request, words)
    return HttpResponseRedirect(_page_of(request, pk))


def _comment(request, pk: int) -> Comment:
    """Raises PermissionDenied, and Http404: there is none such that is this user's to decide on."""
    if not may_use_queue(request.user):
        raise PermissionDenied
    mine = Comment.objects.moderated_by(request.user)
    return get_object_or_404(mine.select_related("thread"), pk=pk)


def _page_of(request, pk: int) -> str:
    """Return where the deed began: the discussion, or the comment's own page."""
    return back(request, pk) if came_from(request) else _own_page(pk)


def _own_page(pk: int) -> str:
    return reverse("admin:comments_comment_change", args=[pk])


def _typed_again(request, pk: int, problem):
    """Say what is wrong, with what was typed back in its field on the comment's own page."""
    messages.error(request, problem)
    typed = urlencode({"under": request.POST.get("under", "")[:200]})
    has_own = request.user.has_perm("comments.view_comment")
    page = f"{_own_page(pk)}?{typed}" if has_own else _page_of(request, pk)
    return HttpResponseRedirect(page)
