"""Where comments and answers are written and sent; no error takes the text."""

import uuid
from dataclasses import replace
from datetime import timedelta

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from blog.models import Article
from content.markup import OutOfBounds

from .. import birth, identity, section
from ..banning import sentence_for_banned
from ..forms import CommentForm, MemberCommentForm
from ..models import Comment
from ..posting import NoSuchParent, Refused, post_comment
from ..trees import ThreadFull
from .addressed import SeeOther, answerable

# A form that was sent twice at once makes its second sender the first; later a key proves nothing.
RESENT_WITHIN = timedelta(minutes=1)
REFUSED = 422  # what a refusal is answered with, unless its rule says otherwise
STATUS_BY_RULE = {"banned": 403, "closed": 403, "too_soon": 429, "too_many": 429}


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
    parent = answerable(article, request.GET["parent"]) if "parent" in request.GET else None
    is_closed = section.is_closed(article, section.discussion_of(article), now=now)
    if is_closed or (parent and parent.thread.is_closed):
        return render(request, "comments/closed.html", {"article": article}, status=403)
    initial = {"parent": parent and parent.pk, "submission_key": uuid.uuid4()}
    initial["born"] = birth.seal(now)
    return _form_page(request, article, _form(request, initial=initial), parent)


def _post(request, article, now):
    form = _form(request, request.POST)
    if article is None:
        return render(
            request, "comments/gone.html", {"typed": request.POST.get("body", "")}, status=404
        )
    if not form.is_valid():
        return _form_page(request, article, form, status=422)
    draft = replace(
        form.draft(network=str(request.network)),
        address=request.META.get("REMOTE_ADDR", ""),
        is_trap_filled=bool(form.cleaned_data["homepage"]),
        seconds_writing=birth.seconds_since(form.cleaned_data["born"], now=now),
    )
    commenter = identity.commenter_for_posting(request, draft.name)
    by = request.user if request.user.is_authenticated else None
    try:
        comment = post_comment(draft, article=article, commenter=commenter, now=now, by=by)
    except (OutOfBounds, Refused, NoSuchParent, ThreadFull) as problem:
        return _explain(request, article, form, problem)
    response = SeeOther(_where(comment, article, is_fragment=bool(request.htmx)))
    if comment.commenter_id == commenter.pk or now - comment.posted_at < RESENT_WITHIN:
        identity.remember(response, comment.commenter)
    return response


def _explain(request, article, form, problem):
    """Give the text back, with the reason beside it and the way on."""
    if isinstance(problem, OutOfBounds):
        form.add_error("body", str(problem))
        return _form_page(request, article, form, status=422)
    if isinstance(problem, Refused):
        return _refuse(request, article, form, problem)
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


def _refuse(request, article, form, refused: Refused):
    form.add_error(None, str(refused))
    if refused.ban:
        form.add_error(None, sentence_for_banned(refused.ban))
    status = STATUS_BY_RULE.get(refused.rule, REFUSED)
    response = _form_page(request, article, form, status=status)
    if refused.wait:
        response["Retry-After"] = str(refused.wait)
    return response


def _form(request, data=None, **kwargs):
    if request.user.is_authenticated:
        return MemberCommentForm(data, member_name=request.user.name or _("somebody"), **kwargs)
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
