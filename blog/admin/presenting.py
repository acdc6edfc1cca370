"""How articles are presented: in series, beside others, and from addresses of before."""

from django.contrib import admin
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blog.models import Article, Part, Recommendation, Redirect, Series

from .addresses import AddressedAdmin
from .ordering import InOrder


class RecommendationInline(admin.TabularInline):
    """
    What to read next: readers see a change at once, so whoever may not publish leaves it alone then.

    Of articles that readers do not see, each person is shown those that they may change, no others.
    """

    model = Recommendation
    formset = InOrder
    fk_name = "article"
    extra = 0
    verbose_name_plural = _(
        "related articles, in order; without any, the site chooses (readers see a change at once)"
    )
    autocomplete_fields = ["related"]

    def get_queryset(self, request):
        rows = super().get_queryset(request).filter(related__in=_known_to(request))
        return rows.order_by("position", "pk").select_related("related")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "related":
            kwargs["queryset"] = _known_to(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_add_permission(self, request, obj):
        return super().has_add_permission(request, obj) and _may_show_at_once(request, obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and _may_show_at_once(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and _may_show_at_once(request, obj)


def _known_to(request):
    return Article.objects.known_to(request.user, timezone.now())


def _may_show_at_once(request, article: Article | None) -> bool:
    is_public = article is not None and article.status == Article.Status.PUBLISHED
    return not is_public or article.can_be_published_by(request.user)


class PartInline(admin.TabularInline):
    model = Part
    formset = InOrder
    extra = 1
    autocomplete_fields = ["article"]

    def get_queryset(self, request):
        return super().get_queryset(request).in_order().select_related("article")


@admin.register(Series)
class SeriesAdmin(AddressedAdmin):
    inlines = [PartInline]
    list_display = ["title", "part_count"]
    search_fields = ["title"]
    ordering = ["title", "pk"]
    prepopulated_fields = {"slug": ["title"]}

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(part_count=Count("parts"))

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.parts.exists() else None

    @admin.display(description=_("parts, drafts too"), ordering="part_count")
    def part_count(self, series):
        return series.part_count


@admin.register(Redirect)
class RedirectAdmin(admin.ModelAdmin):
    list_display = ["path", "target"]
    search_fields = ["path", "target"]
    ordering = ["path", "pk"]
