"""A moderator on a phone: from the letter to the decision, without signing in."""

import uuid
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
MAKE = """
from authors.models import User
from comments.moderation.letter_links import to_decide
from tests.comments.make import make_article, make_comment
article = make_article(slug="by-letter-{0}")
comment = make_comment(article=article, status="pending", source="Words {0}.", name="Nora")
print(to_decide(comment, user=User.objects.filter(is_superuser=True).first()))
"""


@pytest.mark.parametrize("javascript", [True, False])
def test_a_comment_is_approved_by_a_link_and_a_tap(visitor, site, javascript):
    name = uuid.uuid4().hex
    link = site.manage("shell", "--no-imports", "-c", MAKE.format(name)).split()[-1]
    phone, path = visitor(javascript=javascript, **PHONE), urlsplit(link).path
    phone.goto(path)
    assert f"Words {name}." in phone.locator("blockquote").inner_text()
    assert f"Words {name}." not in site.get(f"/articles/by-letter-{name}/")[1].decode()
    phone.get_by_role("button", name="Approve").tap()
    phone.get_by_role("heading", name="It is done").wait_for()
    phone.get_by_role("link", name="See it where it stands").tap()
    assert f"Words {name}." in phone.locator("[data-comment]").first.inner_text()
    assert phone.context.cookies() == []
    assert phone.troubles == []
    assert phone.goto(path).status == 409
    phone.get_by_role("heading", name="Somebody was faster").wait_for()
