"""The site's own settings: one row, its menu, its colour, and the draft of a page on privacy."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from blog import colours, privacy
from blog.forms import SiteSettingsForm
from blog.models import MenuLink, SiteSettings

COUNTING = ["analytics_by", "analytics_host", "analytics_id"]


class MenuLinkInline(admin.TabularInline):
    """The owner's own links; may be changed by whoever may change the settings."""

    model = MenuLink
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).order_by("position", "pk")

    def has_add_permission(self, request, obj=None):
        return request.user.has_perm("blog.change_sitesettings")

    has_change_permission = has_delete_permission = has_add_permission

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("blog.view_sitesettings")


@admin.register(SiteSettings)
class SiteSettingsAdmin(admin.ModelAdmin):
    """One row: the list leads straight to it."""

    form = SiteSettingsForm
    inlines = [MenuLinkInline]
    autocomplete_fields = ["logo"]
    change_form_template = "admin/blog/sitesettings/change_form.html"
    fieldsets = [
        (None, {"fields": ["name", "tagline", "description", "footer", "language"]}),
        (_("Look"), {"fields": ["logo", "accent"]}),
        (_("Articles"), {"fields": ["articles_per_page", "wants_review", "embed_hosts"]}),
        (_("Menu"), {"fields": ["lists_in_menu"]}),
        (
            _("Counting visitors"),
            {
                "fields": COUNTING,
                "description": _(
                    "Nobody counts them unless you say who. Then every page that readers share "
                    "fetches one script, from this host alone; say so on your page on privacy."
                ),
            },
        ),
    ]

    def get_urls(self):
        names = {"accent/": (accent, "accent"), "privacy/": (draft_privacy, "privacy")}
        ours = [
            path(route, self.admin_site.admin_view(view), name=f"blog_sitesettings_{name}")
            for route, (view, name) in names.items()
        ]
        return ours + super().get_urls()

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

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        form = context["adminform"].form
        is_open = "accent" in form.fields  # who may only look has no fields
        accent = form["accent"].value() if is_open else getattr(obj, "accent", "")
        context |= _shown(accent or "") | {"can_draft": request.user.has_perm("blog.add_page")}
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if set(form.changed_data) & set(COUNTING) and obj.counter:
            messages.warning(request, _("Visitors are counted now: say so on your privacy page."))


def _shown(colour: str) -> dict:
    """Return what is drawn with a colour, for the template; nothing for what is none."""
    is_one = bool(colours.HEX.fullmatch(colour))
    return {"themes": zip(("light", "dark"), colours.drawn(colour), strict=True) if is_one else ()}


@never_cache
@require_safe
def accent(request):
    """What would be drawn with ``?colour=``, and how well it can be read: a fragment."""
    if not request.user.has_perm("blog.view_sitesettings"):
        raise PermissionDenied
    shown = _shown(request.GET.get("colour", "").lower())
    if not shown["themes"]:
        raise Http404("no colour")
    return TemplateResponse(request, "admin/blog/sitesettings/_accent.html", shown)


@require_POST
def draft_privacy(request):
    """Draft a page from what the site does, and open it; readers see it when it is published."""
    if not request.user.has_perm("blog.add_page"):
        raise PermissionDenied
    page = privacy.draft_page(now=timezone.now())
    messages.success(request, _("A draft: read it, make it yours, then publish it."))
    return HttpResponseRedirect(reverse("admin:blog_page_change", args=[page.pk]))
