"""One picture by itself, for scripts that show what somebody chose before it is kept."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from content.models import Image


@never_cache
@require_safe
def shown(request, pk):
    """A fragment. For those whom the library shows its pictures."""
    if not request.user.has_perm("content.view_image"):
        raise PermissionDenied
    image = get_object_or_404(Image, pk=pk)
    return TemplateResponse(request, "admin/content/image/_shown.html", {"image": image})
