"""Articles in the admin. Whoever may not edit all of them sees and edits their own."""

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from authors.models import Author
from blog.forms import ArticleForm
from blog.models import Article, Byline

from .presenting import RecommendationInline


class BylineInline(admin.TabularInline):
    """Who wrote it. May be changed by whoever may change the article."""

    model = Byline
    extra = 1
    autocomplete_fields = ["author"]
    verbose_name_plural = _("authors, in order")

    def get_queryset(self, request):
        return super().get_queryset(request).order_by("position", "pk")

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("blog.view_article")

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("blog.change_article")

    has_add_permission = has_delete_permission = has_change_permission


class AuthorFilter(admin.SimpleListFilter):
    """Those whose articles the user may see, by name."""

    title = _("author")
    parameter_name = "author"

    def lookups(self, request, model_admin):
        articles = model_admin.get_queryset(request)
        authors = Author.objects.filter(articles__in=articles).distinct().in_order()
        return [(str(author.pk), author.name) for author in authors]

    def queryset(self, request, queryset):
        if self.value() not in dict(self.lookup_choices):
            return queryset
        return queryset.filter(bylines__author=int(self.value()))


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    form = ArticleForm
    inlines = [BylineInline, RecommendationInline]
    list_display = ["title", "state", "moment", "author_names", "category", "comment_count"]
    list_filter = ["status", AuthorFilter, "category"]
    list_select_related = ["category", "discussion"]
    list_per_page = 50
    date_hierarchy = "published_at"
    search_fields = ["title", "summary", "source"]
    search_help_text = _("Searches titles, summaries and texts.")
    ordering = ["-updated_at", "-pk"]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["category", "cover"]
    readonly_fields = ["visibility", "word_count"]
    save_on_top = True
    actions = ["publish", "redraft", "archive", "trash"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "summary", "source"]}),
        (_("Publishing"), {"fields": ["status", "published_at", "visibility"]}),
        (_("Updates"), {"fields": ["is_revised", "correction"]}),
        (
            _("Place"),
            {"fields": ["is_featured", "category", "tags", "cover", "language", "word_count"]},
        ),
    ]

    def get_queryset(self, request):
        articles = super().get_queryset(request).editable_by(request.user)
        return articles.prefetch_related("bylines__author").defer("html")

    def has_add_permission(self, request):
        if not super().has_add_permission(request):
            return False
        edits_all = request.user.has_perm("blog.edit_all_articles")
        return edits_all or Author.objects.filter(user=request.user).exists()

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) and _is_theirs(request, obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and _is_theirs(request, obj)

    def has_delete_permission(self, request, obj=None):
        """Deleting takes the discussion along; all others move articles to the trash."""
        return request.user.is_superuser

    def save_related(self, request, form, formsets, change):
        """Keep the user among the authors: without their name they would lose the article."""
        super().save_related(request, form, formsets, change)
        article = form.instance
        if not article.can_be_edited_by(request.user):
            author = Author.objects.get(user=request.user)
            Byline.objects.create(article=article, author=author)

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.is_visible(timezone.now()) else None

    @admin.display(description=_("status"), ordering="status")
    def state(self, article):
        if article.pk and article.is_scheduled(timezone.now()):
            return _("scheduled for %s") % _local(article.published_at)
        return article.get_status_display()

    @admin.display(description=_("readers"))
    def visibility(self, article):
        now = timezone.now()
        if article.pk and article.is_visible(now):
            return _("see it")
        if article.pk and article.is_scheduled(now):
            return _("see it from %s on") % _local(article.published_at)
        return _("do not see it")

    @admin.display(description=_("published at"), ordering="published_at")
    def moment(self, article):
        return article.published_at

    @admin.display(description=_("authors"))
    def author_names(self, article):
        bylines = sorted(article.bylines.all(), key=lambda byline: (byline.position, byline.pk))
        return ", ".join(byline.author.name for byline in bylines) or "–"

    @admin.display(description=_("comments"), ordering="discussion__approved_count")
    def comment_count(self, article):
        return article.approved_comment_count

    @admin.action(description=_("Publish"), permissions=["change"])
    def publish(self, request, queryset):
        now = timezone.now()
        _each(request, queryset, lambda article: article.publish(now))

    @admin.action(description=_("Back to draft"), permissions=["change"])
    def redraft(self, request, queryset):
        _each(request, queryset, Article.redraft)

    @admin.action(description=_("Archive"), permissions=["change"])
    def archive(self, request, queryset):
        _each(request, queryset, Article.archive)

    @admin.action(description=_("Move to the trash"), permissions=["change"])
    def trash(self, request, queryset):
        _each(request, queryset, Article.trash)


def _is_theirs(request, article: Article | None) -> bool:
    return article is None or article.can_be_edited_by(request.user)


def _each(request, articles, deed) -> None:
    """Do ``deed`` to each, and say what they are now."""
    now = timezone.now()
    done = list(articles)
    for article in done:
        deed(article)
    scheduled = sum(article.is_scheduled(now) for article in done)
    words = ngettext("%d article was changed.", "%d articles were changed.", len(done)) % len(done)
    if scheduled:
        words += (
            " "
            + ngettext("%d appears at its moment.", "%d appear at their moments.", scheduled)
            % scheduled
        )
    messages.success(request, words)


def _local(moment) -> str:
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
