"""
Erasing for good, from the pages of comments and of commenters; each asks first, since nothing undoes it.

It takes the right to delete, which administrators have: moderators reject, and that can be undone.
"""

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ..models import Comment, Commenter
from ..privacy.erasing import delete_comment, erase_commenter

MAY_DELETE_COMMENT = "comments.delete_comment"
MAY_ERASE_PERSON = "comments.delete_commenter"


def comment_urls(site) -> list:
    return [path("<int:pk>/erase/", site.admin_view(erase_comment), name="comments_comment_erase")]


def commenter_urls(site) -> list:
    return [path("<int:pk>/erase/", site.admin_view(erase_person), name="comments_commenter_erase")]


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(MAY_DELETE_COMMENT, raise_exception=True)
def erase_comment(request, pk):
    """Asks once, then deletes the comment, or empties it where it was answered."""
    comment = get_object_or_404(Comment, pk=pk)
    if request.method != "POST":
        is_answered = not Comment.objects.unanswered().filter(pk=pk).exists()
        return _ask(request, comment, "admin/comments/comment/erase.html", is_answered=is_answered)
    delete_comment(comment, by=request.user, now=timezone.now())
    messages.success(request, _("The comment is erased."))
    return HttpResponseRedirect(reverse("admin:comments_comment_changelist"))


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(MAY_ERASE_PERSON, raise_exception=True)
def erase_person(request, pk):
    """Asks once, then empties the person and all that they wrote."""
    person = get_object_or_404(Commenter, pk=pk)
    if request.method != "POST":
        count = person.comments.exclude(html="").count()
        return _ask(request, person, "admin/comments/commenter/erase.html", count=count)
    count = erase_commenter(person, by=request.user, now=timezone.now())
    words = ngettext(
        "This person is erased, with %(count)d comment.",
        "This person is erased, with %(count)d comments.",
        count,
    )
    messages.success(request, words % {"count": count})
    return HttpResponseRedirect(reverse("admin:comments_commenter_change", args=[pk]))


def _ask(request, what, template: str, **context):
    context |= admin.site.each_context(request) | {"what": what, "opts": what._meta}
    return render(request, template, context | {"title": _("Erase for good?")})
