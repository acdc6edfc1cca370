"""The admin of pictures: every upload goes through images.py, and a stored picture never changes."""

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from .images import ImageUploadField, store
from .models import Image
from .post import admin as post_admin  # noqa: F401  (registers itself)

THUMBNAIL = 96  # pixels of the longer side


class ImageForm(forms.ModelForm):
    class Meta:
        model = Image
        fields = ["alt", "caption", "credit", "focal_x", "focal_y"]


class NewImageForm(ImageForm):
    upload = ImageUploadField(
        label=_("picture"),
        help_text=_("JPEG, PNG, WebP or GIF, 10 MB at most. Where it was taken is not kept."),
    )

    field_order = ["upload"]


@admin.register(Image)
class ImageAdmin(admin.ModelAdmin):
    list_display = ["thumbnail", "__str__", "size", "alt", "uploaded_at"]
    list_display_links = ["thumbnail", "__str__"]
    list_per_page = 30
    search_fields = ["alt", "caption", "credit"]
    date_hierarchy = "uploaded_at"
    ordering = ["-uploaded_at", "-pk"]
    readonly_fields = ["preview", "address", "size", "uploaded_at"]

    def get_form(self, request, obj=None, change=False, **kwargs):  # noqa: FBT002 (Django's)
        form = ImageForm if change else NewImageForm
        return super().get_form(request, obj, change, **{"form": form, **kwargs, "fields": None})

    def get_fields(self, request, obj=None):
        words = ["alt", "caption", "credit", "focal_x", "focal_y"]
        return ["preview", *words, "address", "size", "uploaded_at"] if obj else ["upload", *words]

    def save_model(self, request, obj, form, change):
        if change:
            obj.save(update_fields=form.changed_data)
        else:
            store(form.cleaned_data["upload"], obj)

    @admin.display(description=_("picture"))
    def thumbnail(self, image):
        return _shown(image, THUMBNAIL)

    @admin.display(description=_("picture"))
    def preview(self, image):
        return _shown(image, 640)

    @admin.display(description=_("address"))
    def address(self, image):
        """For the text of an article: the editor's image library takes this over."""
        return format_html("<code>{}</code>", image.file.url)

    @admin.display(description=_("size"))
    def size(self, image):
        return f"{image.width} × {image.height}"


def _shown(image: Image, longest: int) -> str:
    scale = min(1, longest / max(image.width, image.height, 1))
    return format_html(
        '<img src="{}" alt="{}" width="{}" height="{}" loading="lazy">',
        image.file.url,
        image.alt,
        round(image.width * scale),
        round(image.height * scale),
    )
