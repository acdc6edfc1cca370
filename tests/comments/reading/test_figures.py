"""The bar under the form: what it counts, where it leads, whom it shows; and the list of commenters."""

import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from authors.models import Author
from comments.models import Discussion, Participation
from comments.reading import commenters, figures, section
from content.models import Image
from tests.authors.make import make_user
from tests.content.make import picture, upload

from ..make import make_article, make_comment, make_commenter
from ..visits import stat
from .test_orderings import plan_of

pytestmark = pytest.mark.django_db


def commenters_url(article):
    return reverse("comments:commenter_list", args=[article.slug])


def hrefs(html):
    return {name: href for href, name in re.findall(r'href="([^"]*)"><b data-stat="(\w+)"', html)}


def test_each_figure_leads_to_what_it_counts(client):
    root = make_comment()
    make_comment(parent=root, name="Ben")
    article = root.discussion.article
    html = client.get(article.get_absolute_url()).content.decode()
    assert hrefs(html) == {
        "threads": "#threads",
        "replies": "?order=hottest#threads",
        "commenters": commenters_url(article),
    }
    assert 'id="threads"' in html
    alone = client.get(f"{article.get_absolute_url()}?thread={root.tree_id}").content.decode()
    assert hrefs(alone)["threads"] == f"{article.get_absolute_url()}#threads"


def test_nothing_is_worded_and_still_counted(client):
    root = make_comment()
    html = client.get(root.discussion.article.get_absolute_url()).content.decode()
    assert "No replies yet" in html
    assert stat(html, "replies") == 0
    empty = client.get(make_article().get_absolute_url()).content.decode()
    assert "No comments yet" in empty
    assert [stat(empty, name) for name in ("threads", "replies", "commenters")] == [0, 0, 0]
    for name in ("most-reacted", "hottest"):
        assert f'data-stat="{name}"' not in html + empty


def test_the_last_five_commenters_show_their_faces_once_each(client):
    article = make_article()
    for name in ("Ana", "Ben", "Chiara", "Dmitri", "Eva", "Femi"):
        last = make_comment(article=article, name=name)
    make_comment(article=article, name="Femi", commenter=last.commenter)
    make_comment(article=article, name="Held", status="pending")
    html = client.get(article.get_absolute_url()).content.decode()
    faces = html.split('class="stats-faces"')[1].split("</li>")[0]
    names = re.findall(r'<bdi class="visually-hidden">(\w+)</bdi>', faces)
    assert names == ["Femi", "Eva", "Dmitri", "Chiara", "Ben"]
    assert faces.count("<svg") == 5


def test_a_members_face_is_their_portrait(client):
    user = make_user(name="Wanda")
    portrait = Image.objects.create(file=upload(picture(), "wanda.png"))
    Author.objects.create(user=user, name="Wanda", slug="wanda", portrait=portrait)
    comment = make_comment(commenter=make_commenter(user=user, is_member=True), name="Wanda")
    html = client.get(comment.discussion.article.get_absolute_url()).content.decode()
    faces = html.split('class="stats-faces"')[1].split("</li>")[0]
    assert portrait.file.url in faces
    assert ">Wanda</bdi>" in faces


def test_commenters_are_listed_with_their_counts_most_first(client):
    article, ana = make_article(), make_commenter(name="Ana")
    make_comment(article=article, name="Ben")
    for _ in range(2):
        make_comment(article=article, name="Ana", commenter=ana)
    make_comment(article=article, name="Unseen", status="pending")
    html = client.get(commenters_url(article)).content.decode()
    assert re.findall(r"<bdi>(\w+)</bdi>", html) == ["Ana", "Ben"]
    assert "2 comments" in html
    assert "1 comment," in html
    assert client.get(commenters_url(make_article())).status_code == 200


