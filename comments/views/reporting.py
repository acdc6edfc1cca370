"""The private page on which a reader reports a comment: a page of its own, and with htmx a form in place."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ..moderation import reporting
from ..moderation.banning import sentence_for_banned
from ..people import identity
from ..writing.forms import ReportForm
from . import unproven
from .addressed import approved_comment


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, pk):
    """Say what is wrong with a comment. Once a person; only moderators learn who."""
    comment = approved_comment(pk)
    if request.method != "POST":
        return _asked(request, comment)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _page(request, comment, form, status=422)
    reporter = identity.commenter_for_posting(request, "")
    try:
        made = reporting.report(
            comment=comment,
            reporter=reporter,
            now=timezone.now(),
            network=str(request.network),
            **form.cleaned_data,
        )
    except reporting.NothingToReport:
        raise Http404 from None
    except (reporting.OwnComment, reporting.TooManyReports, reporting.Banned) as problem:
        return _explain(request, comment, form, problem)
    response = _page(request, comment, None)
    identity.remember(request, response, made.reporter)
    return response


def report_unproven(request, pk):
    """The form again, with what was sent, where its proof of origin was missing or too old."""
    form = ReportForm(request.POST)
    words = _("This form was open for so long that it has to be sent once more. Press “Report”.")
    form.add_error(None, unproven.with_hint(request, words))
    return _page(request, approved_comment(pk), form, status=403)


def _asked(request, comment):
    reporter = identity.commenter_of(request)
    has_reported = reporting.has_reported(comment, reporter)
    response = _page(request, comment, None if has_reported else ReportForm())
    identity.introduce(request, response)
    return response


def _explain(request, comment, form, problem):
    if isinstance(problem, reporting.OwnComment):
        form.add_error(None, _("This is your own; you can withdraw it."))
        return _page(request, comment, form, status=403)
    if isinstance(problem, reporting.Banned):
        form.add_error(None, _("You cannot take part here at present."))
        form.add_error(None, sentence_for_banned(problem.ban))
        return _page(request, comment, form, status=403)
    form.add_error(None, _("You have reported a lot in a short time. Please try again in an hour."))
    response = _page(request, comment, form, status=429)
    response["Retry-After"] = str(int(reporting.WINDOW.total_seconds()))
    return response


def _page(request, comment, form, status=200):
    """Show the form; the thanks where ``form`` is None."""
    if form:
        form.auto_id = f"report-{comment.pk}-%s"  # several forms may be open on one page
    context = {"comment": comment, "article": comment.discussion.article, "form": form}
    template = "comments/_report.html" if request.htmx else "comments/report.html"
    response = render(request, template, context, status=status)
    if request.htmx and status != 200:
        response["HX-Reswap"] = "outerHTML"
    return response
