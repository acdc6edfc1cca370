"""Rows of an inline that stand in an order, by their ``position``."""

from django.db.models import Max
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

LAST = 32_767  # the greatest position that every database holds


class InOrder(BaseInlineFormSet):
    """A row whose position is left empty goes to the end."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        position = form.fields["position"]
        position.required, position.initial = False, None
        position.widget.attrs["placeholder"] = _("at the end")

    def save_new(self, form, commit=True):  # noqa: FBT002 (Django's)
        self._place(form.instance)
        return super().save_new(form, commit)

    def save_existing(self, form, obj, commit=True):  # noqa: FBT002 (Django's)
        self._place(form.instance)
        return super().save_existing(form, obj, commit)

    def _place(self, row) -> None:
        if row.position is None:
            beside = self.model.objects.filter(**{self.fk.name: self.instance})
            last = beside.aggregate(last=Max("position"))["last"]
            row.position = 0 if last is None else min(last + 1, LAST)
