"""More time to sign: the links that are out stay what they are and work longer; expired ones work again (S1)."""

import datetime

from django.utils import timezone

from partnerships.models import Agreement, SigningRequest
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.signing import mails
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused


@one_act()
def extend_time(
    *, agreement: Agreement, until: datetime.date, by: Actor, reason: str = "", at: datetime.datetime | None = None
) -> list[SigningRequest]:
    """The agreed day of a text that is out moves to a later one; whoever has a link learns of it. Returns these links.

    MoveRefused: the text is not out, or the day is not later than the agreed one, or has passed.
    """
    at = at or timezone.now()
    rows = Agreement.objects.locked()
    locked = rows.get(pk=agreement.pk)
    before, service = locked.signing_ends_on, locked.partnership.service
    if locked.status != AgreementStatus.OUT_FOR_SIGNATURE or until <= max(before, service.day_of(at)):
        raise MoveRefused("the text is not out for signature, or the day is not a later one")
    locked.signing_ends_on = until
    locked.save(update_fields=["signing_ends_on", "edited_at"])
    shorter = locked.signing_requests.filter(closed_at=None, last_day__lt=until)  # one of its own may run for longer
    links = list(shorter.select_related("party__participation__organisation"))
    for link in links:
        link.last_day, link.expires_at = until, service.end_of_day(until)
    SigningRequest.objects.bulk_update(links, ["last_day", "expires_at"])
    key = f"{until}:{at:%Y%m%d%H%M%S}"
    for link in links:
        if link.can_be_told:
            mails.time_extended(request=link, reason=reason, key=key)
    record(
        act="agreement.time_extended",
        anchor=locked.partnership,
        obj=locked,
        by=by,
        service=service,
        before={"signing_ends_on": before},
        after={"signing_ends_on": until},
        private={"reason": reason} if reason else None,
        at=at,
    )
    return links
