"""The private pages on which readers begin to follow: a discussion, a thread, answers, new articles."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from authors.models import Author
from blog.models import Category

from ..letters import confirming
from ..models import Commenter, Follow, Thread
from ..people import following, identity
from ..reading import section
from ..writing.forms import FollowForm
from .addressed import SeeOther, visible_article
from .private import private_page

Scope = Follow.Scope
REPLIES = (Scope.REPLIES, gettext_lazy("Answers to my comments, wherever they stand"))
TOO_MANY = gettext_lazy(
    "So many letters were asked for within an hour that no more are sent. Please try later."
)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request, slug):
    """Follow the discussion under an article, with ``?thread=`` one thread of it, or answers to oneself."""
    article = visible_article(slug, timezone.now())
    thread = _thread(article, request.GET["thread"]) if "thread" in request.GET else None
    targets = [(Scope.ARTICLE, _("All comments under this article")), REPLIES]
    if thread:
        targets.insert(0, (Scope.THREAD, _("This thread only")))

    def target(scope: str) -> dict:
        if scope == Scope.ARTICLE:
            return following.target_of_article(article)
        if scope == Scope.THREAD:
            return {"scope": scope, "thread_id": thread.pk, "discussion_id": thread.discussion_id}
        return {"scope": scope}

    return _page(request, targets, target, {"article": article, "thread": thread})


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def follow_articles(request):
    """Get new articles by mail: all, or with ``?category=`` or ``?author=`` some."""
    category = _chosen(Category, request.GET.get("category"))
    author = _chosen(Author, request.GET.get("author"))
    targets = [(Scope.SITE, _("All new articles"))]
    if category:
        words = _("New articles in “%s”") % category.name
        targets.insert(0, (Scope.CATEGORY, words))
    if author:
        targets.insert(0, (Scope.AUTHOR, _("New articles by %s") % author.name))

    def target(scope: str) -> dict:
        if scope == Scope.CATEGORY:
            return {"scope": scope, "category_id": category.pk}
        return {"scope": scope} | ({"author_id": author.pk} if scope == Scope.AUTHOR else {})

    return _page(request, targets, target, {})


def _page(request, targets, target, context):
    person = _person(request)
    knows_address = bool(person and person.mailbox)
    options = {"targets": targets, "knows_address": knows_address}
    form = FollowForm(request.POST if request.method == "POST" else None, **options)
    context |= {"form": form, "person": person, "is_asked": "asked" in request.GET}
    if not form.is_bound:
        return render(request, "comments/follow.html", context)
    if not form.is_valid():
        return render(request, "comments/follow.html", context, status=422)
    wish = target(form.cleaned_data["scope"])
    rhythm, now = form.cleaned_data["rhythm"], timezone.now()
    if knows_address:
        following.follow(person.settled(), wish, rhythm=rhythm, now=now)
        return SeeOther(_me())
    try:
        confirming.ask(
            form.cleaned_data["email"],
            wish=wish | {"rhythm": rhythm},
            network=str(request.network),
            commenter=person,
            now=now,
        )
    except confirming.TooMany:
        form.add_error(None, TOO_MANY)
        return render(request, "comments/follow.html", context, status=429)
    return SeeOther(f"{request.path}?asked=1")


def _person(request) -> Commenter | None:
    """Return who is asking; a member who never commented is somebody, too."""
    known = identity.commenter_of(request)
    if known is None and request.user.is_authenticated:
        return Commenter(user=request.user, is_member=True, name=request.user.name)
    return known


def _thread(article, value: str) -> Thread:
    discussion = section.discussion_of(article)
    if discussion is None:
        raise Http404
    return get_object_or_404(discussion.threads.shown(), pk=section.number(value))


def _chosen(model, slug: str | None):
    return get_object_or_404(model, slug=slug) if slug else None


def _me() -> str:
    return f"{reverse('comments:me')}?followed=1#follows"
