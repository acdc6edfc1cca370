"""Pages, categories and tags in the admin."""

import taggit.admin
import taggit.models
from django.contrib import admin, messages
from django.db.models import Count
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from blog.forms import FOUND, MergeForm, PageForm
from blog.merging import merge_tags
from blog.models import Category, Page, Tag

from .addresses import AddressedAdmin
from .card import Card, card_of_page

admin.site.unregister(taggit.models.Tag)  # taggit.admin registered its own, which is not ours


@admin.register(Category)
class CategoryAdmin(AddressedAdmin):
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
class TagAdmin(AddressedAdmin):
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
        """Show what it would do, which nobody can undo; do it where that was confirmed."""
        into = Tag.objects.filter(pk=request.POST.get("into") or None).first()
        tags = list(queryset.exclude(pk=into.pk).order_by("name", "pk")) if into else []
        if not tags:
            messages.error(
                request, _("Choose the tag that shall remain, and others that become it.")
            )
            return None
        if "confirmed" not in request.POST:
            context = {"title": _("Merge tags"), "into": into, "tags": tags}
            context |= self.admin_site.each_context(request)
            return TemplateResponse(request, "admin/blog/tag/merge.html", context)
        merged = merge_tags([tag.pk for tag in tags], into=into)
        words = ngettext("%(n)d tag became “%(tag)s”.", "%(n)d tags became “%(tag)s”.", merged)
        messages.success(request, words % {"n": merged, "tag": into.name})
        return None

    @admin.display(description=_("articles, drafts too"), ordering="article_count")
    def article_count(self, tag):
        return tag.article_count


@admin.register(Page)
class PageAdmin(AddressedAdmin):
    form = PageForm
    list_display = ["title", "is_published", "in_menu", "position"]
    list_editable = ["position"]
    search_fields = ["title", "source"]
    ordering = ["position", "pk"]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["social_picture"]
    change_form_template = "admin/blog/page/change_form.html"
    fieldsets = [
        (None, {"fields": ["title", "slug", "source", "is_published", "in_menu", "position"]}),
        (_("In search results and social networks"), {"fields": FOUND}),
    ]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["card"] = card_of_page(obj) if obj else Card("", "", "")
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.is_published else None
