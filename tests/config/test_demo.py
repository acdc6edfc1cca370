import re
import unicodedata
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import models
from django.db.models import Q
from django.utils import timezone
from PIL import Image as Pillow

from authors.models import Author, User
from blog.models import Article, Byline, Category, Page, SiteSettings
from comments.models import Comment, Commenter, Discussion, Reaction, Thread
from comments.models.commenter import new_token
from comments.tree.checking import check
from comments.writing.posting import Draft, post_comment
from config import demo
from config.demo import conversation, loading, material, pictures
from content.models import Image

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def _quick_pictures(monkeypatch):
    """Small squares for the drawings, which take seconds."""
    out = BytesIO()
    Pillow.new("RGB", (40, 30)).save(out, "JPEG")
    monkeypatch.setattr(loading, "drawn", lambda name: SimpleUploadedFile(name, out.getvalue()))


@pytest.fixture
def _few_words(monkeypatch):
    """The first comments under one article, for what happens to the demo as a whole."""
    script = material.conversation()
    plans = [p for p in script["comments"] if p["article"] == "what-a-lighthouse-says"][:21]
    monkeypatch.setattr(material, "conversation", lambda: {**script, "comments": plans})


def counts() -> list[int]:
    rows = (
        Article,
        Author,
        Byline,
        Category,
        Comment,
        Commenter,
        Image,
        Page,
        Reaction,
        User,
    )
    return [model._base_manager.count() for model in (*rows, Discussion, SiteSettings)]


def files(media) -> list:
    return [path for path in media.rglob("*") if path.is_file()]


def test_the_demo_is_a_site_to_live_with():
    now = timezone.now()
    assert demo.load(now)
    articles = Article.objects.visible(now)
    assert articles.count() == 7
    assert Article.objects.scheduled(now).count() == 1
    assert Article.objects.filter(status="draft").count() == 1
    assert Page.objects.visible().count() == 2
    for article in articles:
        assert 600 <= article.word_count <= 1500, article
        assert article.cover
        assert "<figcaption>" in article.html
    said = articles.annotate(count=models.Count("discussion__comments"))
    counted = sorted(said.values_list("count", flat=True))
    assert counted[0] == 0  # one discussion is empty …
    assert counted[1] > 10
    assert counted[-1] >= 60  # … and one is long
    for discussion in Discussion.objects.all():
        assert check(discussion) == []


def test_its_conversation_ends_as_planned_and_in_the_past():
    now = timezone.now()
    demo.load(now)
    comments = Comment.objects.all()
    assert comments.count() >= 150
    assert set(comments.values_list("level", flat=True)) == {0, 1, 2, 3, 4, 5}
    ended = dict(comments.values_list("origin_id", "status"))
    planned = material.conversation()["comments"]
    assert ended == {plan["key"]: plan.get("status", "approved") for plan in planned}
    assert 4 <= comments.pending().count() <= 6
    for status in ("rejected", "withdrawn"):
        assert comments.get(status=status).children.approved().exists()
    assert comments.filter(status="spam").count() == 1
    assert Thread.objects.get(is_pinned=True).reply_count > 10
    assert Thread.objects.get(is_closed=True).reply_count > 3
    assert not comments.filter(Q(posted_at__gt=now) | Q(visible_at__gt=now)).exists()
    assert not Reaction.objects.filter(reacted_at__gt=now).exists()
    assert comments.filter(visible_at__gt=now - timedelta(hours=1)).count() >= 3
    answers = comments.filter(in_reply_to__isnull=False)
    seen = answers.filter(posted_at__gte=models.F("in_reply_to__visible_at"))
    assert seen.count() == answers.count()  # nobody answers what is not visible yet


@pytest.mark.usefixtures("_few_words")
def test_a_removed_comment_stands_as_a_tombstone_over_its_answers():
    demo.load(timezone.now())
    tombstone = Comment.objects.get(origin_id="l14")
    assert tombstone.status == "rejected"
    assert tombstone in Comment.objects.shown()
    assert tombstone.children.approved().exists()


@pytest.mark.usefixtures("_few_words")
def test_authors_answer_from_accounts_that_nobody_can_sign_in_with():
    demo.load(timezone.now())
    answer = Comment.objects.get(origin_id="l2")
    assert answer.commenter.user.author in answer.discussion.article.authors.all()
    assert not any(user.has_usable_password() for user in User.objects.all())
    assert not User.objects.filter(is_staff=True).exists()


@pytest.mark.usefixtures("_few_words")
def test_a_login_can_take_over_the_first_author():
    assert demo.first_author() is None
    demo.load(timezone.now())
    author = demo.first_author()
    assert author.user is None
    assert author.bylines.exists()


