"""Two guests who were made one, with all that it takes to make them two again."""

from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from .batch import Batch
from .commenter import Commenter


class ExactEncoder(DjangoJSONEncoder):
    """Django's cuts moments to milliseconds; here they come back."""

    def default(self, value):
        return value.isoformat() if isinstance(value, datetime) else super().default(value)


class Merge(models.Model):
    """
    What a moderator's merge did, for as long as it can be undone.

    ``moved``: by model's label the keys of the rows that were ``gone``'s; ``lost``: the rows that went,
    as Django serializes them; ``before``: columns of both people as they were; ``discussions``: the keys
    of all that it concerned.
    """

    batch = models.OneToOneField(Batch, on_delete=models.CASCADE, related_name="merge")
    kept = models.ForeignKey(Commenter, on_delete=models.CASCADE, related_name="+")
    gone = models.ForeignKey(Commenter, on_delete=models.CASCADE, related_name="+")
    merged_at = models.DateTimeField()
    discussions = models.JSONField(default=list)
    moved = models.JSONField(default=dict)
    lost = models.JSONField(default=list, encoder=ExactEncoder)
    before = models.JSONField(default=dict, encoder=ExactEncoder)

    class Meta:
        verbose_name = _("merge of two guests")
        verbose_name_plural = _("merges of guests")

    def __str__(self):
        return f"{self.gone_id} into {self.kept_id}"
