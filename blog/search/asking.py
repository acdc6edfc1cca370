"""What a reader asks of the search, as it stands in the address; what makes no sense is left out."""

from datetime import datetime

from django import forms
from django.db.models import OuterRef, Subquery
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from authors.models import Author
from blog.models import Article, Category
from content.markup import clean_line

from .kinds import Narrowing, kinds
from .words import LONGEST, read


class SearchForm(forms.Form):
    """Asks the database for what was chosen; where it ``is_drawn``, for all that could be."""

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

    def __init__(self, data, *, now: datetime, is_drawn: bool = False):
        names = (*self.base_fields, "in")
        super().__init__(
            {name: clean_line(data.get(name, "")[:LONGEST]) for name in names}, label_suffix=""
        )
        articles = Article.objects.visible(now)
        if is_drawn or self.data["author"]:
            self.fields["author"].queryset = _signing(articles).in_order()
        if is_drawn or self.data["category"]:
            self.fields["category"].queryset = Category.objects.used_by(articles).in_order()
        self.fields["year"].choices = lambda: [("", _("Any")), *_years(articles)]
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
    def chosen(self) -> tuple[tuple[str, str], ...]:
        """What of the narrowing makes sense, as the address says it."""
        kept = [name for name in ("author", "category", "year") if self.cleaned_data.get(name)]
        return tuple((name, self.data[name]) for name in kept)

    @property
    def kind(self) -> str:
        """The one kind that was asked for, "" for all."""
        wanted = self.data["in"]
        return wanted if wanted in {kind.name for kind in kinds()} else ""


def _years(articles) -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in articles.years()]


def _signing(articles):
    """Return who signed one of ``articles``; as Exists, PostgreSQL would look at each of them."""
    signed = articles.filter(authors=OuterRef("pk")).values("pk")[:1]
    return Author.objects.alias(signed=Subquery(signed)).filter(signed__isnull=False)
