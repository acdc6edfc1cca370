"""
What a mail service reports of the letters that it was given: its one address here, and what follows.

The signal is django-anymail's own: the one way in which its views hand on what they have verified and
read. The house has none (decision 0004), and this receiver does one thing.
"""

from anymail.signals import EventType, RejectReason, tracking
from anymail.urls import urlpatterns as views_of_all_services
from django.utils import timezone

from content.models import PausedAddress
from content.post.pausing import pause

Why = PausedAddress.Why
UNWANTED_TYPES = {EventType.COMPLAINED, EventType.UNSUBSCRIBED}
UNWANTED_REASONS = {RejectReason.SPAM, RejectReason.UNSUBSCRIBED}
# "Blocked", "timed out" and "other" are of the sender, or of the moment.
NO_MAILBOX_REASONS = {RejectReason.BOUNCED, RejectReason.INVALID}


def urls(service: str) -> list:
    """Return the one address at which this service reports, and begin to listen."""
    tracking.connect(take_note, dispatch_uid="config.mail_reports")
    name = f"{service}_tracking_webhook"
    return [view for view in views_of_all_services if view.name == name]


def take_note(sender, event, **others) -> None:
    """Pause the address where letters came back for good, or where its owner wants none."""
    why = why_paused(event.event_type, event.reject_reason)
    if why and event.recipient:
        pause(event.recipient, why=why, now=timezone.now())


def why_paused(kind: str, reason: str | None) -> str | None:
    """Return why a report of this kind pauses an address; None where it does not."""
    if kind in UNWANTED_TYPES:
        return Why.UNWANTED
    if kind not in {EventType.BOUNCED, EventType.REJECTED}:
        return None
    if reason in UNWANTED_REASONS:
        return Why.UNWANTED
    return Why.RETURNED if reason in NO_MAILBOX_REASONS else None
