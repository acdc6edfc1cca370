"""Addresses that get no letters for now, but those that their owners ask for: kept as keyed hashes."""

from datetime import datetime

from django.conf import settings
from django.utils.crypto import salted_hmac

from ..models import Letter, PausedAddress

PROBLEM = "Letters to this address are paused."


def pause(address: str, *, why: str, now: datetime, letter: Letter | None = None) -> None:
    """From now on nothing goes there but what its owner asks for. An older pause begins anew."""
    fields = {"why": why, "paused_at": now, "letter": letter}
    PausedAddress.objects.update_or_create(digest=digest_of(address), defaults=fields)


def pause_of(address: str) -> PausedAddress | None:
    """Return since when and why letters to this address are paused; None where they are not."""
    return pauses_of([address]).first()


def pauses_of(addresses):
    digests = [digest for address in addresses if address for digest in _digests(address)]
    return PausedAddress.objects.filter(digest__in=digests).order_by("paused_at", "pk")


def end(address: str, *, asked_at: datetime) -> None:
    """End the pause: what was asked for by a letter of that moment was answered from this mailbox."""
    pauses_of([address]).filter(paused_at__lt=asked_at).delete()


def digest_of(address: str, *, key: str | None = None) -> str:
    value = address.strip().lower()
    return salted_hmac("content.paused", value, secret=key, algorithm="sha256").hexdigest()


def _digests(address: str) -> list[str]:
    """Return those that former keys gave as well."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [digest_of(address, key=key) for key in keys]
