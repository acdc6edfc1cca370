"""What a reader asks of the search, as it stands in the address; what makes no sense is left out."""

from datetime import datetime

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from authors.models import Author
from blog.models import Article, Category
from content.markup import clean_line

from .kinds import Narrowing, kinds
from .words import LONGEST, read


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Words"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": LONGEST}),
    )
    author = forms.ModelChoiceField(
        Author.objects.none(),
        label=_("Author"),
        to_field_name="slug",
        required=False,
        empty_label=_("Anybody"),
    )
    category = forms.ModelChoiceField(
        Category.objects.none(),
        label=_("Category"),
        to_field_name="slug",
        required=False,
        empty_label=_("All"),
    )
    year = forms.TypedChoiceField(label=_("Year"), coerce=int, empty_value=None, required=False)

    def __init__(self, data, *, now: datetime):
        names = (*self.base_fields, "in")
        super().__init__(
            {name: clean_line(data.get(name, "")[:LONGEST]) for name in names}, label_suffix=""
        )
        articles = Article.objects.visible(now)
        signed = Exists(articles.filter(authors=OuterRef("pk")))
        self.fields["author"].queryset = Author.objects.filter(signed).in_order()
        self.fields["category"].queryset = Category.objects.used_by(articles).in_order()
        years = [(str(year), str(year)) for year in articles.years()]
        self.fields["year"].choices = [("", _("Any")), *years]
        self.full_clean()

    @property
    def asked(self) -> str:
        """The words as they were typed, as much of them as is read."""
        return self.cleaned_data.get("q", "")

    @property
    def words(self):
        return read(self.asked, get_language() or "")

    @property
    def narrowing(self) -> Narrowing:
        return Narrowing(
            author=self.cleaned_data.get("author"),
            category=self.cleaned_data.get("category"),
            year=self.cleaned_data.get("year"),
        )

    @property
    def kind(self) -> str:
        """The one kind that was asked for, "" for all."""
        wanted = self.data["in"]
        return wanted if wanted in {kind.name for kind in kinds()} else ""
