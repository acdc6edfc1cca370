"""From what is typed to an article: nothing typed is lost, nothing unfinished is shown."""

import pytest
from django.utils import timezone

from blog import manuscript, writing
from blog.models import Article, WorkingCopy
from tests.authors.make import make_editor, make_writer
from tests.blog.make import make_article, make_picture

pytestmark = pytest.mark.django_db


def typed(**fields) -> dict:
    return manuscript.typed({"title": "T", "source": "<p>New words.</p>"} | fields)


def keep(article, *, version=0, by=None, replaces=False, **fields):
    return writing.keep(
        article=article,
        manuscript=typed(**fields),
        version=version,
        by=by or make_editor(),
        now=timezone.now(),
        replaces=replaces,
    )


def settle(article, *, by=None, tags=(), authors=(), **options):
    by = by or make_editor()
    writing.settle(
        article=article, tags=tags, authors=authors, by=by, now=timezone.now(), **options
    )


def test_a_text_that_begins_is_signed_by_its_writer():
    writer = make_writer()
    copy = writing.begin(manuscript=typed(), by=writer.user, now=timezone.now())
    assert copy.article.named_authors() == [writer]
    assert copy.article.can_be_edited_by(writer.user)
    assert copy.manuscript["authors"] == [str(writer.pk)]
    assert copy.article.status == "draft"


def test_two_texts_of_one_title_have_two_addresses():
    how = {"by": make_editor(), "now": timezone.now()}
    copies = [writing.begin(manuscript=typed(title="Señas"), **how) for _ in range(3)]
    slugs = [copy.article.slug for copy in copies]
    assert slugs == ["señas", "señas-2", "señas-3"]


def test_readers_see_nothing_of_what_is_kept():
    article = make_article(source="<p>Old words.</p>")
    before = Article.objects.values().get()
    keep(article)
    assert Article.objects.values().get() == before
    assert WorkingCopy.of(article).manuscript["source"] == "<p>New words.</p>"


def test_a_newer_version_is_not_written_over():
    article, mei = make_article(), make_editor()
    keep(article, by=mei, source="<p>Mei's</p>")
    with pytest.raises(writing.Newer) as newer:
        keep(article, version=0, source="<p>Wanda's</p>")
    assert newer.value.copy.edited_by == mei
    assert WorkingCopy.of(article).manuscript["source"] == "<p>Mei's</p>"


def test_what_others_typed_stays_among_the_revisions():
    article = make_article()
    mei = make_editor()
    copy = keep(article, by=mei, source="<p>Mei's</p>")
    keep(article, version=copy.version, source="<p>Wanda's</p>")
    aside = article.history.get(history_change_reason="set aside")
    assert aside.manuscript["source"] == "<p>Mei's</p>"
    assert aside.history_user == mei


def test_ones_own_words_from_another_window_stay_too_once_replaced():
    article, mei = make_article(), make_editor()
    copy = keep(article, by=mei, source="<p>Window one</p>")
    keep(article, version=copy.version, by=mei, source="<p>More</p>")
    assert not article.history.exists()
    keep(article, version=2, by=mei, source="<p>Window two</p>", replaces=True)
    assert article.history.get().manuscript["source"] == "<p>More</p>"


def test_what_says_the_same_as_the_article_is_nothing_pending():
    article = make_article(authors=[make_writer()], tags=["two words", "one"])
    by = make_editor()
    same = manuscript.settled(article)
    copy = writing.keep(article=article, manuscript=same, version=0, by=by, now=timezone.now())
    assert not copy.is_pending
    assert copy.version == 0


def test_settling_takes_all_of_it_and_leaves_a_revision():
    article, writer = make_article(tags=["old"]), make_writer()
    keep(article)
    article.write("<p>New words.</p>")
    settle(article, tags=["new"], authors=[writer])
    article = Article.objects.get()
    assert article.html == "<p>New words.</p>"
    assert [tag.name for tag in article.tags.all()] == ["new"]
    assert not WorkingCopy.of(article).is_pending
    revision = article.history.get(history_change_reason="changed")
    assert revision.manuscript == manuscript.settled(article)


def test_what_was_made_elsewhere_can_be_restored_once_it_is_changed():
    article = make_article(source="<p>The demo's.</p>", tags=["tides"])
    for words in ("<p>One.</p>", "<p>Two.</p>"):
        article.write(words)
        settle(article)
    first, *later = article.history.order_by("pk")
    assert first.manuscript["source"] == "<p>The demo's.</p>"
    assert first.manuscript["tags"] == "tides"
    assert first.history_user is None
    assert [revision.manuscript["source"] for revision in later] == ["<p>One.</p>", "<p>Two.</p>"]


def test_settling_bumps_the_version_so_that_stale_forms_are_noticed():
    article = make_article()
    settle(article)
    with pytest.raises(writing.Newer):
        keep(article, version=0)


def test_discarded_changes_can_be_found_again():
    article = make_article()
    keep(article)
    writing.discard(article=article, by=make_editor(), now=timezone.now())
    assert not WorkingCopy.of(article).is_pending
    assert article.history.get().manuscript["source"] == "<p>New words.</p>"


def test_a_revision_comes_back_to_the_desk_and_not_to_readers():
    article = make_article(source="<p>First.</p>", slug="first")
    settle(article)
    article.write("<p>Second.</p>")
    article.slug = "second"
    settle(article)
    keep(article, version=2, source="<p>Third, unpublished.</p>")
    oldest = article.history.last()
    writing.bring_back(article=article, revision=oldest, by=make_editor(), now=timezone.now())
    copy = WorkingCopy.of(article)
    assert copy.manuscript["source"] == "<p>First.</p>"
    assert copy.manuscript["slug"] == "second"  # readers know it by that
    assert Article.objects.get().html == "<p>Second.</p>"
    assert article.history.get(history_change_reason="restored").manuscript["source"] == (
        "<p>Third, unpublished.</p>"
    )


def test_unpublished_changes_go_to_review_while_the_article_stays():
    article = make_article()
    keep(article)
    writing.ask_for_review(article=article, by=make_editor(), now=timezone.now())
    assert WorkingCopy.of(article).is_in_review
    assert list(Article.objects.waiting()) == [article]
    assert Article.objects.get().status == "published"
    settle(article)
    assert not Article.objects.waiting().exists()


@pytest.mark.parametrize("field", list(manuscript.LIMITS))
def test_a_manuscript_has_bounds(field):
    limit = manuscript.LIMITS[field]
    assert len(manuscript.typed({field: "x" * limit})[field]) == limit
    with pytest.raises(manuscript.TooLong):
        manuscript.typed({field: "x" * (limit + 1)})


def test_the_library_learns_what_a_text_says_of_its_pictures():
    bare, known, other = make_picture(alt=""), make_picture(alt="Known"), make_picture(alt="")
    article = make_article(status="draft")
    article.write(
        f'<img src="{bare.file.url}" alt="A lens"><img src="{known.file.url}" alt="Another">'
        f'<img src="{other.file.url}" alt=""><img src="https://x.example/a.png" alt="Elsewhere">'
    )
    settle(article)
    for picture in (bare, known, other):
        picture.refresh_from_db()
    assert [bare.alt, known.alt, other.alt] == ["A lens", "Known", ""]
