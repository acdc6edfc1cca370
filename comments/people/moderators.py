"""Who may decide on comments: by account alone, never by a typed name or address."""

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q

PERMISSION = "comments.moderate_comment"


def moderators():
    """Return the users who may decide on comments, as a queryset."""
    users = get_user_model()
    held = {"codename": "moderate_comment", "content_type__app_label": "comments"}
    direct = users.user_permissions.through.objects.filter(
        user=OuterRef("pk"), **{f"permission__{key}": value for key, value in held.items()}
    )
    by_group = users.groups.through.objects.filter(
        user=OuterRef("pk"), **{f"group__permissions__{key}": value for key, value in held.items()}
    )
    return users.objects.filter(is_active=True).filter(
        Q(is_superuser=True) | Exists(direct) | Exists(by_group)
    )


def may_moderate(user) -> bool:
    return user.is_authenticated and user.has_perm(PERMISSION)


def may_use_queue(user) -> bool:
    """Moderators, and authors where the site lets them moderate under their own articles."""
    if may_moderate(user):
        return True
    from ..models import Policy  # here: the models ask this module

    is_author = user.is_authenticated and hasattr(user, "author")
    return is_author and Policy.current().authors_moderate
