"""Exporting all that is kept of a person, from their page: for somebody who asks the site's owner for it."""

from django.contrib.auth.decorators import permission_required
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ..models import Commenter
from ..privacy.export import export_by_staff

MAY_EXPORT = "comments.export_commenter"


def urls(site) -> list:
    view = site.admin_view(export_person)
    return [path("<int:pk>/export/", view, name="comments_commenter_export")]


@never_cache
@require_POST
@permission_required(MAY_EXPORT, raise_exception=True)
def export_person(request, pk):
    """Send it as a file; a note on the person's page says who had it and when."""
    person = get_object_or_404(Commenter.objects.filter(merged_into=None), pk=pk)
    pieces = export_by_staff(person, by=request.user, now=timezone.now())
    response = StreamingHttpResponse(pieces, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="person-{person.pk}.json"'
    return response
