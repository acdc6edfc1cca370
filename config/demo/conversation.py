"""The demo's comments: posted, decided and reacted to by the same deeds as anybody's, in the past."""

import random
from datetime import datetime, timedelta

from authors.models import User
from blog.models import Article
from comments.models import Comment, Commenter, Discussion, Reaction, Thread
from comments.models.comment import Status
from comments.models.commenter import new_token
from comments.moderation.decisions import Seen, decide
from comments.tree import tallies
from comments.writing.posting import Draft, post_comment

from . import material

LAST_WORD = 6  # hours after which somebody removes or withdraws what stood until then
LIKED_AFTER = 5  # hours
Plan = dict


class Conversation:
    """Posts the comments of the demo, in the order of time and none of it after ``now``."""

    def __init__(self, articles: dict[str, Article], users: dict[str, User], now: datetime):
        script = material.conversation()
        self.plans: dict[str, Plan] = {plan["key"]: plan for plan in script["comments"]}
        self.articles, self.users, self.now = articles, users, now
        self.moderator = users["ines"]
        self.people = {
            **{
                key: Commenter(token=new_token(), name=name)
                for key, name in script["people"].items()
            },
            **{key: _member(user) for key, user in users.items()},
        }
        self.posted: dict[str, Comment] = {}

    def hold(self) -> list[Comment]:
        """Post, decide and react; return the comments."""
        for plan in sorted(self.plans.values(), key=self._moment):
            self._post(plan)
        for plan in self.plans.values():
            self._have_last_word(plan)
        for key, comment in self.posted.items():
            comment.origin, comment.origin_id = material.ORIGIN, key
        Comment.objects.bulk_update(self.posted.values(), ["origin", "origin_id"])
        for discussion in Discussion.objects.filter(article__in=self.articles.values()).locked():
            self._mark_threads(discussion)
            self._react(discussion)
            tallies.recount(discussion)
        return list(self.posted.values())

    def _moment(self, plan: Plan) -> datetime:
        if "ago" in plan:
            return self.now - timedelta(hours=plan["ago"])
        return self.articles[plan["article"]].published_at + timedelta(hours=plan["after"])

    def _later(self, plan: Plan, hours: float) -> datetime:
        return min(self.now, self._moment(plan) + timedelta(hours=hours))

    def _post(self, plan: Plan) -> None:
        person, now = self.people[plan["who"]], self._moment(plan)
        parent = self.posted[plan["to"]] if "to" in plan else None
        draft = Draft(
            source=plan["text"].strip(), name=person.name, parent_id=parent.pk if parent else None
        )
        comment = post_comment(
            draft,
            article=self.articles[plan["article"]],
            commenter=person,
            now=now,
            by=self.users.get(plan["who"]),
        )
        if comment.status == Status.PENDING and plan.get("status") not in ("pending", "spam"):
            self._decide(comment, Status.APPROVED, self._later(plan, plan.get("held", 1)))
        self.posted[plan["key"]] = comment

    def _have_last_word(self, plan: Plan) -> None:
        """What was rejected or withdrawn stood for a while, and was answered."""
        comment, end = self.posted[plan["key"]], plan.get("status", "approved")
        if end not in ("approved", "pending"):
            self._decide(comment, end, self._later(plan, LAST_WORD))

    def _decide(self, comment: Comment, to: str, now: datetime) -> None:
        comment.refresh_from_db(fields=["status", "text_version"])
        by = None if to == Status.WITHDRAWN else self.moderator
        decide([Seen.of(comment)], to=to, now=now, by=by)

    def _mark_threads(self, discussion: Discussion) -> None:
        """Pin and close what the plans say; the discussion is locked."""
        for plan in self.plans.values():
            marks = {f"is_{mark}": True for mark in ("pinned", "closed") if plan.get(mark)}
            if marks:
                tree = self.posted[plan["key"]].tree_id
                Thread.objects.filter(discussion=discussion, pk=tree).update(**marks)

    def _react(self, discussion: Discussion) -> None:
        """Let others like what was liked in this discussion, and the article itself."""
        Reaction.objects.bulk_create(
            reaction
            for key, comment in self.posted.items()
            if comment.discussion_id == discussion.pk
            for reaction in self._reactions(self.plans[key], comment)
        )

    def _reactions(self, plan: Plan, comment: Comment) -> list[Reaction]:
        chance = random.Random(plan["key"])  # noqa: S311 (the same friends each time)
        others = [p for p in self.people.values() if p.pk and p.pk != comment.commenter_id]
        return [
            Reaction(
                discussion_id=comment.discussion_id,
                comment=comment,
                commenter=fan,
                kind=chance.choice(Reaction.Kind.values),
                reacted_at=self._later(plan, LIKED_AFTER),
            )
            for fan in chance.sample(others, plan.get("liked", 0))
        ]


def _member(user: User) -> Commenter:
    return Commenter(user=user, is_member=True, name=user.name)
