"""The first page of the admin: what needs doing, for whoever may do it."""

from datetime import timedelta

from django import template
from django.utils import timezone
from django.utils.translation import ngettext

from ..moderation import desk
from ..people.moderators import may_moderate, may_use_queue

register = template.Library()


@register.inclusion_tag("admin/_desk.html", takes_context=True)
def admin_desk(context):
    """Draw the figures that concern the user of this request."""
    user, now = context["request"].user, timezone.now()
    shown = {"perms": context.get("perms"), "now": now}
    if may_use_queue(user):
        shown["waiting"] = desk.waiting(user)
    if may_moderate(user):
        shown["month"] = month = desk.month(now)
        shown["bars"] = desk.bars(month.days)
        shown["most"] = max(count for _, count in month.days)
    if user.has_perm("blog.view_article"):
        shown["writing"] = desk.writing(user, now)
    return shown


@register.filter
def in_words(time: timedelta) -> str:
    """Say how long, in the largest unit that fits."""
    seconds = int(time.total_seconds())
    if seconds < 3600:
        minutes = max(seconds // 60, 1)
        return ngettext("%d minute", "%d minutes", minutes) % minutes
    if seconds < 2 * 86400:
        hours = seconds // 3600
        return ngettext("%d hour", "%d hours", hours) % hours
    return ngettext("%d day", "%d days", seconds // 86400) % (seconds // 86400)
