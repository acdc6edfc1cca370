"""What is typed about articles, pages and the site; text is rendered while it is checked."""

from django import forms
from django.conf import settings
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from taggit.utils import parse_tags

from authors.models import Author
from content.embeds import HOST

from . import analytics, colours, findings
from .fields import AuthorsField
from .models import Article, Page, SiteSettings, Tag, WorkingCopy
from .writing import free_slug

FIRST_YEAR, LAST_YEAR = 1000, 9998  # of a moment that no zone turns into one that there is not
TAGS_AN_ARTICLE = 20  # more say nothing
WIDE = "vLargeTextField"  # the admin's class for a field as wide as the page
# What search engines and social networks are told (blog/models/found.py).
FOUND = ["seo_title", "seo_description", "canonical", "is_noindex", "social_picture"]
FOUND_WIDGETS = {
    "seo_title": forms.TextInput(attrs={"class": WIDE}),
    "seo_description": forms.Textarea(attrs={"rows": 2, "class": WIDE}),
    "canonical": forms.URLInput(attrs={"class": WIDE}),
}


def clean_written(form: forms.ModelForm) -> str:
    """Let the text be written. Raises ValidationError: where markup says what is too much of it."""
    try:
        form.instance.write(form.cleaned_data["source"])
    except ValueError as error:
        raise ValidationError(str(error)) from error
    return form.instance.source


class ArticleForm(forms.ModelForm):
    """
    Takes what is typed; what must not lack is asked for when it is published, not before.

    A form of an article that has unpublished changes shows those. Bound, it has ``copy``, the
    working copy, locked, and ``is_outdated`` where somebody saved since this form was opened.
    """

    bylines = AuthorsField(label=_("Authors, in order"), required=False)

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
            "bylines",
            "cover",
            "category",
            "tags",
            "language",
            "published_at",
            "is_featured",
            "correction",
            *FOUND,
        ]
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3, "class": WIDE}),
            "correction": forms.Textarea(attrs={"rows": 2, "class": WIDE}),
            **FOUND_WIDGETS,
        }
        help_texts = {"source": ""}

    user = None  # who types; the admin sets it
    copy: WorkingCopy | None = None
    is_outdated = False

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["title"].required = self.fields["slug"].required = False
        self.fields["bylines"].fetch()
        if self.instance.pk:
            typed = WorkingCopy.of(self.instance).manuscript
            self.initial |= _initial(typed) if typed else {"bylines": self._signed_by()}

    @property
    def is_for_readers(self) -> bool:
        """Whether readers shall see what is typed, so that nothing they need may lack."""
        return "_publish" in self.data

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

    def clean_slug(self):
        """Return what is typed; for a draft that is kept, one that is free where that is another's."""
        slug = self.cleaned_data["slug"]
        others = Article.objects.filter(slug=slug).exclude(pk=self.instance.pk)
        is_kept = self.instance.status == Article.Status.DRAFT and not self.is_for_readers
        if is_kept and others.exists():
            return self.instance.slug or free_slug(slug)
        return slug

    def clean_published_at(self):
        """What readers see has a moment, and keeps it where the field was emptied."""
        moment = self.cleaned_data["published_at"]
        if moment and not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise ValidationError(forms.DateField.default_error_messages["invalid"])
        is_public = self.instance.status == Article.Status.PUBLISHED
        return self.instance.published_at if is_public and not moment else moment

    def clean_bylines(self):
        """Keep who types among the authors: without their name they would lose the article."""
        authors = self.cleaned_data["bylines"] or []
        own = Author.objects.filter(user=self.user).first()
        if own and own not in authors and not self.user.has_perm("blog.edit_all_articles"):
            authors.append(own)
        return authors

    def clean(self):
        data = super().clean()
        if self.instance.pk:
            self._check_version()
        if self.is_for_readers and not self.instance.can_be_published_by(self.user):
            raise ValidationError(_("An editor publishes here: send it to review."))
        if self.is_for_readers and self.instance.status == Article.Status.TRASHED:
            raise ValidationError(_("It lies in the trash by now: take it out again first."))
        if self.is_for_readers:
            self._check_complete(data)
        if self.is_for_readers and data.get("is_revised"):
            self.instance.revise(now=timezone.now())
        return data

    def _check_version(self):
        """Hold the copy and the article's state; whoever moved it since this form was opened came first."""
        self.copy = WorkingCopy.locked(self.instance)
        held = Article.objects.select_for_update(no_key=True)
        self.instance.refresh_from_db(fields=["status"], from_queryset=held)
        if str(self.copy.version) != self.data.get("version"):
            self.is_outdated = True
            raise ValidationError(
                _("%(who)s saved a newer version. Both are below; saving again keeps yours.")
                % {"who": self.copy.edited_by or _("Somebody")}
            )

    def _check_complete(self, data):
        title = data.get("title", "")
        lacking = findings.lacking(
            title=title,
            slug=data.get("slug") or title,
            html=self.instance.html,
            has_author=bool(data.get("bylines")),
        )
        if lacking:
            raise ValidationError([_("Readers cannot see it yet."), *lacking])

    def _signed_by(self) -> list[int]:
        bylines = self.instance.bylines.order_by("position", "pk")
        return list(bylines.values_list("author_id", flat=True))


