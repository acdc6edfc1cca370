"""The private pages on which writers edit and withdraw what is theirs; to strangers they do not exist."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from content.markup import OutOfBounds

from ..models import Policy
from ..models.comment import Status
from ..moderation.banning import sentence_for_banned
from ..people import identity
from ..writing import editing
from ..writing.forms import EditForm
from ..writing.posting import Refused
from . import previewing, unproven
from .addressed import SeeOther, give_back, own_comment, own_view
from .writing import REFUSED, STATUS_BY_RULE


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """The writer's words to be changed; the rules judge them again."""
    comment, now = _own(request, pk), timezone.now()
    if request.method != "POST":
        status = 200 if editing.can_edit(comment, now=now) else 403
        latest = editing.waiting_wording(comment) or comment
        return _edit_page(request, comment, EditForm(initial={"body": latest.source}), status)
    if previewing.is_asked_for(request):
        return _preview(request, comment)
    form = EditForm(request.POST)
    if not form.is_valid():
        return _edit_page(request, comment, form, 422)
    status = _save(request, comment, form, now)
    return (
        _edit_page(request, comment, form, status)
        if status
        else SeeOther(own_view(request, comment))
    )


def _save(request, comment, form, now) -> int:
    """Return 0 where the new words are stored, else the status of the page that says why not."""
    try:
        editing.edit_comment(
            comment,
            source=form.cleaned_data["body"],
            now=now,
            by=request.user if request.user.is_authenticated else None,
            network=str(request.network),
            address=request.META.get("REMOTE_ADDR", ""),
        )
    except OutOfBounds as problem:
        form.add_error("body", str(problem))
        return 422
    except Refused as problem:
        form.add_error(None, str(problem))
        if problem.ban:
            form.add_error(None, sentence_for_banned(problem.ban))
        return STATUS_BY_RULE.get(problem.rule, REFUSED)
    except editing.TooManyWordings:
        form.add_error(None, _("You have changed this comment so often that no more is taken."))
        return REFUSED
    except editing.NotEditable:
        return 403
    return 0


def edit_unproven(request, pk):
    """The form again, with what was sent, where its proof of origin was missing or too old."""
    comment = _own(request, pk)
    form = EditForm(initial={"body": request.POST.get("body", "")})
    hint = unproven.cookie_hint(request)
    return _edit_page(request, comment, form, 403, is_unproven=True, cookie_hint=hint)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, pk):
    """Asks once, then takes the comment back for good."""
    comment = _own(request, pk)
    context = {"comment": comment, "article": comment.discussion.article}
    if request.method != "POST":
        return render(request, "comments/withdraw.html", context)
    if comment.withdraw(now=timezone.now()):
        return SeeOther(f"{comment.discussion.article.get_absolute_url()}#discussion")
    context["problem"] = _("Meanwhile something changed about this comment. Please try again.")
    return render(request, "comments/withdraw.html", context, status=409)


def withdraw_unproven(request, pk):
    """The question again, where its proof of origin was missing or too old."""
    comment = _own(request, pk)
    context = {"comment": comment, "article": comment.discussion.article}
    words = _("This page was open for so long that it has to be confirmed once more.")
    context["problem"] = unproven.with_hint(request, words)
    return render(request, "comments/withdraw.html", context, status=403)


def _own(request, pk):
    comment = own_comment(pk, identity.commenter_of(request))
    if comment.status == Status.WITHDRAWN:
        raise Http404
    return comment


def _preview(request, comment):
    shown = previewing.preview(request)
    if request.htmx:
        return previewing.fragment(request, shown)
    form = EditForm(initial={"body": request.POST.get("body", "")})
    return _edit_page(request, comment, form, previewing.status_of(shown), preview=shown)


def _edit_page(request, comment, form, status, **context):
    now, minutes = timezone.now(), Policy.current().edit_minutes
    form.auto_id = f"edit-{comment.pk}-%s"  # several forms may be open on one page
    is_editable = editing.can_edit(comment, now=now)
    context |= {"comment": comment, "article": comment.discussion.article, "form": form}
    context |= {"is_editable": is_editable, "waiting": editing.waiting_wording(comment)}
    if is_editable:
        context["until"] = until = editing.editable_until(comment, minutes=minutes)
        context["seconds"] = until and int((until - now).total_seconds())
    if request.htmx:
        return give_back(request, "comments/_edit_form.html", context, status=status)
    return render(request, "comments/edit.html", context, status=status)
