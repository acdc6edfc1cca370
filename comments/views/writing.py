"""Where comments and answers are written and sent; no error takes the text."""

import uuid
from dataclasses import replace
from datetime import timedelta

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from blog.former_addresses import present_slug
from blog.models import Article
from content.markup import OutOfBounds

from ..judging import birth
from ..models import Comment
from ..moderation.banning import sentence_for_banned
from ..people import identity
from ..people.moderators import may_use_queue
from ..reading import section
from ..tree.trees import ThreadFull
from ..writing.forms import CommentForm, MemberCommentForm
from ..writing.posting import NoSuchParent, Refused, post_comment
from . import previewing, unproven
from .addressed import SeeOther, answerable, dead_end, give_back, own_view

# A form that was sent twice at once makes its second sender the first; later a key proves nothing.
RESENT_WITHIN = timedelta(minutes=1)
REFUSED = 422  # what a refusal is answered with, unless its rule says otherwise
STATUS_BY_RULE = {"banned": 403, "closed": 403, "too_soon": 429, "too_many": 429}
FIELD_BY_RULE = {"impersonating": "name"}  # where the reason stands, if not above the form
PERSONAL = {"name", "email"}  # fields that the next person fills in anew


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request, slug):
    """The form for a comment, and for an answer with ``?parent=``; the place where both are posted."""
    now = timezone.now()
    article = _article(slug, now)
    if request.method == "POST":
        return _post(request, article, now)
    if article is None:
        raise Http404
    parent = answerable(article, request.GET["parent"]) if "parent" in request.GET else None
    is_closed = section.is_closed(article, section.discussion_of(article), now=now)
    if is_closed or (parent and parent.thread.is_closed):
        context = {"article": article, "is_only_thread": not is_closed}
        return dead_end(request, "comments/closed.html", context, status=403)
    initial = {"parent": parent and parent.pk, "submission_key": uuid.uuid4()}
    initial["born"] = birth.seal(now)
    response = _form_page(request, article, _form(request, initial=initial), parent)
    identity.introduce(request, response)  # so that who hears no answer and posts again is known
    return response


def reply_unproven(request, slug):
    """The form again, with all that was sent, where its proof of origin was missing or too old."""
    article = _article(slug, timezone.now())
    if article is None:
        return _gone(request)
    form = _form(request, initial=request.POST.dict())
    context = {"is_unproven": True, "cookie_hint": unproven.cookie_hint(request)}
    # Sent as a guest and come back as a member's form, or the other way: that is for its writer to see.
    context["is_now_another"] = ("name" in request.POST) == request.user.is_authenticated
    return _form_page(request, article, form, status=403, **context)


def _article(slug: str, now) -> Article | None:
    visible = Article.objects.visible(now).select_related("discussion")
    return visible.filter(slug=slug).first()


def _post(request, article, now):
    if article is None:
        return _gone(request)
    if previewing.is_asked_for(request):
        return _preview(request, article)
    if "forget" in request.POST:
        return _forget(request, article)
    form = _form(request, request.POST)
    if not form.is_valid():
        return _form_page(request, article, form, status=422)
    return _take(request, article, form, now)


def _take(request, article, form, now):
    """Post what the form holds, and lead its writer to it; or say what stands against it."""
    draft = _draft(request, form, now)
    commenter = identity.commenter_for_posting(request, draft.name)
    by = request.user if request.user.is_authenticated else None
    try:
        comment = post_comment(draft, article=article, commenter=commenter, now=now, by=by)
    except (OutOfBounds, Refused, NoSuchParent, ThreadFull) as problem:
        response = _explain(request, article, form, problem)
        if isinstance(problem, Refused) and problem.rule == "duplicate":
            # They may never have heard of the first one.
            identity.remember(request, response, commenter)
        return response
    is_for_all = comment.is_approved and not request.htmx
    response = SeeOther(comment.get_absolute_url() if is_for_all else own_view(request, comment))
    if comment.commenter_id == commenter.pk or now - comment.posted_at < RESENT_WITHIN:
        identity.remember(request, response, comment.commenter)
    return response


