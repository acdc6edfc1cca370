"""What all apps build on: pictures (images.py makes them), the edition, and letters (post/ sends them)."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .markup.figures import Figure
from .shapes import SHAPES, Plan, plan, rendition_name

# The fields by which a page draws a picture, for queries that read no others.
DRAWN = ("file", "width", "height", "renditions", "rendition_key", "focal_x", "focal_y")


def image_path(image: "Image", filename: str) -> str:
    """Return a path of ours: nothing of the name that an upload came with is kept but its ending."""
    name = uuid.uuid4().hex
    return f"images/{name[:2]}/{name}.{filename.rpartition('.')[2]}"


class Image(models.Model):
    """A picture that was checked, turned upright, re-encoded and stripped of metadata."""

    file = models.ImageField(
        _("file"), upload_to=image_path, width_field="width", height_field="height"
    )
    width = models.PositiveIntegerField(_("width"), editable=False, default=0)
    height = models.PositiveIntegerField(_("height"), editable=False, default=0)
    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_(
            "What the picture shows, for those who cannot see it; empty where it only decorates."
        ),
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    focal_x = models.FloatField(_("focal point, from the left"), default=0.5)
    focal_y = models.FloatField(_("focal point, from the top"), default=0.5)
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    # Those that exist, as shapes.plan says them: a page looks for no file.
    renditions = models.JSONField(editable=False, default=dict)
    rendition_key = models.CharField(max_length=8, editable=False, blank=True)

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        constraints = [
            models.CheckConstraint(
                condition=Q(focal_x__gte=0, focal_x__lte=1, focal_y__gte=0, focal_y__lte=1),
                name="image_focal_point_inside",
            )
        ]

    def __str__(self):
        return self.alt or self.caption or self.file.name

    @property
    def focus(self) -> tuple[float, float]:
        return self.focal_x, self.focal_y

    @property
    def planned_renditions(self) -> Plan:
        return plan(self.width, self.height, self.focus)

    @property
    def is_rendered(self) -> bool:
        return self.renditions == self.planned_renditions

    def srcset(self, shape: str) -> str:
        """Return the renditions of a shape as browsers take them; "" where there are none yet."""
        return ", ".join(
            f"{self.file.storage.url(self._rendition(shape, width))} {width}w"
            for width in self.renditions.get(shape, ())
        )

    def as_figure(self) -> Figure:
        return Figure(self.file.url, self.width, self.height, self.srcset("whole"))

    def file_names(self) -> list[str]:
        """Return the names of all its files: the original and its renditions."""
        return [
            self.file.name,
            *(
                self._rendition(shape, width)
                for shape in SHAPES
                for width in self.renditions.get(shape, ())
            ),
        ]

    def _rendition(self, shape: str, width: int) -> str:
        return rendition_name(self.file.name, self.rendition_key, shape, width)


class Edition(models.Model):
    """One number for all that editors write: it moves with every change, by triggers (config/edition.py)."""

    THE_ONE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONE, editable=False)
    number = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="edition_is_one")]

    def __str__(self):
        return str(self.number)


class LetterQuerySet(models.QuerySet):
    def due(self, now: datetime):
        """Those whose turn to be sent has come."""
        return self.filter(state=Letter.State.WAITING, next_try_at__lte=now)

    def broken_off(self, before: datetime):
        """Those that a worker began to send before that moment, and of which it never told the end."""
        return self.filter(state=Letter.State.SENDING, sending_since__lt=before)

    def not_needed(self):
        return self.filter(state=Letter.State.NOT_NEEDED)

    def over(self):
        return self.filter(state__in=[Letter.State.SENT, Letter.State.NOT_NEEDED])


class Letter(models.Model):
    """
    A letter to one person, as the queue keeps it: what it is about, by primary keys.

    Its words and address are asked for in the moment of sending (content/post), and never stored.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        NOT_NEEDED = "not_needed", _("no longer needed")
        GIVEN_UP = "given_up", _("given up")

    composer = models.CharField(_("kind"), max_length=100, editable=False)
    about = models.JSONField(_("about"), default=dict, editable=False)
    key = models.CharField(  # noqa: DJ001  (several may have none)
        max_length=100,
        null=True,
        unique=True,
        editable=False,
        help_text="No second letter with the same key is ever made.",
    )
    number = models.UUIDField(default=uuid.uuid4, editable=False, help_text="In its Message-ID.")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    enqueued_at = models.DateTimeField(_("since"))
    next_try_at = models.DateTimeField(_("next try"), null=True)
    sending_since = models.DateTimeField(null=True, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, editable=False)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0, editable=False)
    break_offs = models.PositiveSmallIntegerField(default=0, editable=False)
    problem = models.CharField(_("problem"), max_length=200, blank=True, editable=False)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sending", "sent", "not_needed", "given_up"]),
                name="letter_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(next_try_at__isnull=False),
                name="letter_waiting_has_its_next_try",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"], condition=Q(state="waiting"), name="letter_waiting"
            ),
            models.Index(
                fields=["sending_since"], condition=Q(state="sending"), name="letter_being_sent"
            ),
            models.Index(fields=["state", "-id"], name="letter_by_state"),
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"

    @property
    def kind(self) -> str:
        """The last part of the composer's path, in words."""
        return self.composer.rpartition(".")[2].replace("_", " ").capitalize()


class PausedAddress(models.Model):
    """
    An address that letters came back from, or whose owner called them unwanted (post/pausing.py).

    Known by a keyed hash alone: it outlives whoever is erased, and must not tell who that was.
    """

    class Why(models.TextChoices):
        RETURNED = "returned", _("letters came back")
        UNWANTED = "unwanted", _("its owner called letters unwanted")

    digest = models.CharField(max_length=64, unique=True, editable=False)
    why = models.CharField(_("why"), max_length=10, choices=Why, editable=False)
    paused_at = models.DateTimeField(_("since"), editable=False)
    letter = models.ForeignKey(
        Letter,
        verbose_name=_("letter"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="pauses",
        help_text="The one that was refused, where our own mail server said so.",
    )

    class Meta:
        verbose_name = _("paused address")
        verbose_name_plural = _("paused addresses")
        constraints = [
            models.CheckConstraint(
                condition=Q(why__in=["returned", "unwanted"]), name="paused_address_why_known"
            )
        ]

    def __str__(self):
        return self.digest[:8]
