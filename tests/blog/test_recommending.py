"""What to read next, chosen by hand: nobody learns of a draft by it, or shows what an editor decides."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from blog.models import Article, Recommendation, SiteSettings
from tests.authors.make import make_author, make_user
from tests.blog.make import HIDDEN, make_article

from .desk import change_path, form

pytestmark = pytest.mark.django_db
CHOICES = "/admin/autocomplete/?app_label=blog&model_name=recommendation&field_name=related&term="


def come(role: str, **fields) -> tuple[Client, object]:
    user = make_user(is_staff=True, groups=[Group.objects.get(name=role)])
    client = Client()
    client.force_login(user)
    return client, make_author(user=user, **fields)


def recommend(client, article, other):
    rows = {
        "recommendations-TOTAL_FORMS": 1,
        "recommendations-INITIAL_FORMS": 0,
        "recommendations-0-related": other.pk,
        "recommendations-0-position": 0,
        "recommendations-0-article": article.pk,
    }
    return client.post(change_path(article), form(slug=article.slug) | rows, follow=True)


@pytest.mark.parametrize("status", HIDDEN)
def test_an_author_cannot_recommend_what_readers_do_not_see_and_learns_no_title_of_it(status):
    client, writer = come("Author")
    mine = make_article(status="draft", authors=[writer])
    others = make_article(status=status, title="Their secret", authors=[make_author()])
    answer = recommend(client, mine, others)
    assert "Their secret" not in answer.content.decode()
    assert not Recommendation.objects.exists()


def test_an_author_is_not_told_what_an_editor_recommended_and_nobody_sees_yet():
    client, writer = come("Author")
    mine = make_article(status="draft", authors=[writer])
    others = make_article(status="draft", title="Their secret", authors=[make_author()])
    mine.recommendations.create(related=others)
    assert "Their secret" not in client.get(change_path(mine)).content.decode()
    recommend(client, mine, make_article())
    assert mine.recommendations.filter(related=others).exists()


def test_an_author_chooses_among_all_that_readers_see_and_their_own():
    client, writer = come("Author")
    for title, status, author in (
        ("Mine", "draft", writer),
        ("Theirs", "published", make_author()),
        ("Their secret", "draft", make_author()),
        ("Their next", "scheduled", make_author()),
    ):
        make_article(title=title, status=status, authors=[author])
    offered = {each["text"] for each in client.get(CHOICES).json()["results"]}
    assert offered == {"Mine", "Theirs"}
    assert "Their secret" not in client.get("/admin/blog/article/").content.decode()
    theirs = Article.objects.get(title="Theirs")
    recommend(client, Article.objects.get(title="Mine"), theirs)
    assert Recommendation.objects.get().related == theirs


@pytest.mark.parametrize(("role", "may"), [("Author", False), ("Editor", True)])
def test_under_review_an_author_changes_nothing_that_readers_see_at_once(role, may):
    SiteSettings.objects.create(wants_review=True)
    client, writer = come(role)
    article = make_article(authors=[writer])
    recommend(client, article, make_article())
    assert Recommendation.objects.exists() == may
