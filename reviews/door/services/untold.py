"""Partners that no e-mail reaches, kept with what they have not been told, until they are (R3, R7)."""

from collections.abc import Iterable
from datetime import date, datetime

from partnerships.models import Participation
from pes_partnerships.ledger.services import Actor, record
from pes_partnerships.lib.moves import MoveRefused
from reviews.models import MeetingNote, Review, Untold


def keep_untold(
    partners: Iterable[Participation], *, at: datetime, review: Review | None = None, note: MeetingNote | None = None
) -> None:
    """In the transaction of what was sent to the others. A class of partners without a name is nobody to be told."""
    for each in partners:
        if each.organisation_id is None:
            continue
        Untold.objects.get_or_create(
            review=review, note=note, participation=each, defaults={"party_name": each.name, "since": at}
        )


def locked_untold(untold: Untold) -> Untold:
    """Raises MoveRefused where the partner was told meanwhile."""
    rows = Untold.objects.select_for_update(of=("self",)).select_related("participation__partnership__service")
    fresh: Untold = rows.get(pk=untold.pk)
    if fresh.told_on is not None:
        raise MoveRefused("it was told before")
    return fresh


def end_untold(untold: Untold, *, day: date, by: Actor, at: datetime, how: str = "", email: str = "") -> None:
    """Of a locked row."""
    untold.told_on, untold.how, untold.email, untold.told_by = day, how, email, by.account
    untold.save(update_fields=["told_on", "how", "email", "told_by"])
    partnership = untold.participation.partnership
    record(
        act="partner.told",
        anchor=partnership,
        obj=untold.review or untold.note,
        by=by,
        service=partnership.service,
        after={"who_was_told": untold.party_name, "told_on": day},
        private={"told_how": how or email},
        at=at,
    )
