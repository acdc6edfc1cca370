"""Articles in the admin. Whoever may not edit all of them sees and edits their own."""

from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from authors.models import Author
from blog import manuscript, writing
from blog.editor import ArticleEditor
from blog.forms import FOUND, ArticleForm
from blog.models import Article, Impossible

from . import desk, revisions
from .presenting import RecommendationInline
from .sheet import Sheet, state_in_words

# Tells static/js/edit-link.js that this browser has been at the desk; it opens nothing.
HINT = "desk"


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


class StateFilter(admin.SimpleListFilter):
    """By state; what lies in the trash shows only there."""

    title = _("status")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("draft", _("draft")),
            ("waiting", _("in review")),
            ("scheduled", _("scheduled")),
            ("visible", _("published")),
            ("archived", _("archived")),
            ("changed", _("with unpublished changes")),
            ("trashed", _("in the trash")),
        ]

    def queryset(self, request, queryset):
        now = timezone.now()
        chosen = {
            "waiting": queryset.waiting,
            "scheduled": lambda: queryset.scheduled(now),
            "visible": lambda: queryset.visible(now),
            "changed": lambda: queryset.filter(working_copy__manuscript__isnull=False),
        }
        if self.value() in chosen:
            return chosen[self.value()]()
        if self.value() in ("draft", "archived", "trashed"):
            return queryset.filter(status=self.value())
        return queryset.exclude(status=Article.Status.TRASHED)


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    form = ArticleForm
    inlines = [RecommendationInline]
    list_display = ["name", "state", "moment", "author_names", "category", "comment_count"]
    list_filter = [StateFilter, AuthorFilter, "category"]
    list_select_related = ["category", "discussion"]
    list_per_page = 50
    date_hierarchy = "published_at"
    search_fields = ["title", "summary", "source"]
    search_help_text = _("Searches titles, summaries and texts.")
    ordering = ["-updated_at", "-pk"]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["category", "cover", "social_picture"]
    actions = ["publish", "redraft", "archive", "trash", "untrash"]
    change_form_template = "admin/blog/article/change_form.html"
    change_list_template = "admin/blog/article/change_list.html"
    fieldsets = [
        (None, {"fields": ["title", "summary", "source"]}),
        (_("Publishing"), {"fields": ["slug", "published_at", "bylines"]}),
        (_("Updates"), {"fields": ["is_revised", "correction"]}),
        (_("Place"), {"fields": ["is_featured", "category", "tags", "cover", "language"]}),
        (_("In search results and social networks"), {"fields": FOUND}),
    ]

    # --- Who may ---------------------------------------------------------------------------------

    def get_queryset(self, request):
        articles = super().get_queryset(request).editable_by(request.user)
        articles = articles.with_working_title()
        return articles.prefetch_related("bylines__author").defer("html")

    def has_add_permission(self, request):
        return super().has_add_permission(request) and desk.may_write(request.user)

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) and _is_theirs(request, obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and _is_theirs(request, obj)

    def has_delete_permission(self, request, obj=None):
        """Deleting takes the discussion along; all others move articles to the trash."""
        return request.user.is_superuser

    # --- The form --------------------------------------------------------------------------------

    def get_urls(self):
        def view(function):
            return self.admin_site.admin_view(function)

        names = {
            "begin/": (desk.autosave, "begin"),
            "pictures/": (desk.library, "library"),
            "pictures/upload/": (desk.upload, "upload"),
            "schedule/": (desk.schedule, "schedule"),
            "<pk:pk>/autosave/": (desk.autosave, "autosave"),
            "<pk:pk>/preview/": (desk.preview, "preview"),
            "<pk:pk>/move/": (desk.move, "move"),
            "<pk:pk>/history/": (revisions.history, "history"),
            "<pk:pk>/history/<pk:revision>/": (revisions.compare, "revision"),
            "<pk:pk>/history/<pk:revision>/restore/": (revisions.restore, "restore"),
        }
        ours = [
            path(route, view(function), name=f"blog_article_{name}")
            for route, (function, name) in names.items()
        ]
        return ours + super().get_urls()

    def get_form(self, request, obj=None, change=False, **kwargs):  # noqa: FBT002 (Django's)
        form = super().get_form(request, obj, change, **kwargs)
        form.user = request.user
        form.base_fields["source"].widget = ArticleEditor(
            writes_html=request.user.has_perm("blog.write_html"),
            can_pick=request.user.has_perm("content.view_image"),
        )
        return form

    def get_changeform_initial_data(self, request):
        own = Author.objects.filter(user=request.user).values_list("pk", flat=True)
        return super().get_changeform_initial_data(request) | {"bylines": list(own)}

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        response = super().changeform_view(request, object_id, form_url, extra_context)
        return _remembering(request, response)

    def changelist_view(self, request, extra_context=None):
        return _remembering(request, super().changelist_view(request, extra_context))

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        form = context["adminform"].form
        context["desk"] = Sheet(form, request.user, timezone.now())
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_model(self, request, obj, form, change):
        """Keep unpublished changes beside the article, or settle it, or settle and show it."""
        how = {"by": request.user, "now": timezone.now()}
        replaces = "replaces" in request.POST
        if obj.status == Article.Status.PUBLISHED and not form.is_for_readers:
            typed = manuscript.typed(request.POST)
            version = form.copy.version
            writing.keep(article=obj, manuscript=typed, version=version, replaces=replaces, **how)
            return
        data = form.cleaned_data
        writing.settle(
            article=obj, tags=data["tags"], authors=data["bylines"], replaces=replaces, **how
        )
        if form.is_for_readers and obj.status != Article.Status.PUBLISHED:
            obj.publish(**how)

    def save_related(self, request, form, formsets, change):
        """Tags and authors were settled with the text, or are kept with it; what to read next is not."""
        for formset in formsets:
            self.save_formset(request, form, formset, change=change)

    def response_add(self, request, obj, post_url_continue=None):
        return self.response_change(request, obj)

    def response_change(self, request, obj):
        """Stay at the text: whoever saves goes on writing."""
        messages.success(request, _said(request, obj))
        return HttpResponseRedirect(reverse("admin:blog_article_change", args=[obj.pk]))

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.is_visible(timezone.now()) else None

    # --- The list --------------------------------------------------------------------------------

    def get_search_results(self, request, queryset, search_term):
        """Where an article is chosen for another's page, also find those of others that readers see."""
        if request.resolver_match.view_name == "admin:autocomplete":
            known = Article.objects.known_to(request.user, timezone.now())
            queryset = known.order_by(*self.ordering)
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description=_("title"), ordering="title")
    def name(self, article):
        return str(article)

    @admin.display(description=_("status"), ordering="status")
    def state(self, article):
        return state_in_words(article, timezone.now())

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
        _each(request, queryset, "publish")

    @admin.action(description=_("Back to draft"), permissions=["change"])
    def redraft(self, request, queryset):
        _each(request, queryset, "redraft")

    @admin.action(description=pgettext_lazy("deed", "Archive"), permissions=["change"])
    def archive(self, request, queryset):
        _each(request, queryset, "archive")

    @admin.action(description=_("Move to the trash"), permissions=["change"])
    def trash(self, request, queryset):
        _each(request, queryset, "trash")

    @admin.action(description=_("Take out of the trash"), permissions=["change"])
    def untrash(self, request, queryset):
        _each(request, queryset, "untrash")


