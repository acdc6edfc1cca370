"""The forms of the library: words and the focal point, a new picture, another one in its place, several."""

from django import forms
from django.utils.translation import gettext_lazy as _

from content.images import ACCEPT, ImageUploadField
from content.models import Image

WHAT_IS_TAKEN = _(
    "JPEG, PNG, WebP or GIF, 10 MB at most. Where it was taken is not kept; of an animation, only "
    "its first picture is."
)


class Share(forms.FloatField):
    """A place in the picture, as a share of its width or height."""

    def __init__(self, **kwargs):
        super().__init__(min_value=0, max_value=1, **kwargs)
        self.widget.attrs["step"] = 0.01


class WordsForm(forms.ModelForm):
    """For those who may describe a picture."""

    class Meta:
        model = Image
        fields = ["alt", "caption", "credit", "focal_x", "focal_y"]
        field_classes = {"focal_x": Share, "focal_y": Share}
        help_texts = {
            "focal_x": _("0 is the left edge, 1 the right one."),
            "focal_y": _("0 is the upper edge, 1 the lower one. Crops keep this point in sight."),
        }


class NewImageForm(WordsForm):
    upload = ImageUploadField(label=_("Picture"), help_text=WHAT_IS_TAKEN)

    field_order = ["upload"]


class ReplacingForm(WordsForm):
    """For those who may also take a picture away."""

    upload = ImageUploadField(
        label=_("Replace by"),
        required=False,
        help_text=_(
            "The new picture stands wherever this one does, texts included. The old file is erased, "
            "unless an older revision of a text shows it: then it stays as long as that does."
        ),
    )


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name)


class SeveralFilesField(forms.Field):
    """Its cleaned value is a list of files, of whatever kind: each is judged by itself (uploads.py)."""

    widget = SeveralFiles


class UploadsForm(forms.Form):
    """A form for several pictures."""

    uploads = SeveralFilesField(
        label=_("Pictures"),
        widget=SeveralFiles(attrs={"accept": ACCEPT, "data-uploads": ""}),
        help_text=_("Ten at once at the most; choose them here, or drop them on the field."),
    )
    credit = forms.CharField(
        label=_("Credit"),
        max_length=200,
        required=False,
        help_text=_("For all of them; each can be changed afterwards."),
    )
