"""By what the library's list is narrowed."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from content.uses import unused


class UsedFilter(admin.SimpleListFilter):
    """Pictures that nothing uses, or that something does."""

    title = _("use")
    parameter_name = "use"

    def lookups(self, request, model_admin):
        return [("unused", _("used nowhere")), ("used", _("used"))]

    def queryset(self, request, queryset):
        if self.value() == "unused":
            return unused(queryset)
        if self.value() == "used":
            return queryset.exclude(pk__in=unused(queryset).values("pk"))
        return queryset


class DescribedFilter(admin.SimpleListFilter):
    """Pictures without words for those who cannot see them."""

    title = _("alternative text")
    parameter_name = "described"

    def lookups(self, request, model_admin):
        return [("no", _("none"))]

    def queryset(self, request, queryset):
        return queryset.filter(alt="") if self.value() == "no" else queryset
