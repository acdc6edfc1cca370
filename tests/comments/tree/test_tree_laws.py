"""Whatever is done in whatever order: trees stay trees, tallies true, and nobody's answer is lost."""

import contextlib
import itertools

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run

from comments.models import Comment, Discussion
from comments.models.comment import MAX_LEVEL, Status
from comments.moderation.decisions import Seen, decide
from comments.privacy.erasing import delete_comment, erase_commenter
from comments.tree.checking import check
from comments.tree.moving import move_branch, split_branch
from comments.tree.pinning import close_thread, pin_thread, reopen_thread, unpin_thread
from comments.tree.trees import UnderItself
from comments.writing.posting import NoSuchParent, Refused
from comments.writing.reacting import NothingToReactTo, OwnComment, react

from ..make import make_article, make_comment, make_commenter

PEOPLE = 3
EXAMPLES, STEPS = 12, 15
there_are_comments = precondition(lambda self: self.answers)
any_one = st.integers(min_value=0, max_value=10_000)  # of those that there are at that moment


class Conversation(RuleBasedStateMachine):
    """One discussion; ``answers`` is what the test itself knows of who answers whom."""

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.article = make_article()
        self.people = [make_commenter(name=f"Ana {number}") for number in range(PEOPLE)]
        self.answers, self.erased = {}, set()

    def teardown(self):
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @initialize()
    def a_deep_thread_and_a_flat_one(self):
        chain = [self.grow(None)]
        for _ in range(MAX_LEVEL + 1):
            chain.append(self.grow(chain[-1]))
        self.grow(self.grow(None))

    @rule(who=any_one)
    def post(self, who):
        self.grow(None, who)

    @there_are_comments
    @rule(to=any_one, who=any_one)
    def answer(self, to, who):
        self.grow(self.pick(to), who)

    @there_are_comments
    @rule(which=any_one, to=st.sampled_from(Status.values))
    def decide(self, which, to):
        decide([Seen.of(self.comment(which))], to=to, now=timezone.now())

    @there_are_comments
    @rule(which=any_one, to=any_one)
    def move(self, which, to):
        moved, target = self.comment(which), self.comment(to)
        was = self.places()
        try:
            is_done = move_branch(moved, under=target, by=None, now=timezone.now())
        except UnderItself:
            assert target.pk in self.branch(moved.pk)
        else:
            assert is_done == (self.answers[moved.pk] != target.pk)
            old, self.answers[moved.pk] = self.answers[moved.pk], target.pk
            if is_done and old:  # there and back again leaves no trace
                self.move_back(moved, old, was)
                move_branch(moved, under=target, by=None, now=timezone.now())

    def move_back(self, moved, old, was):
        move_branch(moved, under=Comment.objects.get(pk=old), by=None, now=timezone.now())
        assert self.places() == was

    @there_are_comments
    @rule(which=any_one)
    def split(self, which):
        comment = self.comment(which)
        is_done = split_branch(comment, by=None, now=timezone.now())
        assert is_done == (self.answers[comment.pk] is not None)
        self.answers[comment.pk] = None

    @there_are_comments
    @rule(which=any_one)
    def delete(self, which):
        comment = self.comment(which)
        delete_comment(comment, by=None, now=timezone.now())
        if comment.pk in self.answers.values():
            self.erased.add(comment.pk)
        else:
            del self.answers[comment.pk]
            self.erased.discard(comment.pk)

    @rule(who=any_one)
    def erase(self, who):
        person = self.people.pop(who % PEOPLE)
        self.erased.update(person.comments.values_list("pk", flat=True))
        erase_commenter(person, by=None, now=timezone.now())
        self.people.append(make_commenter())

    @there_are_comments
    @rule(
        which=any_one, deed=st.sampled_from([pin_thread, unpin_thread, close_thread, reopen_thread])
    )
    def mark(self, which, deed):
        deed(self.comment(which).thread, by=None, now=timezone.now())

    @there_are_comments
    @rule(which=any_one, who=any_one, kind=st.sampled_from(["like", "love", None]))
    def react(self, which, who, kind):
        reacting = {"commenter": self.people[who % PEOPLE], "kind": kind, "now": timezone.now()}
        with contextlib.suppress(NothingToReactTo, OwnComment):
            react(article=self.article, comment_id=self.pick(which), **reacting)

    @invariant()
    def every_tree_and_tally_is_right(self):
        if discussion := Discussion.objects.filter(article=self.article).first():
            assert check(discussion) == []

    @invariant()
    def everybody_answers_whom_they_answered(self):
        rows = {comment.pk: comment for comment in self.comments()}
        assert {pk: row.in_reply_to_id for pk, row in rows.items()} == self.answers
        for row in rows.values():
            is_beside = row.level == MAX_LEVEL and rows[row.in_reply_to_id].level == MAX_LEVEL
            assert (
                rows[row.in_reply_to_id].parent_id if is_beside else row.in_reply_to_id
            ) == row.parent_id

    @invariant()
    def edges_nest_without_a_gap(self):
        for _tree, group in itertools.groupby(self.comments(), lambda comment: comment.tree_id):
            rows = list(group)
            edges = sorted(edge for row in rows for edge in (row.lft, row.rght))
            assert edges == list(range(1, 2 * len(rows) + 1))
            assert [row.level for row in rows].count(0) == 1
            for row in rows:
                within = {other.pk for other in rows if row.lft <= other.lft < row.rght}
                assert within <= self.branch(row.pk)

    @invariant()
    def siblings_stand_in_the_order_of_their_posting(self):
        last = {}
        for row in self.comments():
            assert row.level == 0 or last.get(row.parent_id, 0) < row.pk
            last[row.parent_id] = row.pk

    @invariant()
    def nothing_is_left_of_what_was_erased(self):
        for row in self.comments():
            assert (row.pk in self.erased) == (row.source == "")
            assert row.pk not in self.erased or row.status == Status.WITHDRAWN

    def grow(self, parent, who=0):
        parent = parent and Comment.objects.get(pk=parent)
        try:
            new = make_comment(
                article=self.article, parent=parent, commenter=self.people[who % PEOPLE]
            )
        except (NoSuchParent, Refused):  # not shown, or its thread is closed
            assert not parent.is_approved or parent.thread.is_closed
            return None
        self.answers[new.pk] = parent and parent.pk
        return new.pk

    def comments(self):
        return Comment.objects.filter(discussion__article=self.article).in_tree_order()

    def pick(self, number):
        pks = sorted(self.answers)
        return pks[number % len(pks)] if pks else None

    def comment(self, number):
        return Comment.objects.get(pk=self.pick(number))

    def branch(self, pk):
        found = {pk}
        while more := {a for a, to in self.answers.items() if to in found} - found:
            found |= more
        return found

    def places(self):
        return list(self.comments().values_list("pk", "level", "lft", "rght", "parent"))


@pytest.mark.slow
@pytest.mark.django_db
def test_laws_of_trees():
    run(
        Conversation,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
