"""``check_threads`` finds what is wrong and mends it; ``seed_comments`` makes nothing that is wrong."""

import importlib
import io

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from comments.models import Comment, Discussion, Participation, Reaction, Thread
from comments.tree.checking import check
from comments.tree.layout import Node, answered, branch, hang, lay_out
from comments.tree.seeding import seed

from ..make import make_article, make_comment


def grown(count=300, **fields) -> Discussion:
    fields = {"seed": 1, "pending": 0, "now": timezone.now()} | fields
    return seed(fields.pop("article", None) or make_article(), count=count, **fields)


@pytest.mark.django_db
def test_seeded_comments_are_right_in_every_tree_and_tally():
    discussion = grown(pending=20)
    assert check(discussion) == []
    assert discussion.pending_count == 20
    assert discussion.comments.count() == 300
    assert 0.5 < discussion.threads.count() / 300 < 0.7
    assert discussion.comments.filter(level__gte=3).exists()


@pytest.mark.django_db
def test_the_same_seed_makes_the_same_comments():
    now = timezone.now()
    columns = ("level", "lft", "rght", "name", "source", "status", "posted_at", "reaction_count")
    once, again, other = (
        list(grown(seed=start, now=now).comments.order_by("posted_at").values_list(*columns))
        for start in (1, 1, 2)
    )
    assert once == again
    assert once != other


@pytest.mark.django_db
@pytest.mark.parametrize(
    "harm",
    [
        lambda: Comment.objects.filter(level=2).update(lft=0),
        lambda: Comment.objects.filter(level=1).update(level=4),
        lambda: Comment.objects.filter(level__gt=0).update(tree_id=Thread.objects.first().pk),
        lambda: Thread.objects.update(reply_count=7),
        lambda: Comment.objects.filter(reaction_count=0).update(reaction_count=2),
        lambda: Reaction.objects.all().delete(),
        lambda: Discussion.objects.update(article_reaction_count=3),
        lambda: Thread.objects.update(top_comment_id=None),
        lambda: Discussion.objects.update(thread_count=1),
        lambda: Participation.objects.update(approved_count=9),
        lambda: Participation.objects.update(pending_count=9),
        lambda: Participation.objects.all().delete(),
        lambda: Comment.objects.filter(level=0).update(status="rejected"),
        lambda: Comment.objects.filter(level=1).update(in_reply_to=make_comment()),
        lambda: Thread.objects.create(discussion=Discussion.objects.first()),
    ],
)
def test_what_is_wrong_is_found_and_mended(harm):
    discussion = grown()
    threads = dict(discussion.comments.values_list("pk", "tree_id"))
    harm()
    assert check(discussion) != []
    assert check(discussion, fix=True) != []
    assert check(discussion) == []
    assert dict(discussion.comments.values_list("pk", "tree_id")) == threads


@pytest.mark.django_db
def test_a_tree_whose_thread_is_lost_gets_a_new_one():
    discussion = make_comment().discussion
    answer = make_comment(parent=make_comment(article=discussion.article))
    Thread.objects.filter(discussion=discussion)._raw_delete("default")
    assert check(discussion, fix=True) != []
    assert check(discussion) == []
    answer.refresh_from_db()
    assert answer.thread.stored_count == 2


@pytest.mark.django_db
def test_the_command_says_what_is_wrong_and_exits_with_one():
    comment = make_comment()
    Thread.objects.update(reply_count=7)
    out = io.StringIO()
    with pytest.raises(CommandError, match="2 problems"):
        call_command("check_threads", stdout=out)
    assert f"Thread {comment.tree_id}: reply_count is 7, should be 0." in out.getvalue()
    call_command("check_threads", fix=True, stdout=out)
    call_command("check_threads", stdout=out)
    assert out.getvalue().endswith("Every tree and every tally is right.\n")


@pytest.mark.django_db
def test_seeding_says_what_it_made_and_refuses_what_is_no_article():
    out = io.StringIO()
    article = make_article(title="Tides")
    call_command("seed_comments", article.slug, count=10, stdout=out)
    assert out.getvalue().startswith("10 comments in ")
    with pytest.raises(CommandError, match="no article"):
        call_command("seed_comments", "nothing")
    with pytest.raises(CommandError, match="--pending"):
        call_command("seed_comments", article.slug, count=1, pending=2)


@given(st.lists(st.integers(min_value=0, max_value=10_000), max_size=60))
def test_a_layout_is_dense_and_nests(choices):
    """Whatever the shape: edges are 1..2n, each child strictly inside its parent, levels follow."""
    nodes = [Node(0, 0, None, 0, 0, 7)]
    for pk, choice in enumerate(choices, start=1):
        nodes.append(Node(pk, pk, choice % pk, 0, 0, 7))
    places = lay_out(nodes)
    edges = sorted(edge for place in places.values() for edge in (place.lft, place.rght))
    assert edges == list(range(1, 2 * len(nodes) + 1))
    for node in nodes[1:]:
        child, parent = places[node.pk], places[node.parent_id]
        assert parent.lft < child.lft < child.rght < parent.rght
        assert child.level == parent.level + 1


@given(st.lists(st.integers(min_value=0, max_value=10_000), max_size=60))
def test_parents_follow_from_answers_by_the_rule_of_posting(choices):
    links = {0: None} | {pk: choice % pk for pk, choice in enumerate(choices, start=1)}
    parents, levels = hang(links, deepest=3), {None: -1}
    for pk, to in links.items():
        levels[pk] = levels[parents[pk]] + 1
        assert levels[pk] <= 3
        assert parents[pk] == (to if to is None or levels[to] < 3 else parents[to])


@given(st.lists(st.integers(min_value=0, max_value=10_000), max_size=60), st.integers(0, 60))
def test_a_branch_is_all_that_answers_it(choices, start):
    links = {0: None} | {pk: choice % pk for pk, choice in enumerate(choices, start=1)}
    root = start % len(links)

    def leads_there(pk):
        while pk is not None and pk != root:
            pk = links[pk]
        return pk == root

    assert branch(links, root) == {pk for pk in links if leads_there(pk)}


def test_answers_that_go_round_in_a_circle_are_those_of_the_parents():
    parents = {1: None, 2: 1, 3: 1}
    nodes = [Node(pk, pk, to, 0, 0, 1, {2: 3, 3: 2}.get(pk)) for pk, to in parents.items()]
    assert answered(nodes) == parents


@pytest.mark.django_db
@pytest.mark.parametrize("lost", [{}, {"approved_count": 0}])
def test_who_came_first_is_first_among_equals_after_mending_too(lost):
    discussion = grown()
    came = dict.fromkeys(discussion.comments.order_by("pk").values_list("commenter", flat=True))
    Participation.objects.filter(**lost).delete()
    Participation.objects.update(approved_count=9)
    check(discussion, fix=True)
    rows = discussion.participations.order_by("pk")
    assert list(rows.values_list("commenter", flat=True)) == list(came)


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["pending", "approved", "rejected", "spam", "withdrawn"])
def test_a_database_from_before_the_tallies_by_person_gets_them(status):
    comment = make_comment(status=status)
    make_comment(article=comment.discussion.article, commenter=comment.commenter, status="pending")
    migration = importlib.import_module("comments.migrations.0016_tallies_by_person")
    Participation.objects.update(**dict.fromkeys(("pending_count", "spam_count"), 7))
    migration.count(apps, None)
    assert check(comment.discussion) == []
