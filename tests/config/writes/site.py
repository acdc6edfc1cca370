"""A small site that is written to in every way, and the list of the ways."""

import contextlib
import itertools
import random
from datetime import timedelta

from django.utils import timezone

from blog.models import Part, Series
from comments.models import Comment, Policy
from comments.moderation.decisions import Seen, decide
from comments.moderation.reporting import NothingToReport
from comments.tree.trees import UnderItself
from comments.writing.posting import Draft, NoSuchParent, Refused, post_comment
from comments.writing.reacting import NothingToReactTo, OwnComment
from tests.authors.make import make_author, make_user
from tests.blog.make import make_article, make_category, make_page
from tests.comments.make import make_commenter

# What a deed says where it does not apply any more to what chance chose.
NOT_NOW = (NoSuchParent, Refused, NothingToReactTo, OwnComment, NothingToReport, UnderItself)
HOUR = timedelta(hours=1)
_numbers = itertools.count(1)  # of all sites: words of one never look like another's
WRITES = {}  # name -> deed, done to a Site
UNSEEN = set()  # the names of those that no reader may see


def seen(deed):
    WRITES[_name(deed)] = deed
    return deed


def unseen(deed):
    UNSEEN.add(_name(deed))
    return seen(deed)


def _name(deed) -> str:
    return deed.__name__.strip("_").replace("_", " ")


class Site:
    """Two articles that are talked about and one that nobody may see; ``now`` is its clock."""

    def __init__(self):
        self.now = timezone.now()
        self.chance = random.Random(1)
        self.numbers = _numbers
        # Nobody is reviewed but who writes "hush"; two reports take a comment down.
        Policy.objects.update_or_create(
            pk=1,
            defaults={
                "first_comments_held": 0, "rejections_percent": None, "held_words": "hush",
                "reports_to_act_on": 2, "edit_minutes": 10_000, "closes_after_days": None,
            },
        )  # fmt: skip
        self.moderator = make_user(name="Mona", is_superuser=True)
        self.member = make_user(name="Uwe")
        self.author = make_author(name="Ines", user=self.member)
        self.category = make_category(name="Sea")
        self.article = make_article(
            title="Tides", authors=[self.author], tags=["tides"], category=self.category
        )
        self.other = make_article(title="Moon", tags=["moon"])
        self.hidden = make_article(title="Unripe", status="draft", authors=[self.author])
        self.series = Series.objects.create(title="Heaven", slug=self.article.slug)
        Part.objects.create(series=self.series, article=self.other)
        self.page = make_page()
        self.people = [make_commenter(name=f"Ana {n}", trusted=False) for n in range(3)]
        for article in (self.article, self.other):
            first = self.say(article)
            for _ in range(2):
                self.say(article, self.say(article, first))

    def say(self, article=None, to=None, *, words="", user=None) -> Comment:
        self.now += HOUR
        who = make_commenter(user=user, is_member=True, trusted=False) if user else self.anybody()
        number = next(self.numbers)
        draft = Draft(
            source=f"Said {number:04} {words}.", name=who.name, email=f"{number}@guest.example",
            parent_id=to and to.pk,
        )  # fmt: skip
        return post_comment(
            draft, article=article or self.article, commenter=who, now=self.now, by=user
        )

    def anybody(self):
        return self.chance.choice(self.people)

    def replace(self, gone) -> None:
        """Let somebody new speak from now on."""
        self.people.remove(gone)
        self.people.append(make_commenter(name="Ana", trusted=False))

    def comments(self, **which):
        which = {"status": "approved"} | which
        articles = [self.article.pk, self.other.pk]
        return Comment.objects.filter(discussion__article__in=articles, **which).order_by("pk")

    def comment(self, **which) -> Comment:
        """Return one of those; where there is none, something said now."""
        found = list(self.comments(**which))
        return self.chance.choice(found) if found else self.say()

    def decide(self, comment, to):
        return decide([Seen.of(comment)], to=to, by=self.moderator, now=self.now)

    def do(self, deed) -> None:
        """Do it an hour later; what does not apply any more leaves everything as it was."""
        self.now += HOUR
        with contextlib.suppress(*NOT_NOW):
            deed(self)
