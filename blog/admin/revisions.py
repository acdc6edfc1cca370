"""What an article was before: its list of revisions, two of them side by side, and back to one."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from authors.models import Author
from blog import manuscript, writing
from blog.models import Category, WorkingCopy
from content.differences import in_sections, side_by_side
from content.markup import text_with_pictures
from content.models import Image
from content.paging import page_of

from .desk import editable

REVISIONS_A_PAGE = 50


@never_cache
@require_safe
def history(request, pk):
    article = editable(request, pk)
    revisions = article.history.select_related("history_user").defer("manuscript")
    page = page_of(revisions, request.GET.get("page"), per_page=REVISIONS_A_PAGE)
    return _page(request, "history.html", article, _("Revisions"), page=page)


@never_cache
@require_safe
def compare(request, pk, revision):
    """A revision beside the one before it; beside what is on the desk now, with ``?with=now``."""
    article = editable(request, pk)
    chosen = get_object_or_404(article.history.select_related("history_user"), pk=revision)
    with_now = request.GET.get("with") == "now"
    if with_now:
        before, after = chosen.manuscript, _on_the_desk(article)
    else:
        earlier = article.history.filter(pk__lt=chosen.pk).order_by("-pk").first()
        before, after = (earlier.manuscript if earlier else {}), chosen.manuscript
    return _page(
        request,
        "compare.html",
        article,
        _("Revision"),
        revision=chosen,
        with_now=with_now,
        **both(before, after),
    )


@require_POST
def restore(request, pk, revision):
    """Put a revision on the desk; readers see it when it is published, not before."""
    article = editable(request, pk)
    chosen = get_object_or_404(article.history, pk=revision)
    writing.bring_back(article=article, revision=chosen, by=request.user, now=timezone.now())
    messages.success(request, _("The older version is back in the editor."))
    return HttpResponseRedirect(reverse("admin:blog_article_change", args=[pk]))


def both(before: dict, after: dict) -> dict:
    """Return what the template shows of two manuscripts: ``fields``, ``sections`` and ``is_same``."""
    fields, rows = changed_fields(before, after), changed_text(before, after)
    is_same = not fields and all(row.kind == "kept" for row in rows)
    return {"fields": fields, "sections": in_sections(rows), "is_same": is_same}


def changed_text(before: dict, after: dict) -> list:
    """Return the rows of both texts as people read them, pictures by what they show."""
    return side_by_side(*(text_with_pictures(each.get("source", "")) for each in (before, after)))


def changed_fields(before: dict, after: dict) -> list[tuple[str, str, str]]:
    """Return (field, before, after) of what differs beside the text, in words."""
    names = {
        "title": _("Title"),
        "slug": _("Address"),
        "summary": _("Summary"),
        "language": _("Language"),
        "tags": _("Tags"),
        "authors": _("Authors"),
        "category": _("Category"),
        "cover": _("Cover"),
        "published_at_0": _("Day of publishing"),
        "published_at_1": _("Time of publishing"),
        "correction": _("Note of correction"),
        "is_featured": _("Featured"),
        "seo_title": _("Title in search results"),
        "seo_description": _("Description in search results"),
        "canonical": _("Original address"),
        "is_noindex": _("Keep it out of search engines"),
        "social_picture": _("Picture for social networks"),
    }
    return [
        (label, _in_words(name, before.get(name)), _in_words(name, after.get(name)))
        for name, label in names.items()
        if (before.get(name) or "") != (after.get(name) or "")
    ]


def _in_words(name: str, value) -> str:
    """Return a typed value as people read it; keys by what they name, as far as that is still there."""
    models = {"authors": Author, "category": Category, "cover": Image, "social_picture": Image}
    if value == "on":
        return _("yes")
    if name not in models:
        return value or ""
    keys = value if isinstance(value, list) else [value or ""]
    numbers = [number for key in keys if (number := manuscript.number(key))]
    found = models[name].objects.in_bulk(numbers)
    return ", ".join(str(found.get(number, "?")) for number in numbers)


def _on_the_desk(article) -> dict:
    return WorkingCopy.of(article).manuscript or manuscript.settled(article)


def _page(request, template: str, article, title: str, **context) -> TemplateResponse:
    context |= admin.site.each_context(request)
    context |= {"article": article, "title": f"{title}: {article}", "opts": article._meta}
    return TemplateResponse(request, f"admin/blog/article/{template}", context)
