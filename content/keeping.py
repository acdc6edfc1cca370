"""What the site keeps about people, and for how long, as the apps name it; the privacy page reads this."""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import IntegerChoices
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class Whose(IntegerChoices):
    """In the order of the page."""

    TAKING_PART = 1, _("Of people who take part")
    ACCOUNTS = 2, _("Of people with an account")
    HOUSE = 3, _("To keep the site running")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """
    One kind of data. ``what`` and ``why`` are said to readers, and ``until`` where no number of days is.

    ``days``: after these ``forgotten_by`` forgets it, a function of settings.HOUSEKEEPING.
    """

    whose: Whose
    what: str | Promise
    why: str | Promise
    until: str | Promise = ""
    days: int | None = None
    forgotten_by: str = ""


def everything_kept() -> list[Kept]:
    """Return what each app names by ``keeps`` of its AppConfig: a function that returns a list."""
    named = [config.keeps for config in apps.get_app_configs() if hasattr(config, "keeps")]
    everything = [kept for path in named for kept in import_string(path)()]
    return sorted(everything, key=lambda kept: kept.whose)
