"""Actions: on all that match, carried on in steps; the latest ones; and undoing them."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ...models import Ban, Batch, Comment, Commenter, Discussion
from ...models.comment import Status
from ...moderation import batches
from ...moderation.decisions import Seen
from ...moderation.queue import entries
from ...moderation.queue.choice import Choice
from ...moderation.queue.overtaking import overtaken_words
from ...reading.section import number
from .page import check_may_ban, choice_context, page, queue_page, wanted

REMOVE_ALL = "ban"  # ban the writers and take all that they said
PEOPLE_AT_ONCE = 1_000  # whom one action may ban
PEOPLE_NAMED = 20  # on the page that asks
MAX_REASON = Ban._meta.get_field("reason").max_length
RECENT = 50  # actions in the list


@queue_page("GET", "HEAD", "POST")
def decide_all(site, request):
    """Ask about all that match, then begin."""
    if request.method != "POST":
        choice = Choice.of(request.GET)
        if request.GET.get("to") == REMOVE_ALL:
            check_may_ban(request.user)
            writers = choice.comments(request.user).order_by().values_list("commenter", flat=True)
            people = tuple(sorted(writers.distinct()[:PEOPLE_AT_ONCE]))
            choice = Choice(tab="all", people=people)
            return ask(site, request, choice, Status.SPAM, is_ban=True)
        to, reason = wanted(request.GET.get("to", ""))
        return ask(site, request, choice, to, reason=reason)
    return _begin(request)


def _begin(request):
    to, reason = wanted(request.POST.get("to", ""))
    people = tuple(number(value) for value in request.POST.getlist("people")[:PEOPLE_AT_ONCE])
    params = Choice.of(request.POST).as_row() | ({"people": people} if people else {})
    is_ban = bool(people) and "is_ban" in request.POST
    if is_ban:
        check_may_ban(request.user)
    upto, now = number(request.POST.get("upto", "")), timezone.now()
    batch = batches.begin(
        Choice.stored(params),
        to=to,
        by=request.user,
        now=now,
        upto=None if is_ban else upto,  # of the banned, everything
        reason=reason,
        ban_because=request.POST.get("because", "")[:MAX_REASON] if is_ban else None,
    )
    if not request.htmx:
        batches.carry_on(batch, by=request.user, now=now)
    return HttpResponseRedirect(reverse("admin:comments_queue_action", args=[batch.pk]))


@queue_page("GET", "HEAD")
def actions(site, request):
    """The latest actions, each with its undo."""
    now = timezone.now()
    shown = _actions_of(request.user).select_related("started_by", "undoes", "undone_by")
    recent = list(shown.newest_first()[:RECENT])
    undoable = set(
        Batch.objects.undoable(now)
        .filter(pk__in=[each.pk for each in recent])
        .values_list("pk", flat=True)
    )
    for each in recent:
        each.is_undoable = each.pk in undoable
    return page(site, request, "actions", {"actions": recent, "title": _("Recent actions")})


@queue_page("GET", "HEAD", "POST")
def action(site, request, pk):
    """One action: how far it is; POST carries it on or undoes it."""
    batch = get_object_or_404(_actions_of(request.user).select_related("undoes"), pk=pk)
    now = timezone.now()
    if request.method == "POST":
        return _go_on(site, request, batch, now)
    context = {"batch": batch, "title": _("Action"), "is_undoable": batch.can_be_undone(now)}
    return page(site, request, "_progress" if request.htmx else "action", context)


def _go_on(site, request, batch: Batch, now):
    if request.POST.get("op") == "undo":
        undoing = batches.undo(batch, by=request.user, now=now)
        if request.htmx and request.POST.get("entry"):
            return _entry_again(site, request, undoing)
        if undoing is None:
            messages.warning(
                request, _("This cannot be undone any more, or somebody has undone it.")
            )
            return HttpResponseRedirect(request.path)
        url = reverse("admin:comments_queue_action", args=[undoing.pk])
        return HttpResponseRedirect(url)
    batch = batches.carry_on(batch, by=request.user, now=now)
    if request.htmx:
        context = {"batch": batch, "is_undoable": batch.can_be_undone(now)}
        return page(site, request, "_progress", context)
    return HttpResponseRedirect(request.path)


def _entry_again(site, request, undoing: Batch | None):
    """Answer the script with the entry as it stands after its undo."""
    entry = entries.entry(number(request.POST["entry"]), request.user)
    if entry is None:
        raise Http404
    done = undoing is not None and undoing.decided_count
    problem = "" if done else overtaken_words(Seen.of(entry.comment))
    context = choice_context(Choice.of(request.POST)) | {"entry": entry, "problem": problem}
    return page(site, request, "_entry", context, status=200 if done else 409)


def ask(site, request, choice: Choice, to: Status, *, reason="", is_ban=False):
    """Show how many it would be and what becomes of them, before anything is done."""
    comments = batches.outstanding(choice, to, request.user)
    last = Comment.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    people = Commenter.objects.filter(pk__in=choice.people[:PEOPLE_NAMED]).order_by("pk")
    context = choice_context(choice) | {"count": comments.count(), "upto": last, "to": to}
    context |= {"reason": reason, "is_ban": is_ban, "people": people, "title": _("All that match")}
    context["more_people"] = max(len(choice.people) - PEOPLE_NAMED, 0)
    return page(site, request, "all", context)


def _actions_of(user):
    """Moderators see everybody's actions, authors their own."""
    if Discussion.objects.moderated_by(user) is None:
        return Batch.objects.all()
    return Batch.objects.filter(started_by=user)
