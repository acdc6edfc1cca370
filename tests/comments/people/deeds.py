"""What people do in discussions, for laws: deeds out of numbers."""

import contextlib

from django.utils import timezone
from hypothesis import strategies as st

from comments.models.comment import Status
from comments.moderation import reporting
from comments.people import following
from comments.writing import reacting

from ..make import make_comment, make_commenter

KINDS = ("comment", "react", "react to article", "report", "follow", "follow thread")
DEEDS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 2), st.integers(0, 9)), max_size=12
)
STATUSES = st.lists(st.sampled_from(Status.values), min_size=4, max_size=4)
REFUSED = (
    reacting.OwnComment, reacting.NothingToReactTo,
    reporting.OwnComment, reporting.NothingToReport,
)  # fmt: skip


def react(comment, commenter, kind="like", *, to_article=False):
    return reacting.react(
        article=comment.discussion.article,
        comment_id=None if to_article else comment.pk,
        commenter=commenter,
        kind=kind,
        now=timezone.now(),
    )


def report(comment, reporter):
    now = timezone.now()
    return reporting.report(comment=comment, reporter=reporter, reason="spam", now=now)


def three_who_did(deeds, statuses) -> list:
    """Return three guests who took turns in saying something of each status, then did all of ``deeds``."""
    people = [make_commenter(trusted=False) for _ in range(3)]
    comments = [make_comment(commenter=people[n % 3], status=s) for n, s in enumerate(statuses)]
    do(deeds, people, comments)
    return people


def do(deeds, people, comments) -> None:
    """Do all of ``deeds``, as far as they are allowed; ``comments`` grows by what is said."""
    for what, who, which in deeds:
        with contextlib.suppress(*REFUSED):
            _do(what, people[who], comments, comments[which % len(comments)])


def _do(what, person, comments, comment):
    now = timezone.now()
    if what == "comment":
        comments.append(make_comment(article=comment.discussion.article, commenter=person))
    elif what == "report":
        report(comment, person)
    elif what == "follow":
        target = following.target_of_article(comment.discussion.article)
        following.follow(person, target, rhythm="daily", now=now)
    elif what == "follow thread":
        following.follow(person, following.target_of_thread(comment), rhythm="daily", now=now)
    else:
        react(comment, person, to_article=what == "react to article")
