"""What was learnt: asked for after the day, written by both sides, shown where both agree (D3)."""

from datetime import datetime, timedelta

from django.utils import timezone

from directory.correspondence.services import give_link, present, scope_of, sender_of, take_turn, write_down
from directory.models import ContactRequest, ExchangeVisit
from directory.rules.messages import Act, Side, VisitStatus, visit_move
from directory.visits import mails
from pes_partnerships.ledger.services import Actor, one_act
from pes_partnerships.lib.moves import MoveRefused

SLICE = 200
FIELDS = {Side.OWNER: ("host_report", "host_shows"), Side.SENDER: ("guest_report", "guest_shows")}


def ask_for_reports(*, now: datetime) -> None:
    """Of visits whose last day has passed: both sides, once."""
    yesterday = timezone.localdate(now) - timedelta(days=1)
    rows = ExchangeVisit.objects.filter(
        status=VisitStatus.AGREED, agreed_on__lte=yesterday, report_asked_at=None, request__isnull=False
    )
    for visit in rows.select_related("request__entry__service", "host__service").order_by("pk")[:SLICE]:
        if visit.last_day <= yesterday:
            with scope_of(visit.host):
                _ask(visit, now)


@one_act()
def _ask(visit: ExchangeVisit, now: datetime) -> None:
    claimed = ExchangeVisit.objects.filter(pk=visit.pk, status=VisitStatus.AGREED, report_asked_at=None)
    if claimed.update(report_asked_at=now):
        for each in (*present(visit.request, Side.OWNER), sender_of(visit.request)):
            mails.report_asked(to=each, visit=visit, token=give_link(each, now))


@one_act()
def write_report(
    *, request: ContactRequest, by: Actor, side: str, report: str, shows: bool, at: datetime | None = None
) -> ExchangeVisit:
    """Of one side, which may write again. Shown on both entries while both have written and agree.

    Raises MoveRefused before the visit is over.
    """
    at = at or timezone.now()
    rows = ExchangeVisit.objects.select_for_update(of=("self",)).select_related("host__service")
    visit = rows.get(request=request)
    if visit.last_day is None or visit.last_day >= timezone.localdate(at):
        raise MoveRefused("the visit is not over")
    text, consent = FIELDS[Side(side)]
    if (getattr(visit, text), getattr(visit, consent)) == (report, shows):
        return visit
    is_first = not getattr(visit, text)
    visit.status, visit.moved_at = visit_move("report", visit.status), at
    setattr(visit, text, report)
    setattr(visit, consent, shows)
    both = bool(visit.host_report and visit.guest_report and visit.host_shows and visit.guest_shows)
    visit.shown_at = (visit.shown_at or at) if both else None
    visit.save(update_fields=["status", "moved_at", "shown_at", text, consent])
    take_turn(request, side=side, act=Act.REPORTED, by=by, at=at)
    if is_first:
        others = present(request, Side.OWNER) if side == Side.SENDER else [sender_of(request)]
        for each in others:
            mails.reported(to=each, visit=visit, token=give_link(each, at))
    write_down("visit.reported", request, by, at, visit)
    return visit


def close_without_person(*, request: ContactRequest) -> None:
    """Before a message is deleted: of its visit stays what both sides agreed to show, without names."""
    visits = ExchangeVisit.objects.filter(request=request)
    visits.filter(shown_at=None).delete()
    visits.update(taking_part="", programme="", reason="", request=None)
