"""What recent actions were about, in words: how much was chosen, and of one comment which."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...judging.rules import label_of
from ...models import Ban, Batch, Comment, Decision, Discussion
from ...models.batch import LIFT
from .choice import TABS


def describe(batches: Iterable[Batch]) -> None:
    """
    Give each its ``about``, a list of phrases, and its ``comment``, None where it was not one.

    The undo of an action is about the same; no longer chain is followed. No sought words stand there.
    """
    of = {batch: batch.undoes or batch for batch in batches}
    articles, banned = _articles(of.values()), _banned(of.values())
    comments = _comments([batch.pk for batch in batches if batch.total_count == 1])
    for batch, source in of.items():
        batch.comment = comments.get(batch.pk)
        batch.about = banned.get(source.pk, [])
        if not batch.comment or source.is_ban:
            batch.about = batch.about + _phrases(source.choice, articles)


def _banned(batches: Iterable[Batch]) -> dict:
    """Return by action whom its ban hit, as the list of bans names them; many people are only counted."""
    keys = [batch.pk for batch in batches if batch.is_ban and _people_count(batch.choice) < 2]
    lifted = {batch.pk: batch.choice.get("ban") for batch in batches if batch.action == LIFT}
    hit = Q(batch__in=keys) | Q(pk__in=set(lifted.values()) - {None})
    bans = list(Ban.objects.filter(hit).select_related("commenter").order_by("pk"))
    by_action = {ban.batch_id: [str(ban)] for ban in bans if ban.batch_id in keys}
    by_key = {ban.pk: [str(ban)] for ban in bans}
    return by_action | {key: by_key[pk] for key, pk in lifted.items() if pk in by_key}


def _people_count(choice: dict) -> int:
    return choice.get("people_count") or len(choice.get("people", ()))


def _articles(batches: Iterable[Batch]) -> dict[int, Discussion]:
    keys = {batch.choice.get("article") for batch in batches} - {None}
    rows = Discussion.objects.filter(pk__in=keys).select_related("article")
    return {row.pk: row for row in rows.only("article__title")}


def _comments(keys: list) -> dict:
    """Return by action the one comment that it was about, as far as it is still there."""
    rows = Decision.objects.filter(batch__in=keys).order_by("pk")
    pks = dict(rows.values_list("batch", "comment"))
    comments = Comment.objects.filter(pk__in=pks.values())
    comments = comments.select_related("discussion__article")
    found = {row.pk: row for row in comments.only("discussion__article__title")}
    return {key: found[pk] for key, pk in pks.items() if pk in found}


def _phrases(choice: dict, articles: dict[int, Discussion]) -> list[str]:
    tab, people = choice.get("tab"), _people_count(choice)
    discussion = articles.get(choice.get("article"))
    phrases = (
        _("of “%s”") % TABS[tab].label if tab in TABS else "",
        _("under “%s”") % discussion if discussion else "",
        _("held because: %s") % label_of(choice["rule"]) if "rule" in choice else "",
        _("since %s") % choice["since"] if "since" in choice else "",
        _("until %s") % choice["until"] if "until" in choice else "",
        _("people %(kept)d and %(gone)d") % choice if "kept" in choice else "",
        _("by one person") if "person" in choice else "",
        ngettext("by %d person", "by %d people", people) % people if people else "",
        _("filtered by a search") if choice.get("is_search") or "q" in choice else "",
    )
    return [phrase for phrase in phrases if phrase]
