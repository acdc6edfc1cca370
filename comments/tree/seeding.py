"""Fills a discussion with made-up comments, in bulk and reproducibly: for benches, never for readers."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import batched

from django.db import transaction

from blog.models import Article
from content.markup import comment_html

from ..models import Comment, Commenter, Discussion, Reaction, Thread
from ..models.comment import MAX_LEVEL, Status
from . import tallies, trees
from .layout import Node, lay_out

NEW_THREADS = 0.6  # of all comments; the rest are answers
DEEPER = 0.5  # chance that an answer goes one level further down: depths are geometric
REACTED = 0.1  # of all comments
MOST_FANS = 9  # reactions a comment
COMMENTERS = 500  # at most
BATCH = 2_000  # rows a statement
SENTENCES = (
    "I read this twice and still disagree with the second half.",
    "The part about *maintenance* is what most people miss.",
    "Thank you, this is the clearest account I have seen.",
    "> what you say of the coast\n\nholds for the mountains too.",
    "We tried the same in 2019; it took three winters to see why it failed.",
    "Could you say where the figures come from?",
    "A small correction: it was the other lighthouse.",
    "My grandmother used to say the opposite, and she was mostly right.",
    "See `section 4` of the report; it settles the question.",
    "That is one way to put it. Another is that nobody asked.",
)


@dataclass(slots=True)
class Sprout:
    """A comment before it is stored: where it hangs, and the row it becomes."""

    parent: "Sprout | None"
    thread: int
    level: int
    number: int
    row: Comment | None = field(default=None, repr=False)


@transaction.atomic
def seed(
    article: Article, *, count: int, seed: int, pending: int, now: datetime, progress=iter
) -> Discussion:
    """
    Add ``count`` comments to ``article``, the last ``pending`` of them waiting for review.

    The same numbers make the same comments. ``progress`` wraps the iteration over batches.
    """
    chance = random.Random(seed)  # noqa: S311  (made-up comments, no secrets)
    Discussion.objects.get_or_create(article=article)
    discussion = Discussion.objects.locked().get(article=article)
    people = _people(min(COMMENTERS, count), chance)
    sprouts = _grow(count, chance)
    threads = _threads(discussion, sprouts)
    rows = _Rows(discussion, people, threads, chance, now, count, pending)
    places = lay_out(
        [Node(s.number, s.number, s.parent and s.parent.number, 0, 0, s.thread) for s in sprouts]
    )
    for batch in progress(list(_batches(sprouts))):
        for sprout in batch:
            sprout.row = rows.make(sprout, places[sprout.number])
        Comment.objects.bulk_create(sprout.row for sprout in batch)
    _react(sprouts, people, chance, now)
    tallies.recount(discussion)
    return discussion


def _people(count: int, chance: random.Random) -> list[Commenter]:
    names = ("Ana", "Ben", "Chiara", "Dmitri", "Esra", "Farid", "Greta", "Hiro", "Ines", "Jonas")
    return Commenter.objects.bulk_create(
        [Commenter(name=f"{chance.choice(names)} {number}") for number in range(count)],
        batch_size=BATCH,
    )


def _grow(count: int, chance: random.Random) -> list[Sprout]:
    """Return sprouts in posting order: each hangs from one before it."""
    sprouts, by_thread = [], []
    for number in range(count):
        if not by_thread or chance.random() < NEW_THREADS:
            sprout = Sprout(None, len(by_thread), 0, number)
            by_thread.append([sprout])
        else:
            thread = _roomy(by_thread, chance)
            parent = _depth_first(thread, chance)
            sprout = Sprout(parent, thread[0].thread, parent.level + 1, number)
            thread.append(sprout)
        sprouts.append(sprout)
    return sprouts


def _roomy(by_thread: list[list[Sprout]], chance: random.Random) -> list[Sprout]:
    while len(thread := chance.choice(by_thread)) >= trees.MAX_LIVE:
        pass
    return thread


def _depth_first(thread: list[Sprout], chance: random.Random) -> Sprout:
    wanted = 0
    while wanted < MAX_LEVEL - 1 and chance.random() < DEEPER:
        wanted += 1
    level = min(wanted, max(sprout.level for sprout in thread))
    return chance.choice([sprout for sprout in thread if sprout.level == level])


def _threads(discussion: Discussion, sprouts: list[Sprout]) -> list[Thread]:
    count = 1 + max((sprout.thread for sprout in sprouts), default=-1)
    return Thread.objects.bulk_create(
        [Thread(discussion=discussion) for _ in range(count)], batch_size=BATCH
    )


def _batches(sprouts: list[Sprout]) -> Iterator[list[Sprout]]:
    """Yield them level by level: a row needs the primary key of its parent."""
    for level in range(MAX_LEVEL + 1):
        on_level = [sprout for sprout in sprouts if sprout.level == level]
        for start in range(0, len(on_level), BATCH):
            yield on_level[start : start + BATCH]


class _Rows:
    """Makes rows: all that sprouts of one run have in common."""

    def __init__(self, discussion, people, threads, chance, now, count, pending):
        self.discussion, self.people, self.threads, self.chance = (
            discussion,
            people,
            threads,
            chance,
        )
        self.now, self.first_pending = now, count - pending
        self.step = timedelta(days=30) / max(count, 1)
        self.count = count
        self.most_fans = min(MOST_FANS, len(people))
        self.html = {sentence: comment_html(sentence) for sentence in SENTENCES}

    def make(self, sprout: Sprout, place) -> Comment:
        sentence = self.chance.choice(SENTENCES)
        commenter = self.chance.choice(self.people)
        posted_at = self.now - (self.count - sprout.number) * self.step
        is_pending = sprout.number >= self.first_pending
        parent = sprout.parent and sprout.parent.row
        is_liked = not is_pending and self.chance.random() < REACTED
        return Comment(
            discussion=self.discussion,
            tree_id=self.threads[sprout.thread].pk,
            lft=place.lft,
            rght=place.rght,
            level=sprout.level,
            parent=parent,
            in_reply_to=parent,
            commenter=commenter,
            name=commenter.name,
            source=sentence,
            html=self.html[sentence],
            posted_at=posted_at,
            status=Status.PENDING if is_pending else Status.APPROVED,
            visible_at=None if is_pending else posted_at,
            held_by="first_comments" if is_pending else "",
            reaction_count=self.chance.randint(1, self.most_fans) if is_liked else 0,
        )


def _react(sprouts: list[Sprout], people: list[Commenter], chance, now: datetime) -> None:
    """Store as many reactions as each row says it has."""
    reactions = (
        Reaction(
            discussion_id=sprout.row.discussion_id,
            comment=sprout.row,
            commenter=fan,
            kind=chance.choice(Reaction.Kind.values),
            reacted_at=now,
        )
        for sprout in sprouts
        for fan in chance.sample(people, sprout.row.reaction_count)
    )
    for batch in batched(reactions, BATCH):
        Reaction.objects.bulk_create(batch)
