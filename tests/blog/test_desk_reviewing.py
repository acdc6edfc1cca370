"""What a writer sends to review, and an editor sends back: with its reason, and as it was written."""

import pytest

from blog.models import Article, WorkingCopy
from tests.authors.make import make_editor, make_writer, signed_in
from tests.blog.make import make_article

from .desk import at, change_path, form, make_revision

pytestmark = pytest.mark.django_db


def test_what_is_sent_back_comes_with_its_reason():
    writer = make_writer()
    article = make_article(status="review", authors=[writer])
    signed_in(make_editor()).post(
        at("move", article), form(deed="send_back", reason="The tide is <wrong>.", version="0")
    )
    page = signed_in(writer.user).get(change_path(article)).content.decode()
    assert "The tide is &lt;wrong&gt;." in page


def test_a_reason_stays_until_the_text_is_sent_again():
    writer, editor = make_writer(), make_editor()
    article = make_article(status="review", authors=[writer])
    client = signed_in(writer.user)
    signed_in(editor).post(at("move", article), {"deed": "send_back", "reason": "Too short."})
    client.post(at("autosave", article), form(version="0", source="<p>Longer?</p>"))
    client.post(at("move", article), {"deed": "discard"})
    assert b"Too short." in client.get(change_path(article)).content
    client.post(at("move", article), {"deed": "review"})
    assert b"Too short." not in client.get(change_path(article)).content


def test_changes_of_what_readers_see_are_sent_back_with_a_reason_too():
    writer, editor = make_writer(), signed_in(make_editor())
    article = make_article(authors=[writer])
    client = signed_in(writer.user)
    client.post(at("move", article), form(deed="review", version="0", title="Of lamps"))
    assert b"Of lamps" in editor.get("/admin/blog/article/schedule/").content
    assert b'value="send_back"' in editor.get(change_path(article)).content
    editor.post(at("move", article), {"deed": "send_back", "reason": "Name the lamp."})
    assert b"Of lamps" not in editor.get("/admin/blog/article/schedule/").content
    assert b"Name the lamp." in client.get(change_path(article)).content
    assert WorkingCopy.of(article).manuscript["title"] == "Of lamps"
    assert Article.objects.get().status == "published"


def test_what_is_sent_to_review_is_what_the_revision_and_the_schedule_show():
    writer = make_writer()
    article = make_article(status="draft", title="Of", source="<p>A</p>", authors=[writer])
    typed = form(deed="review", version="0", title="Of lamps", source="<p>A lamp is lit.</p>")
    signed_in(writer.user).post(at("move", article), typed)
    sent = article.history.first()
    assert (sent.history_change_reason, sent.title) == ("sent to review", "Of lamps")
    assert sent.manuscript["source"] == "<p>A lamp is lit.</p>"
    schedule = signed_in(make_editor()).get("/admin/blog/article/schedule/").content.decode()
    assert "Of lamps" in schedule
    assert writer.name in schedule


def test_sending_back_what_nobody_changed_leaves_it_its_writers():
    writer, editor = make_writer(), make_editor()
    article = make_article(status="draft", authors=[writer])
    signed_in(writer.user).post(at("move", article), form(deed="review", version="0"))
    written = WorkingCopy.of(article)
    signed_in(editor).post(at("move", article), form(deed="send_back", version="1", reason="Why?"))
    copy = WorkingCopy.of(article)
    assert (copy.edited_by, copy.version) == (writer.user, written.version)


def test_a_revision_that_changed_no_word_says_so_and_shows_the_text():
    article = make_article(status="draft", source="<p>A lamp is lit.</p>")
    for _twice in range(2):
        revision = make_revision(article)
    shown = signed_in(make_editor()).get(at("revision", article, revision.pk)).content.decode()
    assert "They say the same." in shown
    assert "A lamp is lit." in shown
    first = article.history.last()
    assert "They say the same." not in (
        signed_in(make_editor()).get(at("revision", article, first.pk)).content.decode()
    )


@pytest.mark.parametrize("status", ["published", "scheduled", "review", "archived", "trashed"])
def test_only_a_draft_and_changes_are_sent_to_review(status):
    writer = make_writer()
    article = make_article(status=status, authors=[writer])
    answer = signed_in(writer.user).post(at("move", article), {"deed": "review"}, follow=True)
    assert "Done" not in "".join(str(message) for message in answer.context["messages"])
    assert not article.history.exists()
