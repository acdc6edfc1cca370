"""How articles are presented: in series, beside others, and from addresses of before."""

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from blog.models import Part, Recommendation, Redirect, Series


class RecommendationInline(admin.TabularInline):
    """What to read next; may be changed by whoever may change the article."""

    model = Recommendation
    fk_name = "article"
    extra = 0
    autocomplete_fields = ["related"]

    def get_queryset(self, request):
        return super().get_queryset(request).order_by("position", "pk")


class PartInline(admin.TabularInline):
    model = Part
    extra = 1
    autocomplete_fields = ["article"]

    def get_queryset(self, request):
        return super().get_queryset(request).in_order()


@admin.register(Series)
class SeriesAdmin(admin.ModelAdmin):
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
