"""The form's field for authors in their order."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from authors.models import Author

from .manuscript import MAX_AUTHORS


class AuthorsWidget(forms.MultiWidget):
    """A choice for each author, and one more to add another."""

    use_fieldset = True

    def __init__(self):
        super().__init__([forms.Select() for _number in range(MAX_AUTHORS)])

    def decompress(self, value):
        return [*(value or []), *[None] * MAX_AUTHORS][:MAX_AUTHORS]

    def get_context(self, name, value, attrs):
        values = value if isinstance(value, list) else self.decompress(value)
        context = super().get_context(name, self.decompress(values), attrs)
        used = len([each for each in values if each])
        context["widget"]["subwidgets"] = context["widget"]["subwidgets"][: used + 1]
        for number, select in enumerate(context["widget"]["subwidgets"], start=1):
            select["attrs"]["aria-label"] = _("Author %d") % number
        return context

    def id_for_label(self, id_):
        return ""


class AuthorsField(forms.MultiValueField):
    """Its cleaned value is a list of authors, each named once, in their order."""

    def __init__(self, **options):
        fields = [
            forms.ModelChoiceField(Author.objects.in_order(), required=False, empty_label="–")
            for _number in range(MAX_AUTHORS)
        ]
        super().__init__(fields, widget=AuthorsWidget(), require_all_fields=False, **options)

    def fetch(self) -> None:
        """Ask for the authors once, for all of the choices."""
        choices = list(self.fields[0].choices)
        for select in self.widget.widgets:
            select.choices = choices

    def compress(self, data_list):
        authors = [author for author in data_list if author]
        if len(set(authors)) < len(authors):
            raise ValidationError(_("Name each author once."))
        return authors
