"""What each side may do about a visit, and how far it has come (D3). Pure: a visit's values in, codes out."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from directory.rules.messages import Side, VisitStatus

OFFER, CHOOSE, PROGRAMME, CANCEL, REPORT = "offer", "choose", "programme", "cancel", "report"
ACTS = (OFFER, CHOOSE, PROGRAMME, CANCEL, REPORT)


def acts_of(visit: Any, side: str) -> Sequence[str]:
    """In the order in which the page offers them: what waits for this side comes first."""
    status, is_host = visit.status, side == Side.OWNER
    if status == VisitStatus.ASKED:
        return (OFFER, CANCEL) if is_host else (CANCEL,)
    if status == VisitStatus.OFFERED:
        return (OFFER, CANCEL) if is_host else (CHOOSE, CANCEL)
    if status == VisitStatus.AGREED and not visit.is_over:
        return (PROGRAMME, OFFER, CANCEL) if is_host else (PROGRAMME, CANCEL)
    if status in (VisitStatus.AGREED, VisitStatus.REPORTED):
        return (REPORT,)
    return ()


STEPS = ("asked", "answered", "agreed", "visited", "reported", "shown")


def steps_of(visit: Any, today: date) -> list[tuple[str, str]]:
    """The way of a visit: each step with “done”, “current”, “open” or “off” (it does not come any more)."""
    done = {"asked"}
    if visit.status != VisitStatus.ASKED:
        done.add("answered")
    if visit.agreed_on:
        done.add("agreed")
        if visit.last_day < today and visit.status != VisitStatus.CANCELLED:
            done.add("visited")
    if visit.host_report and visit.guest_report:
        done.add("reported")
    if visit.shown_at:
        done.add("shown")
    is_off = visit.status in (VisitStatus.DECLINED, VisitStatus.CANCELLED)
    found, is_first = [], True
    for step in STEPS:
        state = "done" if step in done else "off" if is_off else "current" if is_first else "open"
        is_first = is_first and step in done
        found.append((step, state))
    return found