def _draft(request, form, now):
    """Return what was written, with what its judges go by: where it came from, and how it was sent."""
    return replace(
        form.draft(network=str(request.network)),
        address=request.META.get("REMOTE_ADDR", ""),
        is_trap_filled=bool(form.cleaned_data["homepage"]),
        seconds_writing=birth.seconds_since(form.cleaned_data["born"], now=now),
    )


def _preview(request, article):
    shown = previewing.preview(request)
    if request.htmx:
        return previewing.fragment(request, shown)
    form = _form(request, initial=request.POST.dict())
    status = previewing.status_of(shown)
    return _form_page(request, article, form, status=status, preview=shown)


def _forget(request, article):
    """Another person uses this browser: nobody is known any more, and what was typed stays."""
    kept = {name: value for name, value in request.POST.items() if name not in PERSONAL}
    response = _form_page(request, article, _form(request, initial=kept), known_as="")
    identity.forget(response)
    return response


def _gone(request):
    """Where the article has another address by now, 404 sends the form on to it, words and all."""
    slug = request.resolver_match.kwargs["slug"]
    if present_slug("articles", slug, now=timezone.now()):
        raise Http404
    context = {"typed": request.POST.get("body", "")}
    return dead_end(request, "comments/gone.html", context, status=404)


def _explain(request, article, form, problem):
    """Give the text back, with the reason beside it and the way on."""
    if isinstance(problem, OutOfBounds):
        form.add_error("body", str(problem))
        return _form_page(request, article, form, status=422)
    if isinstance(problem, Refused):
        return _refuse(request, article, form, problem)
    if isinstance(problem, ThreadFull):
        words = _("This thread is full. Post your text again to begin a new one.")
        return _offer_new_thread(request, article, form, words, status=422)
    words = _("What you answered is no longer here. Post your text again as a comment of its own.")
    return _offer_new_thread(request, article, form, words, status=404)


def _refuse(request, article, form, refused: Refused):
    is_only_thread = refused.rule == "closed" and not section.is_closed(
        article, section.discussion_of(article), now=timezone.now()
    )
    if is_only_thread:
        words = _("This thread is closed. Post your text again to begin a new one.")
        return _offer_new_thread(request, article, form, words, status=403)
    form.add_error(FIELD_BY_RULE.get(refused.rule), str(refused))
    if refused.ban:
        form.add_error(None, sentence_for_banned(refused.ban))
    status = STATUS_BY_RULE.get(refused.rule, REFUSED)
    response = _form_page(request, article, form, status=status)
    if refused.wait:
        response["Retry-After"] = str(refused.wait)
    return response


def _offer_new_thread(request, article, form, words: str, *, status: int):
    form.data = form.data.copy()
    form.data["parent"] = ""  # posted again, the text begins a thread of its own
    form.add_error(None, words)
    return _form_page(request, article, form, status=status)


def _form(request, data=None, **kwargs):
    if request.user.is_authenticated:
        known = {"member_name": request.user.name or _("somebody")}
        known["is_read_first"] = not may_use_queue(request.user)
        return MemberCommentForm(data, **known, **kwargs)
    return CommentForm(data, **kwargs)


def _form_page(request, article, form, parent=None, status=200, **context):
    context |= {"article": article, "form": form}
    key = str(form["submission_key"].value())[:8]  # several forms may be open on one page
    form.auto_id = f"reply-{key if key.isalnum() else 'new'}-%s"
    context["parent"] = parent or _parent(article, form["parent"].value())
    context.setdefault("known_as", _known_as(request))
    if not request.htmx:
        return render(request, "comments/reply.html", context, status=status)
    return give_back(request, "comments/_form.html", context, status=status)


def _known_as(request) -> str:
    """Return the name of the guest whom a cookie of ours names, "" for others."""
    if request.user.is_authenticated:
        return ""
    guest = identity.commenter_of(request)
    return guest.name if guest else ""


def _parent(article: Article, value) -> Comment | None:
    """Return the comment that a form given back answers; None where there is none (any more)."""
    try:
        return answerable(article, str(value)) if value else None
    except Http404:
        return None
