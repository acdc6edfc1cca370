"""Every letter of the house, composed from rows that are gone again: to be looked at, and measured."""

import json
import uuid
from datetime import timedelta

from tests.site import ROOT, Site

FOLDER = ROOT / "templates" / "emails"
PRINT = "from tests.letters import print_all; print_all()"
WORDS = """> You said the fog eats the light.

It does, and **the horn** is for that. See [the list](https://example.org/a-very-long-address-that-does-not-end/).

- one
- two

```
for each in range(120): print(each, "a line of code that is longer than the column is wide")
```"""


def templates() -> set[str]:
    """Return the name of each letter's template."""
    return {path.stem for path in FOLDER.glob("[!_]*.html")}


def of(site: Site) -> dict[str, str]:
    """Return name -> HTML of all letters, as a running site composes them."""
    return json.loads(site.manage("shell", "--no-imports", "-c", PRINT))


def print_all() -> None:
    """Print them as JSON, and leave nothing behind in the database."""
    from django.db import transaction

    with transaction.atomic():
        print(json.dumps({name: letter.html() for name, letter in composed().items()}))
        transaction.set_rollback(True)


def composed() -> dict:
    """Return name -> Composed; a name begins with that of its template."""
    from authors import letters as of_accounts
    from comments.letters import to_followers, to_writers

    rows = Rows()
    asked = rows.confirmation
    return {
        "account_invitation": of_accounts.invitation(user_id=rows.user(password=None).pk),
        "account_password_reset": of_accounts.password_reset(user_id=rows.user().pk),
        "comment_outcome-approved": to_writers.outcome(comment_id=rows.decided("approved").pk),
        "comment_outcome-rejected": to_writers.outcome(comment_id=rows.decided("rejected").pk),
        "comments_waiting": rows.what_waits(),
        "digest": to_followers.digest(
            person_id=rows.reader.pk,
            told_ids=[rows.told(comment=rows.answer).pk, rows.told(article=rows.article).pk],
            further=7,
        ),
        "new_article": to_followers.news(told_id=rows.told(article=rows.article).pk),
        "new_comment": to_followers.news(told_id=rows.told(comment=rows.answer).pk, is_last=True),
        "follow_confirm": to_writers.confirm(confirmation_id=asked(scope="site").pk),
        "my_page": to_writers.confirm(confirmation_id=asked().pk),
        "address_confirm": rows.address_confirm(),
    }


class Rows:
    """People, comments and what they are told of; made when it is asked for."""

    def __init__(self):
        from django.utils import timezone

        from tests.comments.letters.make import follow_article, make_reader
        from tests.comments.make import make_article, make_comment

        self.now = timezone.now()
        self.article = make_article(
            slug="letters-to-look-at",
            title="What a lighthouse says when nobody is there to look at it",
            summary="A light on a cliff speaks in seconds, and is understood by its silences.",
        )
        self.reader = make_reader(name="Rosa", address=_address())
        follow_article(self.reader, self.article, rhythm="daily")
        self._follow_all()
        root = make_comment(article=self.article, name="Ines Halvorsen")
        self.answer = make_comment(parent=root, name="Keeper", source=WORDS)

    def user(self, *, password: str | None = "a quiet green river"):
        from tests.authors.make import make_user

        return make_user(email=_address(), name="Mo", password=password)

    def decided(self, status: str):
        from comments.models import Comment
        from tests.comments.make import make_comment

        comment = make_comment(article=self.article, status="pending", name="Ana", email=_address())
        Comment.objects.filter(pk=comment.pk).update(is_to_be_told=True)
        if status == "approved":
            comment.approve(by=None, now=self.now)
        else:
            comment.reject(by=None, now=self.now, reason="off_topic")
        return comment

    def told(self, **what):
        from comments.models import Told

        fields = {"rhythm": "daily", "told_at": self.now}
        return Told.objects.get_or_create(commenter=self.reader, **what, defaults=fields)[0]

    def confirmation(self, **wish):
        from comments.models import Confirmation

        wish = wish and wish | {"rhythm": "weekly"}
        address = self.reader.mailbox
        return Confirmation.objects.create(address=address, wish=wish, asked_at=self.now)

    def address_confirm(self):
        from comments.letters import to_writers
        from content.post.pausing import pause

        pause(self.reader.mailbox, why="returned", now=self.now)
        return to_writers.confirm(confirmation_id=self.confirmation().pk)

    def what_waits(self):
        """With each kind of thing that can wait."""
        from authors.models import User
        from comments.models import CommentVersion, Report
        from comments.moderation.letters import what_waits
        from tests.comments.make import make_comment, make_commenter

        ago = self.now - timedelta(hours=1)
        for _ in range(2):
            make_comment(article=self.article, status="pending", now=ago)
        CommentVersion.objects.create(
            comment=self.answer, number=2, source="New.", html="<p>New.</p>", status="pending"
        )
        reporter = make_commenter(trusted=False)
        Report.objects.create(comment=self.answer, reporter=reporter, reason="abuse")
        moderator = User.objects.create_superuser(_address(), "a quiet green river", name="Mia")
        return what_waits(user_id=moderator.pk)

    def _follow_all(self):
        from comments.models import Follow
        from comments.people import following

        following.follow(self.reader, {"scope": "site"}, rhythm="daily", now=self.now)
        Follow.objects.filter(commenter=self.reader).update(calmed_at=self.now)


def _address() -> str:
    return f"{uuid.uuid4().hex[:12]}@example.org"
