"""People in the admin: accounts and profiles. Nobody can give away more than they have."""

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .forms import AuthorForm, InvitationForm
from .invitations import WRITING_ROLE, make_profile
from .letters import send_invitation
from .models import Author, AuthorLink, User


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Adding somebody invites them: a letter asks them to set their password."""

    add_form = InvitationForm
    add_form_template = None
    list_display = ["email", "name", "role_names", "has_answered", "is_active", "last_login"]
    list_filter = ["groups", "is_active", "is_superuser"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    readonly_fields = ["last_login", "joined_at"]
    filter_horizontal = ["user_permissions"]
    actions = ["send_invitation"]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        (_("Roles"), {"fields": ["is_active", "is_staff", "groups"]}),
        (_("Above all roles"), {"fields": ["is_superuser", "user_permissions"]}),
        (_("Dates"), {"fields": ["last_login", "joined_at"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "fields": ["email", "name", "groups"],
                "description": _("A letter with a link to set a password goes to this address."),
            },
        )
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or request.user.is_superuser:
            return fieldsets
        return [fieldset for fieldset in fieldsets if "is_superuser" not in fieldset[1]["fields"]]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and _may_manage(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and _may_manage(request.user, obj)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            kwargs["queryset"] = grantable_groups(request.user).order_by("name")
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.is_staff = bool(form.cleaned_data["groups"])
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        user = form.instance
        if user.groups.filter(name=WRITING_ROLE).exists():
            make_profile(user)
        if not change:
            send_invitation(user, now=timezone.now())
            messages.success(request, _("An invitation is on its way to %s.") % user.email)

    @admin.display(description=_("roles"))
    def role_names(self, user):
        return ", ".join(sorted(group.name for group in user.groups.all())) or "–"

    @admin.display(description=_("has a password"), boolean=True)
    def has_answered(self, user):
        return user.has_usable_password()

    @admin.action(description=_("Send invitation"), permissions=["change"])
    def send_invitation(self, request, queryset):
        invited = [user for user in queryset if user.is_active and not user.has_usable_password()]
        for user in invited:
            send_invitation(user, now=timezone.now())
        words = ngettext("%d letter is on its way.", "%d letters are on their way.", len(invited))
        messages.success(request, words % len(invited))
        if len(invited) < len(queryset):
            messages.info(request, _("Those who have a password, or are not active, got none."))


class AuthorLinkInline(admin.TabularInline):
    model = AuthorLink
    extra = 1

    def get_queryset(self, request):
        return super().get_queryset(request).order_by("position", "pk")

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("authors.change_author") and (
            obj is None or obj.can_be_edited_by(request.user)
        )

    has_add_permission = has_delete_permission = has_change_permission

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("authors.view_author")


@admin.register(Author)
class AuthorAdmin(admin.ModelAdmin):
    """Profiles are public, so all may be seen; whoever may not edit all of them edits their own."""

    form = AuthorForm
    inlines = [AuthorLinkInline]
    list_display = ["name", "role"]
    search_fields = ["name", "role"]
    ordering = ["name", "pk"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["portrait", "user"]

    def get_exclude(self, request, obj=None):
        """Whose account it is, is for those who manage accounts."""
        return None if request.user.has_perm("authors.edit_all_authors") else ["user"]

    def get_readonly_fields(self, request, obj=None):
        return [] if request.user.has_perm("authors.edit_all_authors") else ["slug"]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if self.get_readonly_fields(request, obj) else self.prepopulated_fields

    def has_change_permission(self, request, obj=None):
        theirs = obj is None or obj.can_be_edited_by(request.user)
        return super().has_change_permission(request, obj) and theirs

    def has_add_permission(self, request):
        edits_all = request.user.has_perm("authors.edit_all_authors")
        return super().has_add_permission(request) and edits_all

    def has_delete_permission(self, request, obj=None):
        edits_all = request.user.has_perm("authors.edit_all_authors")
        return super().has_delete_permission(request, obj) and edits_all


def grantable_groups(user: User):
    """Return the groups that ``user`` may hand out: those that can no more than they can."""
    if user.is_superuser:
        return Group.objects.all()
    mine = user.get_all_permissions()
    beyond = [
        group.pk
        for group in Group.objects.prefetch_related("permissions__content_type")
        if not {
            f"{permission.content_type.app_label}.{permission.codename}"
            for permission in group.permissions.all()
        }
        <= mine
    ]
    return Group.objects.exclude(pk__in=beyond)


def _may_manage(manager: User, user: User | None) -> bool:
    if user is None or manager.is_superuser:
        return True
    beyond = user.groups.exclude(pk__in=grantable_groups(manager).values("pk"))
    return not user.is_superuser and not user.user_permissions.exists() and not beyond.exists()
