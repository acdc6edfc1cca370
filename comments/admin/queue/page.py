"""What the queue's pages share: who may come in, what a form says was seen, and what a page knows."""

from functools import wraps
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ...models import Comment, Decision
from ...models.comment import Status
from ...moderation.decisions import Seen
from ...moderation.queue.choice import Choice
from ...people.moderators import may_use_queue
from ...reading.section import number

DECISIONS = (Status.APPROVED, Status.REJECTED, Status.SPAM)


def queue_page(*methods: str):
    """A view of the queue: ``view(site, request, …)``, for those who may use it, never cached."""

    def decorate(view):
        @wraps(view)
        def guarded(site, request, *args, **kwargs):
            if not may_use_queue(request.user):
                raise PermissionDenied
            return view(site, request, *args, **kwargs)

        @wraps(view)
        def limited(site, request, *args, **kwargs):
            limit = require_http_methods([*methods])
            return never_cache(limit(lambda request: guarded(site, request, *args, **kwargs)))(
                request
            )

        return limited

    return decorate


def page(site, request, template: str, context: dict, *, status: int = 200):
    """Answer with a page inside the admin, or with a fragment of one, whose name begins with "_"."""
    name = f"admin/comments/queue/{template}.html"
    return TemplateResponse(request, name, site.each_context(request) | context, status=status)


def seen_of(value: str) -> Seen:
    """Return what a form says was shown. Raises Http404: it says no such thing."""
    pk, _space, rest = value.partition(" ")
    status, _space, version = rest.partition(" ")
    return Seen(number(pk), status, number(version))


def check_allowed(seen: Seen, user) -> None:
    """Raise Http404 where there is no such comment, or it is not this user's to decide on."""
    if not Comment.objects.moderated_by(user).filter(pk=seen.pk).exists():
        raise Http404


def check_may_ban(user) -> None:
    """A ban holds on the whole site: authors who moderate under their own articles make none."""
    if not user.has_perm("comments.add_ban"):
        raise PermissionDenied


def wanted(value: str) -> tuple[Status, str]:
    """Return the status and the reason out of "rejected:off_topic". Raises Http404."""
    to, _colon, reason = value.partition(":")
    if to not in DECISIONS or (reason and reason not in Decision.Reason.values):
        raise Http404
    return Status(to), reason


def tell(request, outcome, to: Status) -> None:
    done, left = len(outcome.decided), len(outcome.overtaken)
    if done:
        words = ngettext("%(n)d comment: %(state)s.", "%(n)d comments: %(state)s.", done)
        words = words % {"n": done, "state": to.label}
        undo = reverse("admin:comments_queue_action", args=[outcome.batch])
        messages.success(request, format_html('{} <a href="{}">{}</a>', words, undo, _("Undo")))
    if left:
        words = ngettext(
            "%(n)d comment was left as it is: somebody decided on it or edited it meanwhile.",
            "%(n)d comments were left as they are: somebody decided on them or edited them meanwhile.",
            left,
        )
        messages.warning(request, words % {"n": left})


def back(request, pk: int | None = None) -> str:
    """Return where a deed leads back to: the queue, or the discussion in which ``pk`` stands."""
    comment = Comment.objects.select_related("discussion__article").filter(pk=pk).first()
    if comment and came_from(request):
        mine = reverse("comments:mine", args=[comment.discussion.article.slug])
        return f"{mine}?thread={comment.tree_id}#comment-{pk}" if comment.is_approved else mine
    return back_to_queue(request.POST or request.GET)


def came_from(request) -> str:
    """Return "discussion" where the deed began on the public page, "" in the queue."""
    value = (request.POST or request.GET).get("from", "")
    return value if value == "discussion" else ""


def back_to_queue(params) -> str:
    """Return the queue's address, with the tab and filters that these fields name."""
    params = Choice.of(params).params
    return f"{reverse('admin:comments_queue')}?{urlencode(params)}"


def choice_context(choice: Choice) -> dict:
    return {
        "choice": choice,
        "params": choice.params,
        "query": urlencode(choice.params),
        "reasons": Decision.Reason.choices,
    }
