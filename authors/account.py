"""What somebody with an account chooses for themselves."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from content import post

from .forms import LettersForm


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request):
    """Choose how often one is written to about work that waits."""
    form = LettersForm(request.POST or None, instance=request.user)
    if form.is_valid():
        form.instance.save(update_fields=["letters"])
        messages.success(request, _("Your choice is kept."))
        return HttpResponseRedirect(request.path)
    status = 422 if form.is_bound else 200
    context = {"form": form, "pause": post.pause_of(request.user.email)}
    return TemplateResponse(request, "account/letters.html", context, status=status)