def _is_theirs(request, article: Article | None) -> bool:
    return article is None or article.can_be_edited_by(request.user)


def _each(request, articles, deed: str) -> None:
    """Do ``deed`` to each that the user may do it to, and say what came of it."""
    done, problems = 0, []
    for article in articles:
        if not article.can_be_moved_by(request.user, deed):
            problems.append(_("“%s” is an editor's to decide.") % article)
            continue
        try:
            getattr(article, deed)(by=request.user, now=timezone.now())
            done += 1
        except Impossible as impossible:
            problems.append(f"{article}: {impossible}")
    if done:
        words = ngettext("%d article was changed.", "%d articles were changed.", done)
        messages.success(request, words % done)
    for problem in problems:
        messages.warning(request, problem)


def _said(request, article: Article) -> str:
    now = timezone.now()
    if "_publish" not in request.POST:
        is_public = article.status == Article.Status.PUBLISHED
        return _("Kept; readers do not see it yet.") if is_public else _("Saved.")
    if article.is_scheduled(now):
        return _("It appears by itself at the moment below.")
    return _("Readers see it now.")


def _remembering(request, response):
    if request.user.is_authenticated and request.user.is_staff:
        response.set_cookie(
            HINT,
            "1",
            max_age=settings.SESSION_COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    return response
