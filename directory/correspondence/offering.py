"""The days that hosts offer for a visit, as a part of several forms (D3)."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.shared.forms.plain import PlainForm
from pes_partnerships.lib.date_fields import DayMonthYearField

DAYS = ("day1", "day2", "day3")


class OfferedDays(PlainForm):
    day1 = DayMonthYearField(label=_("First choice"), required=False)
    day2 = DayMonthYearField(label=_("Second choice"), required=False)
    day3 = DayMonthYearField(label=_("Third choice"), required=False)

    @property
    def days(self) -> list[date]:
        return [day for name in DAYS if (day := self.cleaned_data.get(name))]

    def check_days(self) -> None:
        """At least one, all ahead, none twice; each fault at its own day."""
        today, seen = timezone.localdate(), set()
        for name in DAYS:
            day = self.cleaned_data.get(name)
            if day is not None and day <= today:
                self.add_error(name, _("Offer a day that lies ahead."))
            elif day in seen:
                self.add_error(name, _("This day is offered above. Offer another day, or leave it empty."))
            elif day is not None:
                seen.add(day)
        if not seen and not any(name in self.errors for name in DAYS):
            self.add_error(DAYS[0], _("Offer at least one day."))
