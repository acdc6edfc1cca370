"""Pictures in the admin: every upload goes through images.py, and a stored file never changes."""

from django.contrib import admin
from django.forms import Script
from django.template.loader import render_to_string
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from content import renditions
from content.images import erase, replace, store
from content.models import Image

from .filters import DescribedFilter, UsedFilter
from .forms import NewImageForm, ReplacingForm, WordsForm
from .places import Place, places
from .showing import shown
from .uploads import upload_several

WORDS = ["alt", "caption", "credit", "focal_x", "focal_y"]


@admin.register(Image)
class ImageAdmin(admin.ModelAdmin):
    list_per_page = 24
    list_filter = [UsedFilter, DescribedFilter]
    search_fields = ["alt", "caption", "credit"]
    ordering = ["-uploaded_at", "-pk"]
    readonly_fields = ["preview", "used_in", "address", "size", "uploaded_at"]

    class Media:
        css = {"all": ["css/library.css"]}
        js = [
            Script("js/library-focus.js", type="module"),
            Script("js/library-upload.js", type="module"),
        ]

    def get_urls(self):
        of_one, several = map(self.admin_site.admin_view, (shown, upload_several))
        return [
            path("upload/", several, name="content_image_upload"),
            path("<int:pk>/shown/", of_one, name="content_image_shown"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, extra_context)
        if cl := (getattr(response, "context_data", None) or {}).get("cl"):
            found = places(request, cl.result_list)
            for image in cl.result_list:
                image.places = found[image.pk]
        return response

    def get_form(self, request, obj=None, change=False, **kwargs):  # noqa: FBT002 (Django's)
        form = NewImageForm
        if change:
            form = ReplacingForm if self.has_delete_permission(request, obj) else WordsForm
        return super().get_form(request, obj, change, **{"form": form, **kwargs, "fields": None})

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["upload", *WORDS]
        may_replace = self.has_change_permission(request, obj) and self.has_delete_permission(
            request, obj
        )
        upload = ["upload"] if may_replace else []
        return ["preview", *WORDS, *upload, "used_in", "address", "size", "uploaded_at"]

    def get_object(self, request, object_id, from_field=None):
        image = super().get_object(request, object_id, from_field)
        if image:
            image.places = places(request, [image])[image.pk]
        return image

    def save_model(self, request, obj, form, change):
        upload = form.cleaned_data.get("upload")
        if not change:
            store(upload, obj)
        elif upload:
            replace(upload, obj)
        else:
            obj.save(update_fields=form.changed_data)
            renditions.enqueue(obj)

    def get_deleted_objects(self, objs, request):
        """A picture that is used is not deleted: it would leave a hole in what readers see."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        found = [_linked(place) for several in places(request, objs).values() for place in several]
        return deleted, counts, lacking, [*protected, *found]

    def delete_model(self, request, obj):
        erase(obj)

    def delete_queryset(self, request, queryset):
        for image in queryset:
            erase(image)

    @admin.display(description=_("picture"))
    def preview(self, image):
        return render_to_string("admin/content/image/_preview.html", {"image": image})

    @admin.display(description=_("used in"))
    def used_in(self, image):
        if not image.places:
            return _("Nothing uses this picture.")
        items = format_html_join("", "<li>{}</li>", ([_linked(place)] for place in image.places))
        return format_html("<ul>{}</ul>", items)

    @admin.display(description=_("address"))
    def address(self, image):
        return format_html("<code>{}</code>", image.file.url)

    @admin.display(description=_("size"))
    def size(self, image):
        return f"{image.width} × {image.height}"


def _linked(place: Place) -> str:
    if not place.url:
        return place.words
    return format_html('<a href="{}">{}</a>', place.url, place.words)
