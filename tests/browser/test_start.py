"""The site as it stands right after its first start."""

import pytest

pytestmark = pytest.mark.browser


def test_home_page_opens_without_a_complaint_of_the_browser(page):
    answer = page.goto("/")
    assert answer.status == 200
    assert page.troubles == []


@pytest.mark.parametrize("role", ["moderator", "author", "administrator"])
def test_logins_made_at_the_first_start_open_the_admin(page, site, role):
    email, password = site.logins[role]
    page.goto("/admin/")
    page.fill("[name=username]", email)
    page.fill("[name=password]", password)
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")
    assert page.troubles == []


def test_wrong_password_opens_nothing(page, site):
    email, password = site.logins["author"]
    page.goto("/admin/")
    page.fill("[name=username]", email)
    page.fill("[name=password]", password + "x")
    page.click("[type=submit]")
    assert page.locator(".errornote, [role=alert]").count()