def _initial(typed: dict) -> dict:
    """Return a manuscript as the form's fields take it."""
    return typed | {
        "bylines": typed["authors"],
        "tags": [Tag(name=name) for name in parse_tags(typed["tags"])],
        "published_at": [typed.get("published_at_0", ""), typed.get("published_at_1", "")],
    }


class MergeForm(ActionForm):
    """Beside the actions on tags: which of all tags shall remain."""

    into = forms.ModelChoiceField(
        Tag.objects.in_order(), label=_("Into"), required=False, empty_label=_("no tag chosen")
    )


class PageForm(forms.ModelForm):
    class Meta:
        model = Page
        fields = ["title", "slug", "source", "is_published", "in_menu", "position", *FOUND]
        widgets = {"source": forms.Textarea(attrs={"rows": 30, "class": WIDE}), **FOUND_WIDGETS}

    def clean_source(self):
        return clean_written(self)


def languages() -> list[tuple]:
    """Return as choices the languages of pages: first those that all of our words are written in."""
    named = {code: get_language_info(code)["name_local"] for code, _ in settings.LANGUAGES}
    ordered = sorted(named.items(), key=lambda pair: pair[1].casefold())
    whole = [pair for pair in ordered if _is_translated(pair[0])]
    return [
        ("", _("As the environment says")),
        (_("All words of the site"), whole),
        (
            _("Dates and some words; the others are English"),
            [pair for pair in ordered if pair not in whole],
        ),
    ]


def _is_translated(code: str) -> bool:
    """Whether there is a catalog of our words in this language, as a country may speak it."""
    language = code.partition("-")[0]
    return language == "en" or any((path / language).is_dir() for path in settings.LOCALE_PATHS)


class SiteSettingsForm(forms.ModelForm):
    language = forms.ChoiceField(
        label=_("Default language"),
        help_text=SiteSettings._meta.get_field("language").help_text,
        required=False,
        choices=languages,
    )

    class Meta:
        model = SiteSettings
        fields = [
            "name",
            "tagline",
            "description",
            "footer",
            "logo",
            "accent",
            "language",
            "articles_per_page",
            "wants_review",
            "embed_hosts",
            "lists_in_menu",
            "analytics_by",
            "analytics_host",
            "analytics_id",
        ]
        widgets = {
            "embed_hosts": forms.Textarea(attrs={"rows": 3}),
            "accent": forms.TextInput(attrs={"size": 8, "spellcheck": "false"}),
        }

    def clean_accent(self):
        """Take a colour whose words can be read on light pages and on dark ones."""
        accent = self.cleaned_data["accent"].lower()
        if accent and not colours.HEX.fullmatch(accent):
            raise ValidationError(_("Write it as #1c6b4c."))
        if accent and not all(each.is_readable for each in colours.drawn(accent)):
            raise ValidationError(_("Words in this colour could not be read; choose another."))
        return accent

    def clean_embed_hosts(self):
        hosts = self.cleaned_data["embed_hosts"].lower().split()
        for host in hosts:
            if not HOST.fullmatch(host):
                raise ValidationError(_("“%s” is no host; write it as tube.example.org.") % host)
        return "\n".join(dict.fromkeys(hosts))

    def clean(self):
        """Who counts visitors has a host, and knows the site by a name where it asks for one."""
        data = super().clean()
        kind = data.get("analytics_by")
        if kind and not data.get("analytics_host") and "analytics_host" not in self.errors:
            self.add_error("analytics_host", _("On which host are they counted?"))
        if kind in analytics.NEEDS_NAME and not data.get("analytics_id"):
            self.add_error("analytics_id", _("How is the site known there?"))
        return data
