"""What changed since a search server last heard of it: filled by triggers, emptied by the worker."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchChange(models.Model):
    """A row that is to be told to the search server (blog/search/changes.py); its number is a version."""

    index = models.CharField(max_length=63)  # the table of the row's index in the database
    row_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("change for the search server")
        verbose_name_plural = _("changes for the search server")

    def __str__(self):
        return f"{self.index}:{self.row_id}"
