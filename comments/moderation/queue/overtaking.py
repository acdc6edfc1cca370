"""What somebody who comes too late is told: who decided or edited meanwhile."""

from django.utils.translation import gettext as _

from ...models import Comment, Decision
from ..decisions import Seen


def overtaken_words(seen: Seen) -> str:
    """Say who did what meanwhile, so that nobody overrules a colleague without knowing."""
    comment = Comment.objects.filter(pk=seen.pk).first()
    if comment is None:
        return _("Nothing was done: this comment is gone.")
    log = Decision.objects.filter(comment=seen.pk).select_related("decided_by").order_by("-pk")
    last = log.first()
    who = last.decided_by if last and last.decided_by_id else _("its writer or a rule")
    if comment.text_version != seen.text_version:
        return _("Nothing was done: meanwhile %(who)s edited this comment. Here it is now.") % {
            "who": who
        }
    return _("Nothing was done: meanwhile %(who)s decided. It is %(state)s.") % {
        "who": who,
        "state": comment.get_status_display(),
    }
