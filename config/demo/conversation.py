"""The demo's comments: posted, decided and reacted to by the same deeds as anybody's, in the past."""

from datetime import datetime, timedelta
from itertools import cycle

from authors.models import User
from blog.models import Article
from comments import tallies
from comments.decisions import Seen, decide
from comments.models import Comment, Commenter, Discussion, Reaction
from comments.models.comment import Status
from comments.models.commenter import new_token
from comments.posting import Draft, post_comment

from . import material

LAST_WORD = 6  # hours after which somebody removes or withdraws what stood until then
Plan = dict


class Conversation:
    """Posts the comments of the demo, in the order of time."""

    def __init__(self, articles: dict[str, Article], users: dict[str, User]):
        script = material.conversation()
        self.plans: dict[str, Plan] = {plan["key"]: plan for plan in script["comments"]}
        self.articles, self.users = articles, users
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
        self._react()
        for key, comment in self.posted.items():
            Comment.objects.filter(pk=comment.pk).update(origin=material.ORIGIN, origin_id=key)
        return list(self.posted.values())

    def _article(self, plan: Plan) -> Article:
        while "to" in plan:
            plan = self.plans[plan["to"]]
        return self.articles[plan["article"]]

    def _moment(self, plan: Plan) -> datetime:
        return self._article(plan).published_at + timedelta(hours=plan["after"])

    def _post(self, plan: Plan) -> None:
        person, now = self.people[plan["who"]], self._moment(plan)
        parent = self.posted.get(plan.get("to"))
        draft = Draft(
            source=plan["text"].strip(), name=person.name, parent_id=parent.pk if parent else None
        )
        comment = post_comment(
            draft,
            article=self._article(plan),
            commenter=person,
            now=now,
            by=self.users.get(plan["who"]),
        )
        if comment.status == Status.PENDING and plan.get("status") not in ("pending", "spam"):
            self._decide(comment, Status.APPROVED, now + timedelta(hours=plan.get("held", 1)))
        self.posted[plan["key"]] = comment

    def _have_last_word(self, plan: Plan) -> None:
        """What was rejected or withdrawn stood for a while, and was answered."""
        comment, end = self.posted[plan["key"]], plan.get("status", "approved")
        if end not in ("approved", "pending"):
            self._decide(comment, end, self._moment(plan) + timedelta(hours=LAST_WORD))

    def _decide(self, comment: Comment, to: str, now: datetime) -> None:
        comment.refresh_from_db(fields=["status", "text_version"])
        by = None if to == Status.WITHDRAWN else self.moderator
        decide([Seen.of(comment)], to=to, now=now, by=by)

    def _react(self) -> None:
        """Let others like what was liked, and count it."""
        for plan in self.plans.values():
            comment = self.posted[plan["key"]]
            others = [p for p in self.people.values() if p.pk and p.pk != comment.commenter_id]
            kinds = cycle(Reaction.Kind.values)
            fans = others[: plan.get("liked", 0)]
            Reaction.objects.bulk_create(
                Reaction(
                    discussion_id=comment.discussion_id,
                    comment=comment,
                    commenter=fan,
                    kind=kind,
                    reacted_at=self._moment(plan) + timedelta(hours=5),
                )
                for fan, kind in zip(fans, kinds, strict=False)
            )
            Comment.objects.filter(pk=comment.pk).update(reaction_count=len(fans))
        for discussion in Discussion.objects.filter(article__in=self.articles.values()).locked():
            tallies.recount(discussion)


def _member(user: User) -> Commenter:
    return Commenter(user=user, is_member=True, name=user.name)
