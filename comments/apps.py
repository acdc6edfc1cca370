from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = _("Comments")
    searched = ("comments.reading.findable.Comments",)
    keeps = "comments.privacy.keeping.kept"
    # What is said moves its discussion's version; these show as well, and do not.
    editorial = {
        "commenter": ("user", "is_member", "erased_at", "merged_into"),
        "discussion": ("mode", "closes_after_days"),
        "policy": (),
    }

    def moments(self, now):
        """Give when discussions close because of their article's age, and when the last one did."""
        from .reading.section import closings

        return closings(now)
