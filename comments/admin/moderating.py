"""What the pages on people, bans and reports share: who may, and their style."""

from django.core.exceptions import PermissionDenied

from ..people.moderators import may_moderate
from .shown import OnlyShown


class ForModerators(OnlyShown):
    """Rows that moderators act on by buttons; ``has_moderate_permission`` serves actions too."""

    class Media:
        css = {"all": ["css/admin-people.css"]}

    def has_moderate_permission(self, request) -> bool:
        return may_moderate(request.user)

    def require_moderator(self, request) -> None:
        """Raises PermissionDenied."""
        if not self.has_moderate_permission(request):
            raise PermissionDenied
