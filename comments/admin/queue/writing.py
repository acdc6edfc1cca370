"""The queue's two pages on which a moderator writes: a comment's wording, and an answer that approves."""

import uuid

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from content.markup import OutOfBounds

from ...models import Comment, Policy
from ...moderation import rewording
from ...moderation.decisions import Seen
from ...moderation.queue.choice import Choice
from ...moderation.queue.overtaking import overtaken_words
from ...people import identity
from ...tree.trees import ThreadFull
from ...writing.forms import EditForm
from ...writing.posting import Draft, NoSuchParent, Refused
from .page import (
    back,
    back_to_queue,
    came_from,
    choice_context,
    page,
    queue_page,
    seen_of,
)


@queue_page("GET", "HEAD", "POST")
def edit(site, request, pk):
    """Change the wording; readers are told that it was edited."""
    comment = _comment(request, pk)
    if request.method != "POST":
        form = EditForm(initial={"body": comment.source})
        return _page(site, request, "edit", comment, form, _("Edit a comment"))
    form = EditForm(request.POST)
    seen = seen_of(request.POST.get("seen", ""))
    if form.is_valid():
        try:
            source = form.cleaned_data["body"]
            rewording.reword(_same(seen, pk), source=source, by=request.user, now=timezone.now())
        except OutOfBounds as problem:
            form.add_error("body", str(problem))
        except rewording.Overtaken:
            form.add_error(None, overtaken_words(seen))
        else:
            messages.success(request, _("The new wording stands; it is marked as edited."))
            return HttpResponseRedirect(back(request, pk))
    return _page(site, request, "edit", comment, form, _("Edit a comment"), status=422)


@queue_page("GET", "HEAD", "POST")
def answer(site, request, pk):
    """Answer and approve, both or neither; ``?ready=2`` begins with the second ready answer."""
    comment, ready = _comment(request, pk), Policy.current().ready_answers
    if request.method != "POST":
        form = EditForm(initial={"body": _ready(ready, request.GET.get("ready", ""))})
        return _page(site, request, "answer", comment, form, _("Answer"), ready=ready)
    form = EditForm(request.POST)
    seen = _same(seen_of(request.POST.get("seen", "")), pk)
    if form.is_valid() and _is_answered(request, comment, form, seen):
        messages.success(request, _("Approved, and your answer stands below it."))
        return HttpResponseRedirect(back_to_queue(request.POST))
    return _page(site, request, "answer", comment, form, _("Answer"), ready=ready, status=422)


def _is_answered(request, comment: Comment, form, seen: Seen) -> bool:
    user = request.user
    draft = Draft(
        source=form.cleaned_data["body"],
        name=user.name or user.email.partition("@")[0],
        parent_id=comment.pk,
        submission_key=_key(request),
        network=str(request.network),
    )
    commenter = identity.commenter_for_posting(request, draft.name)
    try:
        rewording.answer_and_approve(
            seen, draft=draft, commenter=commenter, by=user, now=timezone.now()
        )
    except OutOfBounds as problem:
        form.add_error("body", str(problem))
    except Refused as problem:
        form.add_error(None, str(problem))
    except ThreadFull:
        form.add_error(None, _("This thread takes no more answers."))
    except (rewording.Overtaken, NoSuchParent):
        form.add_error(None, overtaken_words(seen))
    return form.is_valid()


def _comment(request, pk: int) -> Comment:
    comments = Comment.objects.moderated_by(request.user)
    return get_object_or_404(comments.select_related("commenter", "discussion__article"), pk=pk)


def _same(seen: Seen, pk: int) -> Seen:
    """Hold the form to the comment of its address, on which this user may decide."""
    return Seen(pk, seen.status, seen.text_version)


def _ready(answers: list[str], number: str) -> str:
    index = int(number) - 1 if number.isdecimal() and len(number) < 4 else -1
    return answers[index] if 0 <= index < len(answers) else ""


def _key(request) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return None


def _page(site, request, template, comment, form, title, *, ready=(), status=200):
    seen = request.POST.get("seen") or f"{comment.pk} {comment.status} {comment.text_version}"
    context = {"comment": comment, "form": form, "title": title, "seen": seen, "ready": ready}
    context |= {"key": request.POST.get("key") or uuid.uuid4()}
    context |= choice_context(Choice.of(request.POST or request.GET))
    context |= {"back": back(request, comment.pk), "came_from": came_from(request)}
    return page(site, request, template, context, status=status)
