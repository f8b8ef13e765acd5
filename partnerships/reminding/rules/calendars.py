"""Working days and quiet hours of one person, by the calendar of their country (N1). Pure."""

import functools
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

DAY = timedelta(days=1)
SATURDAY = 5  # the weekend of every country of the European Union


@functools.lru_cache(maxsize=512)
def days_off(country: str, year: int) -> frozenset[date]:
    """Public holidays of a country; none where the country is not known."""
    from holidays import country_holidays

    try:
        return frozenset(country_holidays(country, years=year))
    except NotImplementedError:
        return frozenset()


@dataclass(frozen=True)
class Calendar:
    """When somebody reads mail at work: in the hours from `opens` until `closes` of a working day, in their zone."""

    country: str
    zone: tzinfo
    opens: int = 7
    closes: int = 19

    def works_on(self, day: date) -> bool:
        return day.weekday() < SATURDAY and day not in days_off(self.country, day.year)

    def working_day(self, day: date, *, later: bool) -> date:
        """The day itself; of a day off the working day before it, or after it."""
        while not self.works_on(day):
            day += DAY if later else -DAY
        return day

    def morning(self, day: date) -> datetime:
        return datetime.combine(day, time(self.opens), tzinfo=self.zone)

    def opening(self, at: datetime) -> datetime:
        """The first moment from `at` on at which a mail may go."""
        here = at.astimezone(self.zone)
        if self.works_on(here.date()) and self.opens <= here.hour < self.closes:
            return at
        day = here.date() if here.hour < self.opens else here.date() + DAY
        return self.morning(self.working_day(day, later=True))
