"""The queue itself: what waits, one decision on one comment, and one on those that were ticked."""

import json
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ...judging.rules import RULES, label_of
from ...models import Comment, Commenter, Discussion
from ...models.comment import Status
from ...moderation.decisions import Seen, decide
from ...moderation.queue import entries
from ...moderation.queue.choice import Choice
from ...moderation.queue.overtaking import overtaken_words
from ...people import identity
from .actions import REMOVE_ALL, ask
from .page import (
    back,
    back_to_queue,
    check_allowed,
    check_may_ban,
    choice_context,
    page,
    queue_page,
    seen_of,
    tell,
    wanted,
)

ARTICLES_OFFERED = 30  # in the filter: those with most that waits


@queue_page("GET", "HEAD")
def queue(site, request):
    """A page of what was chosen, oldest first; with htmx its entries alone, for the script."""
    choice = Choice.of(request.GET)
    found = entries.page(choice, request.user, after=request.GET.get("after", ""))
    context = choice_context(choice) | {"page": found, "title": _("Moderation")}
    if request.htmx:
        return page(site, request, "_entries", context)
    tabs = entries.tabs(choice, request.user)
    here = next(each for each in tabs if each["is_here"])
    context |= {"tabs": tabs, "is_filtered": bool(choice.filters)}
    context["total"] = None if set(choice.filters) - {"article"} else here["count"]
    response = page(site, request, "queue", context | _filters(choice, request.user))
    identity.hint(response)  # so that discussions bring this person's own view, with its buttons
    return response


@queue_page("POST")
def decide_one(site, request):
    """Carry out one decision on one comment as it was shown, or show what came before it."""
    seen = seen_of(request.POST.get("seen", ""))
    to, reason = wanted(request.POST.get("to", ""))
    check_allowed(seen, request.user)
    outcome = decide([seen], to=to, by=request.user, now=timezone.now(), reason=reason)
    if request.htmx:
        return _outcome(site, request, seen, outcome)
    if outcome.overtaken:
        messages.warning(request, overtaken_words(seen))
    else:
        tell(request, outcome, to)
    return HttpResponseRedirect(back(request, seen.pk))


@queue_page("POST")
def decide_selected(site, request):
    """Decide on the ticked, or lead to the page that asks about all that match."""
    choice = Choice.of(request.POST)
    if request.POST.get("scope") == "all":
        params = choice.params | {"to": request.POST.get("to", "")}
        url = reverse("admin:comments_queue_decide_all")
        return HttpResponseRedirect(f"{url}?{urlencode(params)}")
    chosen = [seen_of(value) for value in request.POST.getlist("chosen")]
    if not chosen:
        messages.warning(request, _("Nothing is chosen yet: tick some comments first."))
        return HttpResponseRedirect(back_to_queue(request.POST))
    if request.POST.get("to") == REMOVE_ALL:
        check_may_ban(request.user)
        mine = Comment.objects.moderated_by(request.user).filter(pk__in=[one.pk for one in chosen])
        people = sorted(set(mine.values_list("commenter", flat=True)))
        return ask(site, request, Choice(tab="all", people=tuple(people)), Status.SPAM, is_ban=True)
    to, reason = wanted(request.POST.get("to", ""))
    _check_all_allowed(chosen, request.user)
    outcome = decide(chosen, to=to, by=request.user, now=timezone.now(), reason=reason)
    tell(request, outcome, to)
    return HttpResponseRedirect(back_to_queue(request.POST))


@queue_page("GET", "HEAD")
def branch(site, request, pk):
    """A comment with those above and below it, and one button that approves what of them waits."""
    comment = get_object_or_404(entries.shown(Comment.objects.moderated_by(request.user)), pk=pk)
    comments = entries.branch(comment)
    waiting = [each for each in comments if each.status == Status.PENDING]
    context = {"of": comment.pk, "comments": comments, "waiting": waiting}
    context |= choice_context(Choice.of(request.GET))
    context |= {"title": _("A branch of the discussion")}
    return page(site, request, "_branch" if request.htmx else "branch", context)


def _check_all_allowed(chosen: list[Seen], user) -> None:
    """Raise PermissionDenied where one that exists is not this user's to decide on."""
    found = Comment.objects.filter(pk__in=[one.pk for one in chosen])
    if found.count() != found.moderated_by(user).count():
        raise PermissionDenied


def _outcome(site, request, seen: Seen, outcome):
    entry = entries.entry(seen.pk, request.user)
    if entry is None:
        raise Http404
    choice = Choice.of(request.POST)
    context = choice_context(choice) | {"entry": entry}
    if outcome.decided:
        context["counts"] = _counts(request.user, choice)
        return page(site, request, "_decided", context | {"batch": outcome.batch})
    context["problem"] = overtaken_words(seen)
    return page(site, request, "_entry", context, status=409)


def _filters(choice: Choice, user) -> dict:
    """What the filters offer."""
    discussions = Discussion.objects.moderated_by(user)
    discussions = Discussion.objects.all() if discussions is None else discussions
    busiest = discussions.select_related("article").order_by("-pending_count", "-pk")
    offered = list(busiest.only("article__title", "pending_count")[:ARTICLES_OFFERED])
    if choice.article and choice.article not in {each.pk for each in offered}:
        offered += list(discussions.select_related("article").filter(pk=choice.article))
    person = Commenter.objects.filter(pk=choice.person).first() if choice.person else None
    rules = [(rule.__name__, label_of(rule.__name__)) for rule in RULES]
    return {"discussions": offered, "person": person, "rules": rules}


def _counts(user, choice: Choice) -> str:
    """Return the numbers of the tabs for the script, as JSON."""
    return json.dumps({each["tab"].name: each["count"] for each in entries.tabs(choice, user)})
