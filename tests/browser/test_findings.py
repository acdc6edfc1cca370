"""Beside an article's form: what deserves a second look, or that nothing does."""

import uuid

import pytest
from playwright.sync_api import expect

from tests.tour import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.look]


def test_a_text_that_lacks_nothing_is_told_so_as_soon_as_it_is_kept(page, site):
    sign_in(page, site.logins["author"])
    page.goto("/admin/blog/article/add/")
    findings = page.locator("[data-findings] li")
    nothing = page.get_by_text("Nothing to mend.")
    expect(findings).to_contain_text(["It has no summary"])
    expect(nothing).to_be_hidden()
    page.get_by_label("Title:").fill(f"Of clean texts {uuid.uuid4().hex[:8]}")
    page.get_by_label("Summary:").fill("It has all that it needs.")
    page.locator(".ProseMirror[contenteditable=true]").press_sequentially("Words.")
    expect(nothing).to_be_visible()
    expect(findings).to_have_count(0)
    page.get_by_label("Summary:").fill("")
    expect(findings).to_contain_text(["It has no summary"])
    expect(nothing).to_be_hidden()
