"""When somebody is reminded of a task: 14 days before, on the day, 7 days after, then the manager. Pure (N1, G4)."""

import datetime

BEFORE_DAYS, LATE_DAYS, MANAGER_DAYS = 14, 7, 14
BEFORE, DAY, LATE, MANAGER = "before", "day", "late", "manager"


def stage_on(day: datetime.date, today: datetime.date) -> str:
    """The reminder whose time it is; empty where it is too early. A clock that was away sends the newest alone."""
    passed = (today - day).days
    if passed >= MANAGER_DAYS:
        return MANAGER
    if passed >= LATE_DAYS:
        return LATE
    if passed >= 0:
        return DAY
    return BEFORE if -passed <= BEFORE_DAYS else ""
