"""The log: append-only, readable, exportable; and nothing else in the house changes a status."""

import csv
import io
import re

import pytest
from django.db import models
from django.urls import reverse
from django.utils import timezone

from comments.admin.log import cell
from comments.models import Decision
from tests.test_architecture import ROOT, modules

from ..make import make_comment

CSV = reverse("admin:comments_decision_csv")
LIST = reverse("admin:comments_decision_changelist")
# Whatever gives a comment its status: the deeds that log it, and what makes comments up.
STATUS_IS_SET_IN = {
    "comments/moderation/decisions.py",
    "comments/writing/posting.py",
    "comments/tree/seeding.py",
}
# Other things have a status as well.
OTHER_STATUSES = {
    "blog/models/article.py",
    "comments/writing/editing.py",
    "comments/moderation/taking_back.py",
}
ASSIGNS = re.compile(r"\.status\s*=[^=]|\bupdate\([^)]*\bstatus=|\bstatus=STATUS_BY_VERDICT")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_is_a_formula(text):
    assert cell(text) == f"'{text}"


def test_plain_cells_stay_as_they_are():
    assert [cell(value) for value in ("a = b", 3, None)] == ["a = b", "3", ""]


@pytest.mark.django_db
def test_the_export_holds_what_the_list_shows_and_no_formula(client, moderator):
    wanted, other = make_comment(status="pending"), make_comment(status="pending")
    wanted.reject(by=moderator, now=timezone.now(), note="=HYPERLINK(1)")
    other.approve(by=moderator, now=timezone.now())
    response = client.get(CSV, {"comment": wanted.pk, "to_status": "rejected"})
    rows = list(csv.DictReader(io.StringIO(response.getvalue().decode())))
    assert [row["comment_id"] for row in rows] == [str(wanted.pk)]
    assert rows[0]["note"] == "'=HYPERLINK(1)"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["person", "article", "comment"])
def test_the_log_is_filtered_by_what_a_decision_was_on(client, moderator, name):
    comment, _other = make_comment(), make_comment()
    key = {"person": comment.commenter_id, "article": comment.discussion_id, "comment": comment.pk}
    found = client.get(LIST, {name: key[name]}).context["cl"].queryset
    assert {decision.comment_id for decision in found} == {comment.pk}
    assert client.get(LIST, {name: "x' --"}).context["cl"].queryset.count() == 0


@pytest.mark.django_db
def test_a_comments_own_page_tells_what_was_decided_on_it(client, moderator):
    comment = make_comment(status="pending")
    comment.reject(by=moderator, now=timezone.now(), reason="abuse")
    html = client.get(reverse("admin:comments_comment_change", args=[comment.pk])).content.decode()
    assert "pending → rejected" in html
    assert "abusive or hateful" in html


def test_nothing_that_is_deleted_takes_the_log_along():
    for field in Decision._meta.get_fields():
        if isinstance(field, models.ForeignKey):
            assert field.remote_field.on_delete is models.DO_NOTHING, field.name


def test_only_the_deeds_that_log_it_change_a_status():
    setters = {
        str(path.relative_to(ROOT))
        for path in modules("comments", "blog", "config", "content", "authors")
        if ASSIGNS.search(path.read_text())
    }
    assert setters - OTHER_STATUSES <= STATUS_IS_SET_IN


@pytest.mark.django_db
def test_list_names_rules_as_moderators_call_them(client, moderator):
    comment = make_comment(status="pending")
    Decision.objects.create(
        comment=comment,
        discussion=comment.discussion,
        action=Decision.Action.POST,
        rule="first_comments",
        to_status="pending",
    )
    html = client.get(LIST).content.decode()
    assert "First comments of a person are reviewed" in html
    assert "first_comments" not in html.split('id="result_list"')[1].split("</table>")[0]
