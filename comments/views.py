"""The conversation's own addresses. Shared pages hold nothing private; private ones are never cached."""

import uuid

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from blog.models import Article
from content.feeds import feed
from content.markup import OutOfBounds
from content.shared import shared_page

from . import identity, reading, section
from .feeds import comment_channel
from .forms import CommentForm, MemberCommentForm
from .models import Comment
from .posting import NoSuchParent, Refused, post_comment
from .trees import ThreadFull


class SeeOther(HttpResponseRedirect):
    """Go and GET that: a reload of what follows posts nothing again."""

    status_code = 303


@shared_page
def comment_detail(request, pk):
    """The permalink: the comment as readers see it, wherever it stands now, with its surroundings."""
    comment = _shown_comment(pk)
    return render(
        request,
        "comments/comment_detail.html",
        {
            "article": comment.discussion.article,
            "comment": comment,
            "view": reading.window(comment),
            "linked": comment.pk,
            "is_closed": _is_closed(comment.discussion),
        },
    )


@shared_page
def comment_replies(request, pk):
    """The further answers of a thread: those after ``?after=<comment>``, in tree order."""
    comment = _shown_comment(pk)
    after = None
    if "after" in request.GET:
        siblings = Comment.objects.filter(tree_id=comment.tree_id)
        after = get_object_or_404(siblings, pk=section.number(request.GET["after"]))
    return render(
        request,
        "comments/comment_replies.html",
        {
            "article": comment.discussion.article,
            "comment": comment,
            "view": reading.one_thread(comment.thread, after=after),
            "is_closed": _is_closed(comment.discussion),
        },
    )


@shared_page
def comment_feed(request, slug, kind):
    """The latest comments under one article, for feed readers."""
    article = _visible_article(slug, timezone.now())
    channel = comment_channel(article, section.discussion_of(article), path=request.path)
    return feed(kind, channel)


@never_cache
@require_safe
def mine(request, slug):
    """The discussion as this visitor sees it, with their own held comments in place."""
    now = timezone.now()
    article = _visible_article(slug, now)
    commenter = identity.commenter_of(request)
    context = section.context(article, request.GET, now=now, reader=commenter)
    template = "comments/_discussion.html" if request.htmx else "comments/mine.html"
    return render(request, template, context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request, slug):
    """The form for a comment, and for an answer with ``?parent=``; the place where both are posted."""
    now = timezone.now()
    article = Article.objects.visible(now).select_related("discussion").filter(slug=slug).first()
    if request.method == "POST":
        return _post(request, article, now)
    if article is None:
        raise Http404
    parent = _answerable(article, request.GET["parent"]) if "parent" in request.GET else None
    is_closed = section.is_closed(article, section.discussion_of(article), now=now)
    if is_closed or (parent and parent.thread.is_closed):
        return render(request, "comments/closed.html", {"article": article}, status=403)
    initial = {"parent": parent and parent.pk, "submission_key": uuid.uuid4()}
    return _form_page(request, article, _form(request, initial=initial), parent)


def _post(request, article, now):
    form = _form(request, request.POST)
    if article is None:
        return render(
            request, "comments/gone.html", {"typed": request.POST.get("body", "")}, status=404
        )
    if not form.is_valid():
        return _form_page(request, article, form, status=422)
    draft = form.draft(network=str(request.network))
    commenter = identity.commenter_for_posting(request, draft.name)
    by = request.user if request.user.is_authenticated else None
    try:
        comment = post_comment(draft, article=article, commenter=commenter, now=now, by=by)
    except (OutOfBounds, Refused, NoSuchParent, ThreadFull) as problem:
        return _explain(request, article, form, problem)
    response = SeeOther(_where(comment, article, is_fragment=bool(request.htmx)))
    identity.remember(response, comment.commenter)
    return response


def _explain(request, article, form, problem):
    """Give the text back, with the reason beside it and the way on."""
    if isinstance(problem, OutOfBounds):
        form.add_error("body", str(problem))
        return _form_page(request, article, form, status=422)
    if isinstance(problem, Refused):
        form.add_error(None, str(problem))
        return _form_page(request, article, form, status=403 if problem.rule == "closed" else 422)
    form.data = form.data.copy()
    form.data["parent"] = ""  # posted again, the text begins a thread of its own
    if isinstance(problem, ThreadFull):
        form.add_error(None, _("This thread is full. Post your text again to begin a new one."))
        return _form_page(request, article, form, status=422)
    form.add_error(
        None,
        _("What you answered is no longer here. Post your text again as a comment of its own."),
    )
    return _form_page(request, article, form, status=404)


def _form(request, data=None, **kwargs):
    if request.user.is_authenticated:
        return MemberCommentForm(data, member_name=str(request.user), **kwargs)
    return CommentForm(data, **kwargs)


def _form_page(request, article, form, parent=None, status=200):
    context = {"article": article, "form": form, "parent": parent}
    if not request.htmx:
        return render(request, "comments/reply.html", context, status=status)
    response = render(request, "comments/_form.html", context, status=status)
    if status != 200:
        response["HX-Retarget"] = "this"  # the form that was sent
        response["HX-Reswap"] = "outerHTML"
    return response


def _where(comment: Comment, article: Article, *, is_fragment: bool) -> str:
    """Return where its writer sees the comment: for all where it is public, else in their own view."""
    if comment.is_approved and not is_fragment:
        return comment.get_absolute_url()
    own = reverse("comments:mine", args=[article.slug])
    return f"{own}?posted={comment.pk}#comment-{comment.pk}"


def _is_closed(discussion) -> bool:
    return section.is_closed(discussion.article, discussion, now=timezone.now())


def _visible_article(slug: str, now) -> Article:
    return get_object_or_404(Article.objects.visible(now).select_related("discussion"), slug=slug)


def _shown_comment(pk: int) -> Comment:
    articles = Article.objects.visible(timezone.now())
    comments = Comment.objects.shown().filter(discussion__article__in=articles)
    return get_object_or_404(
        comments.select_related("discussion__article", "commenter", "thread"), pk=pk
    )


def _answerable(article: Article, pk: str) -> Comment:
    comments = Comment.objects.approved().filter(discussion__article=article)
    return get_object_or_404(comments.select_related("commenter", "thread"), pk=section.number(pk))
