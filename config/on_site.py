"""The admin's links to public pages: they lead whoever may see the thing in the admin, nobody else."""

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache


@never_cache
def view_on_site(request, content_type, object_id):
    """Stand before Django's own, which tells every member of the staff the address of every draft."""
    model = get_object_or_404(ContentType, pk=content_type).model_class()
    if model is None or not admin.site.is_registered(model):
        raise Http404("nothing of the admin's")
    model_admin = admin.site.get_model_admin(model)
    thing = model_admin.get_object(request, object_id)
    if thing is None or not model_admin.has_view_permission(request, thing):
        raise Http404("nothing that you may see")
    return shortcut(request, content_type, object_id)
