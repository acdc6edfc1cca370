"""Addresses on a site with the demo: found by links as readers find them, or as letters give them."""

import re
from urllib.parse import urlsplit

from tests.site import Site

FULL = "/articles/specimens/"
PASSWORD_LINK = """
from authors.letters import password_link
from authors.models import User
print(password_link(User.objects.get(email="ines@demo.invalid")))
"""
DECIDING_LINKS = """
from authors.models import User
from comments.moderation.letter_links import to_decide, to_stop
from comments.models import Comment, CommentVersion
user = User.objects.filter(is_superuser=True).first()
print(to_decide(Comment.objects.pending().order_by("-level", "pk")[0], user=user), to_stop(user))
shown = Comment.objects.approved().filter(discussion__article__slug="specimens").latest("pk")
new = {"source": f"{shown.source} And a lamp.", "html": shown.html, "status": "pending"}
wording, _ = CommentVersion.objects.get_or_create(comment=shown, number=99, defaults=new)
print(to_decide(shown, user=user, wording=wording))
"""
# Somebody with a page of their own, to whom letters came back: that page, and what letters lead to.
OWN_LINKS = """
from django.utils import timezone
from blog.models import Article
from comments.letters import links
from comments.models import Comment, Commenter, Confirmation
from comments.people import following
from content.post import pausing
now, address = timezone.now(), "rosa@example.org"
defaults = {"name": "Rosa", "token": "of the tour"}
rosa, _ = Commenter.objects.get_or_create(verified_email=address, defaults=defaults)
article = Article.objects.get(slug="specimens")
following.follow(rosa, following.target_of_article(article), rhythm="daily", now=now)
pausing.pause(address, why="returned", now=now)
asked = Confirmation.objects.create(address=address, asked_at=now)
wish = {"scope": "site", "rhythm": "daily"}
wished = Confirmation.objects.create(address=address, wish=wish, asked_at=now)
comment = Comment.objects.approved().filter(discussion__article=article).first()
Comment.objects.filter(pk=comment.pk).update(email=address)
print(links.my_page(rosa), links.confirm(asked), links.confirm(wished), links.my_comment(comment))
print(links.stop(rosa, "digest"))
"""


def most_discussed(site: Site) -> str:
    """Return the address of the article that the front page names as the most discussed one."""
    html = site.get("/")[1].decode()
    return re.search(r'"most-discussed">.*?href="([^"#]+)', html, re.DOTALL)[1]


class Demo:
    """Addresses of the demo's own pages, found the way a reader finds them: by links."""

    def __init__(self, site: Site):
        self.site = site
        self.article = self._link(
            "/categories/coast/", "/articles/[^/#?]+/"
        )  # others publish elsewhere
        self.author = self._link("/authors/", "/authors/[^/]+/")
        self.plain_page = self._link("/", "/pages/[^/]+/")
        self.month = self._link("/archive/", "/archive/[0-9]+/[0-9]+/")
        self.category = self._link(self.article, "/categories/[^/]+/")
        self.tag = self._link(self.article, "/tags/[^/]+/")
        self.comment = self._link(self.article, "/comments/[0-9]+/#comment-[0-9]+")
        self.thread = f"{self.article}?thread={self._find(self.article, 'data-thread="([0-9]+)"')}"
        (self.password_link,) = self._by_letter(PASSWORD_LINK)
        self.decide_link, self.stop_link, self.decide_wording_link = self._by_letter(DECIDING_LINKS)
        (
            self.own_page,
            self.confirm_letters,
            self.confirm_follow,
            self.my_comment,
            self.stop_following,
        ) = self._by_letter(OWN_LINKS)
        self.reply = self._find(FULL, rf'href="({FULL}reply/\?parent=[0-9]+)"')
        self.commenter = self._link(f"{FULL}commenters/", "/comments/[0-9]+/commenter/")
        self.report = self._find(FULL, r'href="(/comments/[0-9]+/report/)"')
        self.more_replies = self._find(FULL, r'href="(/comments/[0-9]+/replies/[^"]+)"')

    def _by_letter(self, code: str) -> list[str]:
        """Return the addresses behind the links that the site prints."""
        links = self.site.manage("shell", "--no-imports", "-c", code).split()
        return [urlsplit(link).path for link in links]

    def _link(self, path: str, pattern: str) -> str:
        return self._find(path, f'href="({pattern})"')

    def _find(self, path: str, pattern: str) -> str:
        found = re.search(pattern, self.site.get(path)[1].decode())
        assert found, f"{path} has no {pattern}"
        return found[1].replace("&amp;", "&")
