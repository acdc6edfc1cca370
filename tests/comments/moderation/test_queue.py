"""The moderation queue: what it shows, to whom, and that everybody decides on what they saw alone."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from authors.models import Author
from comments.models import Ban, Batch, Comment, Decision, Policy, Report
from comments.moderation import batches
from comments.moderation.queue import entries
from comments.moderation.queue.choice import Choice
from comments.writing import editing
from tests.authors.make import make_user
from tests.blog.make import sign

from ..make import make_article, make_comment, make_commenter, make_staff

pytestmark = pytest.mark.django_db

QUEUE = reverse("admin:comments_queue")
SCRIPT = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def moderator(client):
    user = make_staff("Moderator")
    client.force_login(user)
    return user


def seen(comment) -> str:
    comment.refresh_from_db()
    return f"{comment.pk} {comment.status} {comment.text_version}"


def decide(client, comment, to, *, shown=None, **extra):
    url = reverse("admin:comments_queue_decide_one")
    return client.post(url, {"seen": shown or seen(comment), "to": to}, **extra)


def texts(client, **params) -> list[str]:
    page = client.get(QUEUE, params).context["page"]
    return [entry.comment.html for entry in page.entries]


def status_of(comment) -> str:
    return Comment.objects.values_list("status", flat=True).get(pk=comment.pk)


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


@pytest.mark.parametrize(
    ("to", "status", "reason"),
    [("approved", "approved", ""), ("spam", "spam", ""), ("rejected:abuse", "rejected", "abuse")],
)
def test_a_button_decides_and_offers_its_undo(client, moderator, to, status, reason):
    comment = make_comment(status="pending")
    response = decide(client, comment, to)
    assert response.status_code == 302
    assert status_of(comment) == status
    decision = Decision.objects.get(decided_by=moderator)
    assert decision.reason == reason
    undo = reverse("admin:comments_queue_action", args=[decision.batch])
    assert undo in client.get(response.url).content.decode()
    client.post(undo, {"op": "undo"})
    assert status_of(comment) == "pending"


def test_the_script_gets_the_folded_entry_with_the_new_counts(client, moderator):
    comment = make_comment(status="pending")
    response = decide(client, comment, "approved", **SCRIPT)
    assert response.status_code == 200
    assert json.loads(response.context["counts"])["pending"] == 0
    undo = reverse("admin:comments_queue_action", args=[response.context["batch"]])
    response = client.post(undo, {"op": "undo", "entry": comment.pk}, **SCRIPT)
    assert f'data-entry="{comment.pk}" data-status="pending"' in response.content.decode()


@pytest.mark.parametrize("extra", [{}, SCRIPT])
def test_what_a_colleague_decided_meanwhile_is_told_instead_of_overruled(client, moderator, extra):
    comment = make_comment(status="pending")
    shown, kim = seen(comment), make_user(name="Kim the colleague")
    comment.reject(by=kim, now=timezone.now())
    logged = Decision.objects.count()
    response = decide(client, comment, "approved", shown=shown, **extra)
    page = response if extra else client.get(response.url)
    assert "Kim the colleague decided" in page.content.decode()
    assert status_of(comment) == "rejected"
    assert Decision.objects.count() == logged


def test_a_wording_that_nobody_saw_is_shown_instead_of_approved(client, moderator):
    comment = make_comment(status="pending")
    shown = seen(comment)
    Comment.objects.filter(pk=comment.pk).update(html="<p>Worse words.</p>", text_version=2)
    response = decide(client, comment, "approved", shown=shown, **SCRIPT)
    assert response.status_code == 409
    html = response.content.decode()
    assert "edited this comment" in html
    assert "Worse words." in html
    assert status_of(comment) == "pending"


@pytest.mark.parametrize("value", ["", "x", "1", "1 pending", "1 pending x", "9999 pending 1"])
def test_a_form_that_saw_nothing_is_not_found(client, moderator, value):
    comment = make_comment(status="pending")
    assert decide(client, comment, "approved", shown=value or "-").status_code == 404
    assert decide(client, comment, "withdrawn").status_code == 404
    assert decide(client, comment, "rejected:because").status_code == 404


def test_ticked_comments_are_decided_together_and_undone_together(client, moderator):
    comments = [make_comment(status="pending") for _ in range(3)]
    fields = {"chosen": [seen(each) for each in comments[:2]], "to": "spam", "scope": "chosen"}
    client.post(reverse("admin:comments_queue_decide_selected"), fields)
    assert [status_of(each) for each in comments] == ["spam", "spam", "pending"]
    batch = Batch.objects.get()
    assert batch.decided_count == 2
    client.post(reverse("admin:comments_queue_action", args=[batch.pk]), {"op": "undo"})
    assert [status_of(each) for each in comments] == ["pending"] * 3


def test_all_that_match_are_asked_about_first_and_later_ones_are_spared(client, moderator):
    comments = [make_comment(status="pending", source="buy this") for _ in range(3)]
    other = make_comment(status="pending", source="fine")
    url = reverse("admin:comments_queue_decide_selected")
    response = client.post(url, {"scope": "all", "q": "buy", "to": "spam"}, follow=True)
    assert response.context["count"] == 3
    assert not Decision.objects.filter(decided_by=moderator).exists()
    late = make_comment(status="pending", source="buy this too")
    fields = {"q": "buy", "to": "spam", "upto": response.context["upto"]}
    response = client.post(reverse("admin:comments_queue_decide_all"), fields, follow=True)
    assert "3 of 3 comments done" in response.content.decode()
    assert {status_of(each) for each in comments} == {"spam"}
    assert status_of(other) == status_of(late) == "pending"


def test_an_action_that_stopped_half_way_is_carried_on_by_its_button(
    client, moderator, monkeypatch
):
    monkeypatch.setattr("comments.moderation.decisions.BATCH", 2)
    monkeypatch.setattr("comments.moderation.batches.STEPS", 1)
    for _ in range(3):
        make_comment(status="pending")
    batch = batches.begin(Choice(), to="spam", by=moderator, now=timezone.now())
    url = reverse("admin:comments_queue_action", args=[batch.pk])
    html = client.get(url).content.decode()
    assert "0 of 3 comments done" in html
    assert "Carry on" in html
    client.post(url, {"op": "continue"})
    html = client.post(url, {"op": "continue"}, follow=True).content.decode()
    assert "3 of 3 comments done" in html
    assert "Carry on" not in html


def test_ban_and_remove_all_asks_names_and_does_both(client, moderator):
    spammer = make_commenter(name="Spam & Sons")
    comment = make_comment(commenter=spammer, status="pending")
    url = reverse("admin:comments_queue_decide_selected")
    response = client.post(url, {"scope": "chosen", "chosen": seen(comment), "to": "ban"})
    html = response.content.decode()
    assert "Spam &amp; Sons" in html
    assert not Ban.objects.exists()
    fields = {"tab": "all", "to": "spam", "is_ban": 1, "people": spammer.pk}
    fields |= {"upto": response.context["upto"], "because": "Sells pills."}
    client.post(reverse("admin:comments_queue_decide_all"), fields)
    assert set(spammer.comments.values_list("status", flat=True)) == {"spam"}
    made = Ban.objects.get()
    assert (made.commenter, made.reason) == (spammer, "Sells pills.")


def test_an_entry_shows_what_moderators_noted_on_its_writer(client, moderator):
    comment = make_comment(status="pending")
    person = reverse("admin:comments_commenter_change", args=[comment.commenter_id])
    client.post(
        reverse("admin:comments_commenter_note", args=[comment.commenter_id]), {"text": "<b>Kind"}
    )
    html = client.get(reverse("admin:comments_queue")).content.decode()
    assert "&lt;b&gt;Kind" in html
    assert person in html


def test_a_branch_is_approved_with_what_stands_above_it(client, moderator):
    root = make_comment()
    answer = make_comment(parent=root, status="pending")
    root.refresh_from_db()
    batches.decisions.decide([batches.Seen.of(root)], to="pending", now=timezone.now())
    page = client.get(reverse("admin:comments_queue_branch", args=[answer.pk]))
    waiting = page.context["waiting"]
    assert [each.pk for each in waiting] == [root.pk, answer.pk]
    fields = {"chosen": [seen(each) for each in (root, answer)], "to": "approved"}
    client.post(reverse("admin:comments_queue_decide_selected"), fields)
    assert status_of(root) == status_of(answer) == "approved"


def test_new_wordings_have_a_tab_and_are_decided_there(client, moderator):
    comment = make_comment(source="The old words.")
    queue = reverse("admin:comments_queue")
    assert "tab=reworded" not in client.get(queue).content.decode()
    Policy.objects.create(held_words="politics")
    version = editing.edit_comment(comment, source="The politics.", now=timezone.now())
    html = client.get(queue, {"tab": "reworded"}).content.decode()
    assert "<ins>" in html
    assert "A word that is reviewed" in html
    url = reverse("admin:comments_comment_decide_wording", args=[version.pk])
    fields = {"to": "approved", "from": "queue", "tab": "reworded"}
    answer = client.post(url, fields)
    assert answer.url == f"{queue}?tab=reworded"
    comment.refresh_from_db()
    assert comment.source == "The politics."
    assert (
        "New wording approved"
        in client.get(reverse("admin:comments_queue_actions")).content.decode()
    )


def test_readers_are_told_that_a_moderator_edited(client, moderator):
    comment = make_comment(source="Before")
    client.post(
        reverse("admin:comments_queue_edit", args=[comment.pk]),
        {"seen": seen(comment), "body": "After"},
    )
    article = comment.discussion.article.get_absolute_url()
    assert "edited by a moderator" in client.get(article).content.decode()


def test_an_edit_is_marked_logged_and_keeps_the_wording_before(client, moderator):
    comment = make_comment(status="pending", source="Before")
    url = reverse("admin:comments_queue_edit", args=[comment.pk])
    assert "Before" in client.get(url).content.decode()
    client.post(url, {"seen": seen(comment), "body": "*After*"})
    comment.refresh_from_db()
    assert comment.html == "<p><em>After</em></p>"
    assert comment.edited_at
    assert comment.status == "pending"
    assert list(comment.versions.order_by("number").values_list("source", "editor")) == [
        ("Before", None),
        ("*After*", moderator.pk),
    ]
    assert Decision.objects.get(action="edit").decided_by == moderator


def test_an_undone_edit_leaves_the_wording_and_its_mark_as_they_were(client, moderator):
    comment = make_comment(source="Before")
    edit = reverse("admin:comments_queue_edit", args=[comment.pk])
    client.post(edit, {"seen": seen(comment), "body": "After"})
    undo = reverse("admin:comments_queue_action", args=[Batch.objects.get().pk])
    client.post(undo, {"op": "undo"})
    after = Comment.objects.get(pk=comment.pk)
    assert (after.source, after.html, after.text_version, after.edited_at) == (
        "Before",
        "<p>Before</p>",
        1,
        None,
    )
    assert Decision.objects.order_by("-pk").first().undoes.action == "edit"
    client.post(edit, {"seen": seen(comment), "body": "Once more"})
    after.refresh_from_db()
    assert after.source == "Once more"


def test_an_edit_is_not_undone_over_a_later_wording(client, moderator):
    comment = make_comment(source="Before")
    edit = reverse("admin:comments_queue_edit", args=[comment.pk])
    client.post(edit, {"seen": seen(comment), "body": "After"})
    first = Batch.objects.get()
    client.post(edit, {"seen": seen(comment), "body": "Later"})
    client.post(reverse("admin:comments_queue_action", args=[first.pk]), {"op": "undo"})
    comment.refresh_from_db()
    assert comment.source == "Later"


def test_an_edit_of_what_changed_meanwhile_keeps_the_typed_words(client, moderator):
    comment = make_comment(status="pending")
    shown = seen(comment)
    comment.reject(by=None, now=timezone.now())
    url = reverse("admin:comments_queue_edit", args=[comment.pk])
    response = client.post(url, {"seen": shown, "body": "My careful words"})
    assert response.status_code == 422
    assert "My careful words" in response.content.decode()


def test_an_answer_approves_and_stands_below(client, moderator):
    Policy.objects.create(canned_replies="Thank you!\n\nPlease name your source.")
    comment = make_comment(status="pending")
    url = reverse("admin:comments_queue_answer", args=[comment.pk])
    assert "Please name your source." in client.get(url, {"ready": 2}).content.decode()
    client.post(url, {"seen": seen(comment), "body": "Welcome!"})
    assert status_of(comment) == "approved"
    answer = Comment.objects.get(in_reply_to=comment)
    assert (answer.status, answer.source, answer.commenter.user) == (
        "approved",
        "Welcome!",
        moderator,
    )


def test_an_answer_that_cannot_be_posted_approves_nothing(client, moderator):
    comment = make_comment(status="pending")
    Policy.objects.create(closes_after_days=1)
    url = reverse("admin:comments_queue_answer", args=[comment.pk])
    response = client.post(url, {"seen": seen(comment), "body": "Too late"})
    assert response.status_code == 422
    assert "Too late" in response.content.decode()
    assert status_of(comment) == "pending"


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


def test_moderators_decide_where_the_discussion_is_read_and_nobody_else_sees_how(client, moderator):
    comment = make_comment()
    article = comment.discussion.article
    mine = reverse("comments:mine", args=[article.slug])
    assert 'class="comment-decide"' in client.get(mine).content.decode()
    assert "comment-decide" not in client.get(article.get_absolute_url()).content.decode()
    fields = {"seen": seen(comment), "to": "spam", "from": "discussion"}
    response = client.post(reverse("admin:comments_queue_decide_one"), fields)
    assert response.url == mine
    assert status_of(comment) == "spam"
    assert "1 comment: spam." in client.get(mine).content.decode()
    client.force_login(make_staff("Author"))
    assert "comment-decide" not in client.get(mine).content.decode()


def test_an_edit_from_the_discussion_leads_back_there(client, moderator):
    comment = make_comment()
    edit = reverse("admin:comments_queue_edit", args=[comment.pk])
    assert 'name="from"' in client.get(edit, {"from": "discussion"}).content.decode()
    fields = {"seen": seen(comment), "body": "Kinder", "from": "discussion"}
    url = client.post(edit, fields).url
    assert url.endswith(f"/mine/?thread={comment.tree_id}#comment-{comment.pk}")
    assert "Kinder" in client.get(url).content.decode()
