"""Everything that people do to a conversation, at random and all at once."""

import contextlib
import itertools
import random
import uuid
from datetime import timedelta

from django.utils import timezone

from comments.models import Comment, Thread
from comments.moderation.decisions import Seen, decide
from comments.privacy.erasing import delete_comment, erase_commenter
from comments.tree.moving import NotThere, move_branch, split_branch
from comments.tree.pinning import close_thread, pin_thread, reopen_thread, unpin_thread
from comments.tree.trees import UnderItself
from comments.writing.posting import Draft, NoSuchParent, Refused, post_comment
from comments.writing.reacting import NothingToReactTo, OwnComment, react

from .make import make_commenter

PAUSE = timedelta(minutes=11)  # between two comments: moments that are no flood
KNOWN = 20  # comments, of all there are, that an answer, a click or a move is aimed at
MARKS = (pin_thread, unpin_thread, close_thread, reopen_thread)
# What may come back in a race, because somebody else was faster; each is told to whoever did it.
OVERTAKEN = (NoSuchParent, Refused, NothingToReactTo, OwnComment, NotThere, UnderItself)
_turns = itertools.count(1)


def post(article, commenter, **fields):
    draft = Draft(source=f"Words {uuid.uuid4()}", name="Ana", **fields)
    now = timezone.now() + next(_turns) * PAUSE
    return post_comment(draft, article=article, commenter=commenter, now=now)


class Storm:
    """One thread's share of it; ``posted`` are the comments that it was told are stored."""

    def __init__(self, articles, people, seed):
        self.articles, self.people, self.dice = articles, people, random.Random(seed)
        self.posted, self.deleted = set(), set()
        self.deeds = (
            [self.post] * 8 + [self.decide] * 3 + [self.react] * 3 + [self.move] * 3
            + [self.split] * 2 + [self.delete, self.mark, self.erase]
        )  # fmt: skip

    def blow(self):
        """Do one thing."""
        with contextlib.suppress(*OVERTAKEN):
            self.dice.choice(self.deeds)()

    def post(self):
        article = self.dice.choice(self.articles)
        parents = Comment.objects.approved().filter(discussion__article=article)
        parent = self.dice.choice([None, *self.some(parents)])
        comment = post(article, self.dice.choice(self.people), parent_id=parent)
        self.posted.add(comment.pk)

    def decide(self):
        """Over several discussions in any order, as a bulk action has them."""
        some = Comment.objects.filter(pk__in=self.some(Comment.objects.all())[:5])
        to = self.dice.choice(["approved", "approved", "rejected", "spam", "pending"])
        decide(list(Seen.all_of(some)), to=to, now=timezone.now())

    def react(self):
        article = self.dice.choice(self.articles)
        some = self.some(Comment.objects.approved().filter(discussion__article=article))
        react(
            article=article,
            comment_id=self.dice.choice([None, *some]),
            commenter=self.dice.choice(self.people),
            kind=self.dice.choice(["like", "love", None]),
            now=timezone.now(),
        )

    def move(self):
        article = self.dice.choice(self.articles)
        some = self.some(Comment.objects.filter(discussion__article=article))
        if len(some) > 1:
            comment, under = (Comment.objects.filter(pk=pk).first() for pk in some[:2])
            if comment and under:
                move_branch(comment, under=under, by=None, now=timezone.now())

    def split(self):
        for comment in Comment.objects.filter(pk__in=self.some(Comment.objects.all())[:1]):
            split_branch(comment, by=None, now=timezone.now())

    def delete(self):
        for comment in Comment.objects.filter(pk__in=self.some(Comment.objects.all())[:1]):
            if delete_comment(comment, by=None, now=timezone.now()):
                self.deleted.add(comment.pk)

    def mark(self):
        for thread in Thread.objects.filter(pk__in=self.some(Thread.objects.all())[:1]):
            self.dice.choice(MARKS)(thread, by=None, now=timezone.now())

    def erase(self):
        """Somebody goes, and somebody new comes."""
        place = self.dice.randrange(len(self.people))
        person, self.people[place] = self.people[place], make_commenter(trusted=False)
        erase_commenter(person, by=None, now=timezone.now())

    def some(self, rows):
        pks = list(rows.order_by("-pk").values_list("pk", flat=True)[:KNOWN])
        return self.dice.sample(pks, len(pks))
