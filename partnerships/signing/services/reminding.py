"""The clock reminds who has not signed, by a link in place of the one before (N1, S1). Never who has signed."""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.utils import timezone

from partnerships.agreements.services.changes import told_changes
from partnerships.models import Agreement, Signatory, SigningRequest
from partnerships.reminding.rules.calendars import Calendar
from partnerships.rules.signing import LinkEnd
from partnerships.signing.rules.reminding import next_reminder
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.services import Actor, one_act
from pes_partnerships.lib.moves import MoveRefused

from .asking import ask, has_signed


def remind_on(requests: Iterable[SigningRequest], now: datetime.datetime) -> datetime.date | None:
    """When the person behind the newest of these links is reminded next; `requests` of one signatory, oldest first."""
    links = [each for each in requests if not each.is_letter]
    if not links or not _waits(links[-1], now):
        return None
    newest = links[-1]
    theirs = [each for each in links if each.email.casefold() == newest.email.casefold()]
    sent_on = [timezone.localdate(each.created_at) for each in theirs]
    return next_reminder(sent_on, newest.last_day, timezone.localdate(now))


def _waits(request: SigningRequest, now: datetime.datetime) -> bool:
    """It may still be signed with, and its mail arrived as far as is known."""
    return request.closed_at is None and request.expires_at > now and not request.is_unreached


def due_reminders(service: EmploymentService, now: datetime.datetime) -> list[SigningRequest]:
    """The newest links whose people are to be reminded today, in the working hours of their country."""
    open_links = SigningRequest.objects.usable(now).filter(
        agreement__partnership__ended_on=None,
        signatory__in=Signatory.objects.filter(contact__left_on=None).still_needed().order_by(),
    )
    links: dict[tuple[int, str], list[SigningRequest]] = defaultdict(list)
    rows = SigningRequest.objects.filter(signatory__in=open_links.values("signatory"))
    for row in rows.select_related("party__participation__organisation").order_by("pk"):
        links[row.signatory_id, row.text_sha256].append(row)
    with timezone.override(service.zone):
        found = []
        for requests in links.values():
            newest = requests[-1]
            country = newest.party.participation.organisation.country or service.country
            is_now = Calendar(str(country), service.zone).opening(now) == now
            if is_now and remind_on(requests, now) == timezone.localdate(now):
                found.append(newest)
        return found


@one_act()
def remind(*, request: SigningRequest, at: datetime.datetime) -> SigningRequest:
    """A new link with the same last day; MoveRefused where it was answered or replaced meanwhile."""
    rows = Agreement.objects.locked()
    locked = rows.get(pk=request.agreement_id)
    usable = SigningRequest.objects.usable(at).select_related("signatory__party", "signatory__contact")
    fresh = usable.filter(pk=request.pk).first()
    if fresh is None or has_signed(fresh.signatory) or fresh.signatory.contact.left_on:
        raise MoveRefused("it was answered or replaced meanwhile, or its person has left")
    signatory = fresh.signatory
    signatory.signing_requests.close(LinkEnd.NEWER, at)
    told = told_changes(locked)
    return ask(
        signatory, agreement=locked, by=Actor.clock(), at=at, ends_on=fresh.last_day, told=told, is_reminder=True
    )
