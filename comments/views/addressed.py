"""What an address names, as far as its visitor may know of it; and where an answer leads on."""

from django.http import Http404, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from blog.models import Article

from ..models import Comment
from ..reading import section
from ..reading.orderings import ORDERINGS

KEPT = {
    "order": ORDERINGS,
    "show": {section.ALL},
}  # what an address may ask for that outlasts a post


class SeeOther(HttpResponseRedirect):
    """Go and GET that: a reload of what follows posts nothing again."""

    status_code = 303


def give_back(request, template: str, context: dict, *, status: int):
    """A form as a fragment: in the place where it was asked for, or instead of the one that was sent."""
    response = render(request, template, context, status=status)
    if request.method == "POST":
        response["HX-Retarget"], response["HX-Reswap"] = "this", "outerHTML"
    return response


def dead_end(request, template: str, context: dict, *, status: int):
    """A page on which nothing can be sent; in place, its words stand above the form that was sent."""
    context["base"] = "_problem.html" if request.htmx else "base.html"
    response = render(request, template, context, status=status)
    if request.htmx and request.method == "POST":
        response["HX-Retarget"], response["HX-Reswap"] = "this", "afterbegin"
    return response


def own_view(request, comment: Comment) -> str:
    """Return where its writer sees a comment, in the order in which they read when they sent it in place."""
    own = reverse("comments:mine", args=[comment.discussion.article.slug])
    address = (request.htmx and request.htmx.current_url) or ""  # whatever a browser says it is
    asked = QueryDict(address.partition("#")[0].partition("?")[2])
    kept = QueryDict(mutable=True)
    kept.update({name: asked[name] for name, known in KEPT.items() if asked.get(name) in known})
    kept["posted"] = comment.pk
    return f"{own}?{kept.urlencode()}#comment-{comment.pk}"


def visible_article(slug: str, now) -> Article:
    return get_object_or_404(Article.objects.visible(now).select_related("discussion"), slug=slug)


def shown_comment(pk: int) -> Comment:
    """Return a comment that everybody may see, be it as a tombstone. Raises Http404."""
    return get_object_or_404(_public(Comment.objects.shown()), pk=pk)


def approved_comment(pk: int) -> Comment:
    """Return a comment whose words everybody may read. Raises Http404."""
    return get_object_or_404(_public(Comment.objects.approved()), pk=pk)


def answerable(article: Article, pk: str) -> Comment:
    comments = Comment.objects.approved().filter(discussion__article=article)
    return get_object_or_404(comments.select_related("commenter", "thread"), pk=section.number(pk))


def own_comment(pk: int, commenter) -> Comment:
    """Return a comment of the person who asks. Raises Http404: it is not theirs, or there is none."""
    if commenter is None:
        raise Http404
    return get_object_or_404(_public(Comment.objects.filter(commenter=commenter)), pk=pk)


def _public(comments):
    articles = Article.objects.visible(timezone.now())
    comments = comments.filter(discussion__article__in=articles)
    return comments.select_related("discussion__article", "commenter", "thread")
