"""The private pages on which one reacts: pages of their own, and with htmx a picker in place."""

from dataclasses import dataclass

from django.db.models import Count
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from blog.models import Article

from ..models import Comment, Reaction
from ..people import identity
from ..writing import reacting
from ..writing.forms import ReactionForm
from . import unproven
from .addressed import SeeOther, approved_comment, visible_article


@dataclass(frozen=True, slots=True)
class Target:
    """What one reacts to: a comment, or where that is None the article."""

    article: Article
    comment: Comment | None = None

    @property
    def url(self) -> str:
        """Where what was reacted to stands."""
        return (self.comment or self.article).get_absolute_url()

    @property
    def react_url(self) -> str:
        if self.comment:
            return self.comment.react_url
        return reverse("comments:react_to_article", args=[self.article.slug])

    def reactions(self):
        rows = Reaction.objects.filter(discussion__article=self.article, comment=self.comment)
        return rows.order_by()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def react(request, pk):
    """React to a comment."""
    comment = approved_comment(pk)
    return _react(request, Target(comment.discussion.article, comment))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def react_to_article(request, slug):
    return _react(request, Target(visible_article(slug, timezone.now())))


def react_unproven(request, pk=None, slug=None):
    """The picker again, where its proof of origin was missing or too old: one press more does it."""
    if pk is None:
        target = Target(visible_article(slug, timezone.now()))
    else:
        comment = approved_comment(pk)
        target = Target(comment.discussion.article, comment)
    words = _("This was open for so long that it has to be sent once more. Please choose again.")
    words = unproven.with_hint(request, words)
    return _page(request, target, identity.commenter_of(request), problem=words, status=403)


def _react(request, target: Target):
    if request.method != "POST":
        response = _page(request, target, identity.commenter_of(request))
        identity.introduce(request, response)
        return response
    form = ReactionForm(request.POST)
    commenter = identity.commenter_for_posting(request, "")
    if not form.is_valid():
        return _page(request, target, commenter, problem=_("Choose one of these."), status=422)
    try:
        commenter = reacting.react(
            article=target.article,
            comment_id=target.comment and target.comment.pk,
            commenter=commenter,
            kind=form.cleaned_data["kind"] or None,
            now=timezone.now(),
            network=str(request.network),
        )
    except reacting.NothingToReactTo:
        raise Http404 from None
    except (reacting.OwnComment, reacting.Banned, reacting.TooManyReactions) as problem:
        return _explain(request, target, commenter, problem)
    response = _page(request, target, commenter) if request.htmx else SeeOther(target.url)
    identity.remember(request, response, commenter)
    return response


def _explain(request, target, commenter, problem):
    if isinstance(problem, reacting.OwnComment):
        return _page(request, target, commenter, problem=_("This is your own."), status=403)
    if isinstance(problem, reacting.Banned):
        words = _("You cannot take part here at present.")
        return _page(request, target, commenter, problem=words, status=403)
    words = _("Too many reactions at once from your network. Please try again in a minute.")
    response = _page(request, target, commenter, problem=words, status=429)
    response["Retry-After"] = str(int(reacting.WINDOW.total_seconds()))
    return response


def _page(request, target: Target, commenter, *, problem="", status=200):
    counts = dict(target.reactions().values_list("kind").annotate(count=Count("pk")))
    own = None
    if commenter and commenter.pk:
        own = target.reactions().filter(commenter=commenter).values_list("kind", flat=True).first()
    kinds = [
        {"value": kind.value, "label": kind.label, "count": counts.get(kind.value, 0)}
        for kind in Reaction.Kind
    ]
    context = {"target": target, "kinds": kinds, "own": own, "problem": problem}
    context |= {"total": sum(counts.values()), "comment": target.comment, "article": target.article}
    context["own_label"] = Reaction.Kind(own).label if own else ""
    context |= _closed(target, own, sum(counts.values()))
    template = "comments/_picker.html" if request.htmx else "comments/react.html"
    return render(request, template, context, status=status)


def _closed(target: Target, own: str | None, total: int) -> dict:
    """Return what stands in the picker's place when it is closed, as of this moment."""
    if target.comment is None:
        return {"discussion": {"article_reaction_count": total}}
    target.comment.reaction_count, target.comment.own_reaction = total, own or ""
    return {}