def test_pages_of_commenters_show_each_once(client, monkeypatch):
    monkeypatch.setattr(commenters, "PEOPLE_A_PAGE", 2)
    article = make_article()
    for number in range(5):
        person = make_commenter(name=f"Person{number}")
        for _ in range(1 + number % 2):
            make_comment(article=article, name=person.name, commenter=person)
    url, seen = commenters_url(article), []
    while url:
        html = client.get(url).content.decode()
        seen += re.findall(r"<bdi>(\w+)</bdi>", html)
        following = re.search(r'rel="next" href="([^"]+)"', html)
        url = following and commenters_url(article) + following[1]
    assert seen == ["Person1", "Person3", "Person0", "Person2", "Person4"]


def test_a_name_typed_by_two_people_is_two_people(client):
    article = make_article()
    for words in ("The one.", "The other."):
        last = make_comment(article=article, name="Ana", source=words)
    html = client.get(commenters_url(article)).content.decode()
    assert html.count("<bdi>Ana</bdi>") == 2
    own = reverse("comments:commenter_comments", args=[last.pk])
    page = client.get(own).content.decode()
    assert "The other." in page
    assert "The one." not in page


def test_no_page_tells_that_two_names_are_one_guests(client):
    article, guest = make_article(), make_commenter()
    make_comment(article=article, commenter=guest, name="Nobody in particular", source="Secret.")
    comment = make_comment(article=article, commenter=guest, name="Ana", source="Open.")
    page = client.get(reverse("comments:commenter_comments", args=[comment.pk])).content.decode()
    assert "Open." in page
    assert "Secret." not in page
    article_page = client.get(article.get_absolute_url()).content.decode()
    assert len(set(re.findall(r'data-by="(\w+)"', article_page))) == 2


def test_comments_of_a_person_come_in_pages_and_tell_nothing_that_is_not_shown(client, monkeypatch):
    monkeypatch.setattr(commenters, "COMMENTS_A_PAGE", 2)
    article, ana = make_article(), make_commenter()
    for number in range(3):
        comment = make_comment(article=article, commenter=ana, source=f"Words {number}.")
    held = make_comment(article=article, commenter=ana, status="rejected", source="Refused.")
    url = reverse("comments:commenter_comments", args=[comment.pk])
    first = client.get(url).content.decode()
    assert re.findall(r"Words \d", first) == ["Words 2", "Words 1"]
    second = client.get(url + re.search(r'rel="next" href="([^"]+)"', first)[1]).content.decode()
    assert re.findall(r"Words \d", second) == ["Words 0"]
    assert "Refused." not in first + second
    of_held = reverse("comments:commenter_comments", args=[held.pk])
    assert client.get(of_held).status_code == 404


def test_the_pages_of_people_cost_the_same_whatever_their_number(
    client, django_assert_max_num_queries
):
    article, ana = make_article(), make_commenter()
    for number in range(12):
        make_comment(article=article, name=f"Guest {number}")
        comment = make_comment(article=article, commenter=ana)
    with django_assert_max_num_queries(6):
        client.get(commenters_url(article))
    with django_assert_max_num_queries(6):
        client.get(reverse("comments:commenter_comments", args=[comment.pk]))


def test_the_discussion_costs_five_queries(rf, django_assert_num_queries):
    comment = make_comment()
    discussion = Discussion.objects.select_related("article").get(pk=comment.discussion_id)
    article = discussion.article
    article.discussion = discussion
    with django_assert_num_queries(5):
        section.context(article, rf.get("/").GET, now=comment.posted_at)


def test_indexes_serve_the_figures_and_the_list_of_commenters():
    comment = make_comment()
    discussion = comment.discussion
    call_command("seed_comments", discussion.article.slug, count=300, seed=1)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    rows = discussion.participations.shown().order_by(*commenters.MOST_FIRST)
    last = Participation.objects.get(discussion=discussion, commenter=comment.commenter)
    latest = discussion.comments.approved().newest_first()[: figures.FACES_AMONG]
    for query, index in (
        (rows[:51], "participation_by_count"),
        (commenters.further_on(rows, commenters.MOST_FIRST, last)[:51], "participation_by_count"),
        (latest, "comment_latest_in_discussion"),
    ):
        plan = plan_of(query)
        assert index in plan
        assert "TEMP B-TREE" not in plan
        assert "Sort" not in plan
