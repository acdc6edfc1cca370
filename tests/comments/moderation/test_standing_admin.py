"""The forms of the admin that move, mark and erase: what they do, what they say, and who may not."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from authors.models import Author
from comments.models import Comment, Commenter, Decision, Policy, Thread
from comments.tree import trees
from comments.tree.checking import check
from tests.blog.make import sign

from ..make import make_article, make_comment, make_staff

pytestmark = pytest.mark.django_db

DEEDS = {  # name of the address -> what is sent
    "comments_comment_move": {"under": "1"},
    "comments_comment_split": {},
    "comments_comment_mark": {"to": "pin"},
    "comments_comment_erase": {},
    "comments_commenter_erase": {},
}
ERASURES = ("comments_comment_erase", "comments_commenter_erase")


@pytest.fixture
def moderator(client):
    user = make_staff("Moderator")
    client.force_login(user)
    return user


@pytest.fixture
def administrator(client):
    user = get_user_model().objects.create_superuser("a@example.org", "x", name="A")
    client.force_login(user)
    return user


def address(name, pk):
    return reverse(f"admin:{name}", args=[pk])


def send(client, name, row, **fields):
    """Send a form and return the page that it leads to."""
    response = client.post(address(name, row.pk), fields, follow=True)
    return response.content.decode()


def everything():
    rows = (Comment.objects, Thread.objects, Commenter.objects, Decision.objects)
    return [list(manager.order_by("pk").values()) for manager in rows]


@pytest.mark.parametrize(
    "typed",
    [
        "{pk}", " #{pk} ", "/comments/{pk}/", "https://blog.example.org/comments/{pk}/#comment-{pk}",
        "https://blog.example.org/articles/tides/?order=oldest#comment-{pk}",
    ],
)  # fmt: skip
def test_a_branch_moves_under_a_comment_named_by_number_or_link(client, moderator, typed):
    article = make_article()
    root, moved = make_comment(article=article), make_comment(article=article)
    html = send(client, "comments_comment_move", moved, under=typed.format(pk=root.pk))
    assert f"it answers comment {root.pk} now" in html
    moved.refresh_from_db()
    assert moved.in_reply_to == root
    assert Decision.objects.get(action="move").decided_by == moderator
    assert check(moved.discussion) == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Say under which comment"),
        ("the first one", "neither a comment&#x27;s number nor a link"),
        ("/comments/x/", "neither a comment&#x27;s number nor a link"),
        ("999", "no such comment in this discussion"),
        ("9" * 19, "neither a comment&#x27;s number nor a link"),
    ],
)
def test_what_names_no_comment_comes_back_with_the_reason(client, moderator, typed, words):
    comment = make_comment()
    before = everything()
    html = send(client, "comments_comment_move", comment, under=typed)
    assert words in html
    assert f'value="{typed}"' in html
    assert everything() == before


def test_a_move_that_cannot_be_says_why(client, moderator, monkeypatch):
    root = make_comment()
    answer = make_comment(parent=root)
    elsewhere = make_comment()
    beside = make_comment(article=root.discussion.article)
    html = send(client, "comments_comment_move", root, under=str(answer.pk))
    assert "is a part of this branch" in html
    html = send(client, "comments_comment_move", root, under=str(elsewhere.pk))
    assert "no such comment in this discussion" in html
    monkeypatch.setattr(trees, "MAX_LIVE", 2)
    html = send(client, "comments_comment_move", root, under=str(beside.pk))
    assert "cannot take so many" in html
    assert not Decision.objects.filter(action="move").exists()


def test_a_branch_becomes_a_thread_of_its_own_once(client, moderator):
    answer = make_comment(parent=make_comment())
    assert "thread of its own now" in send(client, "comments_comment_split", answer)
    assert "thread of its own already" in send(client, "comments_comment_split", answer)
    answer.refresh_from_db()
    assert answer.level == 0


def test_the_page_offers_what_the_thread_is_not(client, moderator):
    comment = make_comment()
    html = client.get(address("comments_comment_change", comment.pk)).content.decode()
    assert ("Pin its thread" in html, "Unpin its thread" in html) == (True, False)
    html = send(client, "comments_comment_mark", comment, to="pin")
    assert ("Pin its thread" in html, "Unpin its thread" in html) == (False, True)
    html = send(client, "comments_comment_mark", comment, to="close")
    assert "Reopen its thread" in html
    assert Comment.objects.get().thread.is_closed
    assert client.post(address("comments_comment_mark", comment.pk), {"to": "x"}).status_code == 404


def test_erasing_a_comment_asks_first_and_says_that_nothing_undoes_it(client, administrator):
    comment = make_comment(source="Zebra.")
    before = everything()
    html = client.get(address("comments_comment_erase", comment.pk)).content.decode()
    assert "This cannot be undone." in html
    assert everything() == before
    assert "The comment is erased." in send(client, "comments_comment_erase", comment)
    assert not Comment.objects.exists()


def test_erasing_an_answered_comment_says_that_its_place_stays(client, administrator):
    root = make_comment()
    make_comment(parent=root)
    html = client.get(address("comments_comment_erase", root.pk)).content.decode()
    assert "its place stays" in html
    send(client, "comments_comment_erase", root)
    html = client.get(address("comments_comment_change", root.pk)).content.decode()
    assert f"Comment {root.pk}" in html


def test_erasing_a_person_asks_first_and_says_how_much_goes(client, administrator):
    comment = make_comment(name="Zoltan", source="Zebra.")
    before = everything()
    html = client.get(address("comments_commenter_erase", comment.commenter_id)).content.decode()
    assert "This cannot be undone." in html
    assert "words of 1 comment," in html
    assert everything() == before
    html = send(client, "comments_commenter_erase", comment.commenter)
    assert "This person is erased, with 1 comment." in html
    assert "Zoltan" not in html
    assert Decision.objects.get(action="erase").decided_by == administrator
    comment.refresh_from_db()
    assert (comment.source, comment.status) == ("", "withdrawn")


@pytest.mark.parametrize("name", DEEDS)
@pytest.mark.parametrize("role", [None, "Author", "Editor", "Moderator"])
def test_others_can_do_none_of_it(client, name, role):
    comment = make_comment(parent=make_comment())
    if role:
        client.force_login(make_staff(role))
    may = role in ("Editor", "Moderator") and name not in ERASURES
    before = everything()
    row = comment.commenter if name == "comments_commenter_erase" else comment
    response = client.post(address(name, row.pk), DEEDS[name])
    assert response.status_code == (302 if may or role is None else 403)
    assert may or everything() == before


@pytest.mark.parametrize("name", [name for name in DEEDS if name not in ERASURES])
def test_reading_changes_nothing(client, moderator, name):
    comment = make_comment(parent=make_comment())
    assert client.get(address(name, comment.pk), DEEDS[name]).status_code == 405


@pytest.mark.parametrize("name", DEEDS)
def test_what_is_not_there_is_not_found(client, administrator, name):
    assert client.post(address(name, 999), DEEDS[name]).status_code == 404


def test_moderators_are_offered_no_erasure(client, moderator):
    comment = make_comment()
    for page in ("comments_comment_change", "comments_commenter_change"):
        pk = comment.commenter_id if "commenter" in page else comment.pk
        html = client.get(address(page, pk)).content.decode()
        assert "/erase/" not in html


def test_threads_are_pinned_closed_and_split_where_they_are_read(client, moderator):
    root = make_comment()
    answer = make_comment(parent=root)
    mine = reverse("comments:mine", args=[root.discussion.article.slug])
    html = client.get(mine).content.decode()
    for name, comment in (("mark", root), ("split", answer), ("move", root)):
        assert address(f"comments_comment_{name}", comment.pk) in html
    url = address("comments_comment_mark", root.pk)
    answered = client.post(url, {"to": "pin", "from": "discussion"}, follow=True)
    assert answered.redirect_chain[0][0] == f"{mine}?thread={root.tree_id}#comment-{root.pk}"
    html = answered.content.decode()
    assert "The thread is pinned" in html
    assert "Unpin the thread" in html
    client.post(address("comments_comment_split", answer.pk), {"from": "discussion"})
    answer.refresh_from_db()
    assert answer.level == 0


def test_authors_mark_threads_under_their_own_articles_where_the_site_lets_them(client):
    root, foreign = make_comment(), make_comment()
    user = make_staff("Author")
    sign(root.discussion.article, Author.objects.create(name="Wanda", slug="wanda", user=user))
    client.force_login(user)
    pin = {"to": "pin", "from": "discussion"}
    assert client.post(address("comments_comment_mark", root.pk), pin).status_code == 403
    Policy.objects.create(authors_moderate=True)
    assert client.post(address("comments_comment_mark", foreign.pk), pin).status_code == 404
    client.post(address("comments_comment_mark", root.pk), pin)
    assert list(Thread.objects.filter(is_pinned=True)) == [root.thread]
