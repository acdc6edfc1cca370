"""Proves every tree and tally of a discussion against its parent pointers and rows, and mends them."""

from django.db import transaction
from django.db.models import F

from ..models import Comment, Discussion, Participation, Thread
from . import tallies, trees
from .layout import Node, lay_out, misplaced


@transaction.atomic
def check(discussion: Discussion, *, fix: bool = False) -> list[str]:
    """
    Return what is wrong with this discussion, a sentence each; mend it where ``fix``.

    Holds the discussion's lock, so that nobody posts in the middle. Edges are written anew from the
    parent pointers with the thread's own tree_id; mptt's rebuild would renumber all trees.
    """
    discussion = trees.hold([discussion.pk])[discussion.pk]
    nodes = trees.standing(Comment.objects.filter(discussion=discussion))
    problems = _wrong_threads(discussion, nodes)
    places = lay_out(_with_threads(discussion, nodes) if fix and problems else nodes)
    wrong = misplaced(nodes, places)
    problems += [f"Comment {pk} is not where its parent is." for pk in wrong]
    lost = [node.pk for node in nodes if node.pk not in places]
    problems += [f"Comment {pk} hangs from nothing in this discussion." for pk in lost]
    if fix:
        trees.put(wrong)
    problems += _wrong_answers(discussion, fix=fix) + _wrong_tallies(discussion)
    if fix and problems:
        tallies.recount(discussion)
        trees.clear_away(discussion.threads.values_list("pk", flat=True))
    return problems


def _wrong_threads(discussion: Discussion, nodes: list[Node]) -> list[str]:
    threads = set(discussion.threads.values_list("pk", flat=True))
    roots = {node.tree_id for node in nodes if node.parent_id is None}
    return [f"The tree {pk} has no thread." for pk in sorted(roots - threads)] + [
        f"The thread {pk} has no comment." for pk in sorted(threads - roots)
    ]


def _with_threads(discussion: Discussion, nodes: list[Node]) -> list[Node]:
    """Return the nodes with a new thread for each root that has none; those below it follow it."""
    threads = set(discussion.threads.values_list("pk", flat=True))
    return [
        node
        if node.parent_id or node.tree_id in threads
        else node._replace(tree_id=Thread.objects.create(discussion=discussion).pk)
        for node in nodes
    ]


def _wrong_answers(discussion: Discussion, *, fix: bool) -> list[str]:
    """Find those said to answer a comment of another thread; mended, they answer their parent."""
    answers = Comment.objects.filter(discussion=discussion, in_reply_to__isnull=False)
    astray = list(
        answers.exclude(in_reply_to__tree_id=F("tree_id"))
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    if fix:
        Comment.objects.filter(pk__in=astray).update(in_reply_to=F("parent"))
    return [f"Comment {pk} answers one of another thread." for pk in astray]


def _wrong_tallies(discussion: Discussion) -> list[str]:
    tallied = tallies.thread_tallies()
    rows = discussion.threads.order_by("pk").annotate(
        **{f"right_{field}": expression for field, expression in tallied.items()}
    )
    wrong = tallies.miscounted(discussion).annotate(right=tallies.reactions()).order_by("pk")
    problems = [
        f"Comment {comment.pk}: reaction_count is {comment.reaction_count}, should be {comment.right}."
        for comment in wrong.only("pk", "reaction_count").iterator()
    ]
    for thread in rows.iterator():
        right = {field: getattr(thread, f"right_{field}") for field in tallied}
        problems += _differences(f"Thread {thread.pk}", thread, right)
    name, right = f"Discussion {discussion.pk}", tallies.expected_of(discussion)
    return problems + _differences(name, discussion, right) + _wrong_participations(discussion)


def _differences(name: str, row, right: dict) -> list[str]:
    return [
        f"{name}: {field} is {getattr(row, field)}, should be {value}."
        for field, value in right.items()
        if getattr(row, field) != value
    ]


def _wrong_participations(discussion: Discussion) -> list[str]:
    stored = dict(
        Participation.objects.filter(discussion=discussion).values_list(
            "commenter", "approved_count"
        )
    )
    counted = dict(tallies.approved_by_commenter(discussion))
    return [
        f"Discussion {discussion.pk}: commenter {pk} has {stored.get(pk, 0)} approved comments, "
        f"should have {counted.get(pk, 0)}."
        for pk in sorted(stored.keys() | counted.keys())
        if stored.get(pk, 0) != counted.get(pk, 0)
    ]
