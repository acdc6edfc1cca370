"""What changed since a search server last heard of it: filled by triggers, emptied by the worker."""

from uuid import UUID, uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchChange(models.Model):
    """A row that is to be told to the search server (blog/search/changes.py); its number is a version."""

    index = models.CharField(max_length=63)  # the table of the row's index in the database
    row_id = models.BigIntegerField()
    is_news = models.BooleanField(db_default=True)  # not noted only because the index is filled

    class Meta:
        verbose_name = _("change for the search server")
        verbose_name_plural = _("changes for the search server")

    def __str__(self):
        return f"{self.index}:{self.row_id}"


class SearchFilling(models.Model):
    """
    The filling of the search server's index that holds: an index with another mark is made anew.

    One row; deleted, the next that is asked for has a new mark.
    """

    THE_ONE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONE, editable=False)
    mark = models.UUIDField(default=uuid4)

    class Meta:
        verbose_name = _("filling of the search server's index")
        verbose_name_plural = _("fillings of the search server's index")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_search_filling")]

    def __str__(self):
        return str(self.mark)

    @classmethod
    def present(cls) -> UUID:
        return cls.objects.get_or_create(pk=cls.THE_ONE)[0].mark
