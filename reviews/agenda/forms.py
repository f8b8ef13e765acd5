"""The filter of the list of reviews."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from pes_partnerships.accounts.models import Office
from pes_partnerships.lib.dates import add_months
from reviews.rules.vocabulary import SeriesKind


class ReviewFilter(forms.Form):
    q = forms.CharField(label=_("Partnership or partner"), required=False)
    office = forms.TypedChoiceField(label=_("Office"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, offices: QuerySet[Office], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["office"].choices = [("", _("All offices")), *offices.values_list("pk", "name")]


class Narrowing(forms.Form):
    """The rhythm and the month to which a number of the portfolio's picture narrows the list; no fields on the page."""

    kind = forms.ChoiceField(choices=[("", ""), *SeriesKind.choices], required=False)
    months = forms.IntegerField(min_value=0, max_value=1200, required=False)
    due = forms.RegexField(r"^\d{4}-(0[1-9]|1[0-2])$", required=False)

    def conditions(self) -> dict[str, Any]:
        """What is not understood narrows nothing."""
        asked = getattr(self, "cleaned_data", {})
        found: dict[str, Any] = {}
        if asked.get("kind"):
            found["series__kind"] = asked["kind"]
        if asked.get("months") is not None:
            found["series__every_months"] = asked["months"]
        if due := asked.get("due"):
            first = date(int(due[:4]), int(due[5:]), 1)
            found["due_on__range"] = (first, add_months(first, 1) - timedelta(days=1))
        return found
