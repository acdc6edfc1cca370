"""What is typed about articles and pages in the admin; text is rendered while it is checked."""

from django import forms
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import Article, Page, Tag

TAGS_AN_ARTICLE = 20  # more say nothing
WIDE = "vLargeTextField"  # the admin's class for a field as wide as the page


def clean_written(form: forms.ModelForm) -> str:
    """Let the text be written. Raises ValidationError: where markup says what is too much of it."""
    try:
        form.instance.write(form.cleaned_data["source"])
    except ValueError as error:
        raise ValidationError(str(error)) from error
    return form.instance.source


class ArticleForm(forms.ModelForm):
    """A published article without a moment is published now."""

    is_revised = forms.BooleanField(
        label=_("Tell readers that it was updated"),
        required=False,
        help_text=_("Says “Updated on” with today’s date; leave it out for a slip of the pen."),
    )

    class Meta:
        model = Article
        fields = [
            "title",
            "slug",
            "summary",
            "source",
            "cover",
            "category",
            "tags",
            "language",
            "status",
            "published_at",
            "is_featured",
            "correction",
        ]
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3, "class": WIDE}),
            "source": forms.Textarea(attrs={"rows": 30, "class": WIDE}),
            "correction": forms.Textarea(attrs={"rows": 2, "class": WIDE}),
        }

    def clean_source(self):
        return clean_written(self)

    def clean_tags(self):
        tags = self.cleaned_data["tags"]
        if len(tags) > TAGS_AN_ARTICLE:
            raise ValidationError(_("Give %d tags at the most.") % TAGS_AN_ARTICLE)
        longest = Tag._meta.get_field("name").max_length
        if any(len(tag) > longest for tag in tags):
            raise ValidationError(_("A tag has %d characters at the most.") % longest)
        return tags

    def clean(self):
        data = super().clean()
        if data.get("status") == Article.Status.PUBLISHED and not data.get("published_at"):
            data["published_at"] = timezone.now()
        if data.get("is_revised"):
            self.instance.revise(now=timezone.now())
        return data


class MergeForm(ActionForm):
    """Beside the actions on tags: which of all tags shall remain."""

    into = forms.ModelChoiceField(
        Tag.objects.in_order(), label=_("Into"), required=False, empty_label=_("no tag chosen")
    )


class PageForm(forms.ModelForm):
    class Meta:
        model = Page
        fields = ["title", "slug", "source", "is_published", "in_menu", "position"]
        widgets = {"source": forms.Textarea(attrs={"rows": 30, "class": WIDE})}

    def clean_source(self):
        return clean_written(self)