@pytest.mark.usefixtures("_few_words")
def test_a_second_load_changes_nothing():
    demo.load(timezone.now())
    before = counts()
    out = StringIO()
    call_command("load_demo", stdout=out)
    assert "already" in out.getvalue()
    assert counts() == before


@pytest.mark.usefixtures("_few_words")
def test_a_site_with_articles_of_its_own_is_left_alone(media):
    Article.objects.create(title="Mine", slug="mine")
    before = counts()
    with pytest.raises(CommandError, match="of its own"):
        call_command("load_demo")
    assert counts() == before
    assert not files(media)


@pytest.mark.usefixtures("_few_words")
def test_a_load_that_breaks_off_leaves_nothing_behind(media, monkeypatch):
    def failing(self):
        raise RuntimeError

    monkeypatch.setattr(conversation.Conversation, "hold", failing)
    before = counts()
    with pytest.raises(RuntimeError):
        demo.load(timezone.now())
    assert counts() == before
    assert not files(media)


@pytest.mark.usefixtures("_few_words")
def test_the_owners_page_and_name_are_not_overwritten():
    Page.objects.create(title="Mine", slug="about", source="<p>Mine</p>")
    SiteSettings.objects.create(name="Mine")
    demo.load(timezone.now())
    assert Page.objects.get(slug="about").title == "Mine"
    assert SiteSettings.current().name == "Mine"


@pytest.mark.usefixtures("_few_words")
def test_removing_leaves_the_database_as_it_was(media, django_capture_on_commit_callbacks):
    before = counts()
    demo.load(timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        assert demo.remove() == []
    assert counts() == before
    assert not files(media)
    assert demo.load(timezone.now())


@pytest.mark.usefixtures("_few_words")
def test_removing_keeps_what_the_owner_added():
    demo.load(timezone.now())
    cover = Image.objects.get(alt__startswith="A striped lighthouse")
    mine = Article.objects.create(
        title="Mine", slug="mine", cover=cover, category=Category.objects.get(slug="coast")
    )
    Byline.objects.create(article=mine, author=demo.first_author())
    page = Page.objects.get(slug="about")
    page.write("<p>Mine</p>")
    page.save()
    told = " ".join(demo.remove())
    for word in ("Elin Vasara", "The coast", "About", "A striped lighthouse"):
        assert word in told
    assert list(Article.objects.all()) == [mine]
    assert Author.objects.get().name == "Elin Vasara"
    assert Page.objects.get().title == "About"
    mine.refresh_from_db()
    assert mine.cover == cover


@pytest.mark.usefixtures("_few_words")
def test_comments_of_others_are_not_removed_unless_asked_for():
    demo.load(timezone.now())
    reader = Commenter(token=new_token(), name="Alice")
    article = Article.objects.get(slug="what-a-lighthouse-says")
    draft = Draft(source="Lovely.", name="Alice")
    post_comment(draft, article=article, commenter=reader, now=timezone.now())
    before = counts()
    with pytest.raises(CommandError, match="are not the demo's: 1"):
        call_command("remove_demo")
    assert counts() == before
    call_command("remove_demo", others_too=True, verbosity=0)
    assert not Comment.objects.exists()
    assert not Commenter.objects.exists()


def test_texts_hold_together():
    site, script = material.site(), material.conversation()
    slugs = {article["slug"] for article in site["articles"]}
    keys = {plan["key"] for plan in script["comments"]}
    assert len(keys) == len(script["comments"])
    for plan in script["comments"]:
        assert plan.get("to", plan["key"]) in keys
        assert plan.get("article", next(iter(slugs))) in slugs
        assert ("after" in plan) != ("ago" in plan)
    for article in site["articles"]:
        assert material.article_text(article["slug"])
        for slug in re.findall(
            r'href="/articles/([\w-]+)/"', material.article_text(article["slug"])
        ):
            assert slug in slugs


def test_people_speak_in_many_scripts_and_some_at_length():
    texts = [plan["text"] for plan in material.conversation()["comments"]]
    words = " ".join(texts)
    for script in ("ARABIC", "CYRILLIC", "GREEK", "HIRAGANA", "CJK"):
        letters = [letter for letter in words if unicodedata.name(letter, "").startswith(script)]
        assert len(letters) > 30, script
    for common in (" und ", " les ", " pueblo ", " praia "):  # German, French, Spanish, Portuguese
        assert common in words, common
    assert sum(len(text) > 12 * 65 for text in texts) >= 3


@pytest.mark.parametrize("name", sorted(pictures.DRAWINGS))
def test_drawings_are_the_same_each_time(name):
    upload = pictures.drawn(name)
    assert 20_000 < upload.size < 1_500_000
    if name == "elin":
        assert pictures.drawn(name).read() == upload.read()
