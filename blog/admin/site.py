"""Pages, categories, tags and the site's own settings in the admin."""

import taggit.admin
import taggit.models
from django.contrib import admin, messages
from django.db.models import Count
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from blog.forms import MergeForm, PageForm
from blog.merging import merge_tags
from blog.models import Category, Page, SiteSettings, Tag

admin.site.unregister(taggit.models.Tag)  # taggit.admin registered its own, which is not ours


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):
    list_display = ["name", "parent", "article_count"]
    list_select_related = ["parent"]
    search_fields = ["name"]
    ordering = ["name", "pk"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["parent"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(article_count=Count("articles"))

    @admin.display(description=_("articles, drafts too"), ordering="article_count")
    def article_count(self, category):
        return category.article_count


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "article_count"]
    search_fields = ["name"]
    ordering = ["name", "pk"]
    prepopulated_fields = {"slug": ["name"]}
    action_form = MergeForm
    actions = ["merge"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(article_count=Count("tagged"))

    @admin.action(description=_("Merge into the tag chosen beside"), permissions=["delete"])
    def merge(self, request, queryset):
        into = Tag.objects.filter(pk=request.POST.get("into") or None).first()
        if into is None:
            messages.error(request, _("Choose the tag that shall remain, then merge again."))
            return
        merged = merge_tags(queryset.values_list("pk", flat=True), into=into)
        words = ngettext("%(n)d tag became “%(tag)s”.", "%(n)d tags became “%(tag)s”.", merged)
        messages.success(request, words % {"n": merged, "tag": into.name})

    @admin.display(description=_("articles, drafts too"), ordering="article_count")
    def article_count(self, tag):
        return tag.article_count


@admin.register(Page)
class PageAdmin(admin.ModelAdmin):
    form = PageForm
    list_display = ["title", "is_published", "in_menu", "position"]
    list_editable = ["position"]
    search_fields = ["title", "source"]
    ordering = ["position", "pk"]
    prepopulated_fields = {"slug": ["title"]}

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.is_published else None


@admin.register(SiteSettings)
class SiteSettingsAdmin(admin.ModelAdmin):
    """One row: the list leads straight to it."""

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not SiteSettings.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        row = SiteSettings.objects.filter(pk=SiteSettings.THE_ONE).first()
        if row is None and self.has_add_permission(request):
            return redirect("admin:blog_sitesettings_add")
        if row is None or not self.has_view_or_change_permission(request):
            return super().changelist_view(request, extra_context)
        return redirect(reverse("admin:blog_sitesettings_change", args=[row.pk]))
