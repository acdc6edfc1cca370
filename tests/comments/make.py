"""Rows for tests: what a test does not name does not matter to it."""

import itertools
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import F
from django.utils import timezone

from blog.models import Article
from comments.models import Comment, Commenter
from comments.models.commenter import new_token
from comments.moderation.decisions import Seen, decide
from comments.writing.posting import Draft, post_comment

LONG_ENOUGH = timedelta(hours=1)  # between two comments, for no limit to see a flood

_numbers = itertools.count(1)


def make_article(*, slug: str = "", **fields) -> Article:
    number = next(_numbers)
    fields = {
        "title": f"Article {number}",
        "status": Article.Status.PUBLISHED,
        "published_at": timezone.now() - timedelta(days=1),
    } | fields
    return Article.objects.create(slug=slug or f"discussed-{number}", **fields)


def make_commenter(*, name: str = "Ana", trusted: bool = True, **fields) -> Commenter:
    """A guest; a trusted one had a comment approved before, under an article of its own."""
    commenter = Commenter.objects.create(name=name, token=new_token(), **fields)
    if trusted:
        now = timezone.now() - LONG_ENOUGH
        make_comment(commenter=commenter, status="approved", now=now)
    return commenter


def let_time_pass(**whose) -> None:
    """Make everything said so far (``whose``: by a ``commenter=``) older than any flood limit."""
    Comment.objects.filter(**whose).update(posted_at=F("posted_at") - LONG_ENOUGH)


def make_comment(
    *,
    article=None,
    parent: Comment | None = None,
    status: str = "approved",
    commenter=None,
    **fields,
) -> Comment:
    """
    Post a comment the way readers do, then bring it to ``status`` the way moderators do.

    Where it has a ``commenter``, what they said before was said long enough ago.
    """
    article = article or (parent.discussion.article if parent else make_article())
    fields = {"source": f"Words number {next(_numbers)}.", "name": "Ana"} | fields
    now = fields.pop("now", None) or timezone.now()
    if commenter:
        let_time_pass(commenter=commenter)
    commenter = commenter or make_commenter(name=fields["name"], trusted=False)
    draft = Draft(parent_id=parent and parent.pk, **fields)
    comment = post_comment(draft, article=article, commenter=commenter, now=now, by=commenter.user)
    if comment.status != status:
        decide([Seen.of(comment)], to=status, now=now)
    comment.refresh_from_db()
    return comment


def make_staff(role: str):
    user = get_user_model().objects.create_user(
        f"{role.lower()}@example.org", "x", name=role, is_staff=True
    )
    user.groups.add(Group.objects.get(name=role))
    return user
