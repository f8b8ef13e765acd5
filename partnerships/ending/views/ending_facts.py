"""How and why a partnership ends, in four facts (R9)."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.ending.services.deciding import what_bounds
from partnerships.ending.services.standing import StepLine
from partnerships.models import Ending, TerminationNotice
from pes_partnerships.lib.dates import display_date

from .step_words import days_after

Fact = dict[str, str]


def facts_of(ending: Ending, lines: list[StepLine], today: datetime.date) -> list[Fact]:
    return [_decided(ending), _why(ending), _notice(ending), _last_step(ending, lines)]


def _decided(ending: Ending) -> Fact:
    if not ending.is_decided:
        opened = display_date(timezone.localdate(ending.opened_at))
        return {
            "label": _("Decided"),
            "value": _("Not yet"),
            "note": _("opened by the system on %(day)s") % {"day": opened},
        }
    who = ending.decided_by.name if ending.decided_by else ""
    return {
        "label": _("Decided"),
        "value": display_date(ending.decided_on),
        "note": _("by %(person)s") % {"person": who} if who else "",
    }


def _why(ending: Ending) -> Fact:
    note = "" if ending.origin == Ending.Origin.DECIDED else ending.get_origin_display()
    return {"label": _("Why"), "value": ending.get_reason_display() or _("Not decided yet"), "note": note}


def _notice(ending: Ending) -> Fact:
    """Notice explained, also where none is needed."""
    value, note = _notice_words(ending)
    return {"label": _("Notice"), "value": value, "note": note}


def _notice_words(ending: Ending) -> tuple[str, str]:
    agreement = ending.agreement
    none = _("None needed")
    if agreement is None:
        return none, _("No agreement was in force.")
    rows = TerminationNotice.objects.filter(agreement=agreement, withdrawn_on=None)
    if notice := rows.select_related("party__participation__organisation").first():
        who = notice.party.name if notice.party else _("all parties together")
        words = _("by %(who)s; the last day by the notice is %(day)s")
        return (
            _("Given on %(day)s") % {"day": display_date(notice.given_on)},
            words % {"who": who, "day": display_date(notice.last_day)},
        )
    own_end = what_bounds(ending.partnership, agreement)["own_end"]
    if own_end and ending.ends_on >= own_end:
        words = _("It ends on its own last day.")
        if agreement.notice:
            return none, f"{words} " + _("Leaving before it: %(notice)s") % {"notice": agreement.notice}
        return none, words
    return agreement.notice or _("Not stated in the text"), ending.notice_note or _("How it was given is not stated.")


def _last_step(ending: Ending, lines: list[StepLine]) -> Fact:
    dated = [line.step for line in lines if line.step.due_on]
    if not dated:
        return {"label": _("Last step due"), "value": _("no time limit")}
    last = max(dated, key=lambda step: step.due_on)
    note = days_after(last.within_days) if last.within_days is not None else ""
    if ending.days_moved:
        earlier = _("The end was first decided for %(day)s.") % {"day": display_date(ending.first_ends_on)}
        note = f"{note}. {earlier}" if note else earlier
    return {"label": _("Last step due"), "value": display_date(last.due_on), "note": note}
