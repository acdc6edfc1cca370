"""The moderation queue: what it shows, in which order, and to whom."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from authors.models import Author
from comments.models import Comment, Policy, Report
from comments.moderation import batches
from comments.moderation.queue import entries
from comments.moderation.queue.choice import Choice
from tests.blog.make import sign

from ..make import make_article, make_comment, make_commenter, make_staff
from .forms import QUEUE, decide, seen, status_of, texts

pytestmark = pytest.mark.django_db


def test_what_waits_stands_oldest_first_with_why_it_was_held_and_who_wrote_it(client, moderator):
    person = make_commenter(name="Ana")
    new = make_comment(status="pending", source="*Later*", now=timezone.now())
    make_comment(status="pending", source="First", now=timezone.now() - timedelta(days=2))
    make_comment(status="pending", commenter=person, source="Known")
    page = client.get(QUEUE)
    found = [entry.comment for entry in page.context["page"].entries]
    assert [comment.source for comment in Comment.objects.filter(pk=found[0].pk)] == ["First"]
    html = page.content.decode()
    assert "<em>Later</em>" in html
    assert "First comments of a person are reviewed" in html
    entry = next(e for e in page.context["page"].entries if e.comment.commenter_id == person.pk)
    assert (entry.approved_count, entry.others_pending_count) == (1, 0)
    assert str(new.discussion.article) in html


def test_the_tabs_count_by_tallies_and_open_reports(client, moderator):
    make_comment(status="pending")
    make_comment(status="spam")
    reported = make_comment()
    Report.objects.create(comment=reported, reporter=make_commenter(), reason="spam")
    counts = {each["tab"].name: each["count"] for each in client.get(QUEUE).context["tabs"]}
    assert counts["pending"] == counts["spam"] == counts["reported"] == 1
    assert counts["all"] == Comment.objects.count()


@pytest.mark.parametrize("tab", ["pending", "reported", "approved", "rejected", "spam", "all"])
def test_each_tab_pages_through_all_of_it_once(client, moderator, monkeypatch, tab):
    monkeypatch.setattr(entries, "ENTRIES_A_PAGE", 3)
    article, now = make_article(), timezone.now()
    status = {"reported": "approved", "all": "pending"}.get(tab, tab)
    made = {make_comment(article=article, status=status, now=now).pk for _ in range(7)}
    for pk in made if tab == "reported" else ():
        Report.objects.create(comment_id=pk, reporter=make_commenter(trusted=False), reason="spam")
    found, after = [], ""
    while True:
        page = client.get(QUEUE, {"tab": tab, "after": after}).context["page"]
        found += [entry.comment.pk for entry in page.entries]
        if not (after := page.next_after):
            break
    assert len(found) == len(set(found)) == 7
    assert set(found) == made


def test_filters_choose_by_article_rule_person_date_and_words(client, moderator):
    person, now = make_commenter(name="Zoe", trusted=False), timezone.now()
    wanted = make_comment(
        status="pending", source="A lighthouse", commenter=person, name="Zoe", now=now
    )
    old = make_comment(status="pending", source="Old", now=now - timedelta(days=9))
    assert texts(client, article=wanted.discussion_id) == [wanted.html]
    assert texts(client, person=person.pk) == [wanted.html]
    assert texts(client, until=(now - timedelta(days=5)).date()) == [old.html]
    assert texts(client, since=now.date()) == [wanted.html]
    assert texts(client, q="LIGHTHOUSE") == texts(client, q="zoe") == [wanted.html]
    assert len(texts(client, rule="first_comments")) == 2
    assert texts(client, rule="discussion_held") == []


@pytest.mark.parametrize(
    "params",
    [{"tab": "x"}, {"article": "x"}, {"person": "9" * 40}, {"since": "1-1"}, {"after": "x-1"},
     {"after": "9" * 50}, {"q": "%_\\"}, {"rule": "'\""}, {"q": "a\x00b"}],
)  # fmt: skip
def test_what_makes_no_sense_in_an_address_breaks_nothing(client, moderator, params):
    make_comment(status="pending")
    assert client.get(QUEUE, params).status_code == 200


def test_a_search_is_bounded_and_says_where_it_stopped(client, moderator, monkeypatch):
    monkeypatch.setattr("comments.moderation.queue.choice.SEARCHED", 2)
    for number in range(5):
        make_comment(status="pending", source=f"Word {number}")
    page = client.get(QUEUE, {"q": "Word 4"}).context["page"]
    assert (page.entries, page.is_search_bounded) == ([], True)
    page = client.get(QUEUE, {"q": "Word 4", "after": page.next_after}).context["page"]
    page = client.get(QUEUE, {"q": "Word 4", "after": page.next_after}).context["page"]
    assert len(page.entries) == 1


def test_the_queue_costs_the_same_queries_whatever_its_length(
    client, moderator, django_assert_max_num_queries
):
    root = make_comment()
    for _ in range(12):
        make_comment(status="pending", parent=root)
    with django_assert_max_num_queries(15):
        client.get(QUEUE)


def test_an_entry_shows_what_moderators_noted_on_its_writer(client, moderator):
    comment = make_comment(status="pending")
    person = reverse("admin:comments_commenter_change", args=[comment.commenter_id])
    client.post(
        reverse("admin:comments_commenter_note", args=[comment.commenter_id]), {"text": "<b>Kind"}
    )
    html = client.get(reverse("admin:comments_queue")).content.decode()
    assert "&lt;b&gt;Kind" in html
    assert person in html


def test_authors_moderate_under_their_own_articles_where_the_site_allows(client):
    user = make_staff("Author")
    own, foreign = make_article(), make_article()
    sign(own, Author.objects.create(name="Wanda", slug="wanda", user=user))
    mine = make_comment(article=own, status="pending")
    other = make_comment(article=foreign, status="pending")
    client.force_login(user)
    assert client.get(QUEUE).status_code == 403
    Policy.objects.create(authors_moderate=True)
    page = client.get(QUEUE)
    assert [entry.comment.pk for entry in page.context["page"].entries] == [mine.pk]
    assert page.context["tabs"][0]["count"] == 1
    assert decide(client, other, "approved").status_code == 404
    fields = {"chosen": [seen(mine), seen(other)], "to": "approved"}
    assert client.post(reverse("admin:comments_queue_decide_selected"), fields).status_code == 403
    ban = {"chosen": seen(mine), "to": "ban"}
    assert client.post(reverse("admin:comments_queue_decide_selected"), ban).status_code == 403
    ban = {"people": mine.commenter_id, "to": "spam", "is_ban": 1, "upto": 99}
    assert client.post(reverse("admin:comments_queue_decide_all"), ban).status_code == 403
    choice = Choice(tab="all")
    batch = batches.begin(choice, to="spam", by=user, now=timezone.now())
    batches.carry_on(batch, by=user, now=timezone.now())
    assert (status_of(mine), status_of(other)) == ("spam", "pending")
