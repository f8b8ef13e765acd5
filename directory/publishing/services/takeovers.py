"""An entry that was there already is maintained from a partnership from now on, and may be given back (D4)."""

from datetime import datetime

from django.utils import timezone
from django_scopes import scope

from directory.models import Entry, Proposal, Takeover
from directory.projection.services import projection_of
from directory.publishing import mails
from directory.recognising.rules.keys import key_of_number
from directory.recognising.services.keys import claim_keys
from directory.search.services import write_search
from partnerships.models import Partnership
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused

from .writing import write_entry


def take_over(proposal: Proposal, entry: Entry, at: datetime) -> Partnership | None:
    """Keep what the entry says now, and name its new partnership; out comes the one that maintained it until now."""
    former = _partnership(entry.partnership_id, entry.service)
    Takeover.objects.create(
        entry=entry,
        partnership=proposal.partnership,
        former_partnership=former,
        former_service=entry.service,
        before=projection_of(entry),
        was_withdrawn_at=entry.withdrawn_at,
        taken_at=at,
    )
    entry.partnership = proposal.partnership
    return former


def tell_the_former(former: Partnership, entry: Entry, by: Actor, at: datetime) -> None:
    """Whoever maintained it reads in the partnership's history, and by mail, that they do no longer."""
    with scope(service=former.service):
        record(
            act="entry.passed_on",
            anchor=former,
            obj=entry,
            by=by,
            service=former.service,
            after={"slug": entry.slug},
            at=at,
        )
        mails.entry_passed_on(partnership=former, entry=entry)


def standing_takeover(entry: Entry) -> Takeover | None:
    """The one that is behind what the entry says now; None where it was made from its partnership."""
    if entry.partnership_id is None:
        return None
    found = Takeover.objects.standing().filter(entry=entry, partnership=entry.partnership_id)
    return found.order_by("-taken_at", "-pk").first()


@one_act()
def give_back(*, entry: Entry, by: Actor, reason: str, at: datetime | None = None) -> Entry:
    """The entry says again what it said before it was taken over, and belongs to whom it belonged to.

    The partnership that gives it back is told. Its source still names the entry, so no second one arises: it can only
    be taken over again. SourceTaken: a source that it named before is another entry's meanwhile.
    """
    if not reason.strip():
        raise ValueError("Who gives an entry back says why.")
    at = at or timezone.now()
    entry = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    takeover = standing_takeover(entry)
    if takeover is None:
        raise MoveRefused("nothing to give back: it was not taken over, or was given back meanwhile")
    until_now = _partnership(entry.partnership_id, entry.service)
    former = _partnership(takeover.former_partnership_id, takeover.former_service)
    if former and Entry.objects.filter(partnership=former).exists():
        former = None  # it has another entry meanwhile
    entry.partnership, entry.service = former, takeover.former_service
    entry.chosen, entry.differing, entry.compared_at = {}, [], None
    entry.confirmed_at, entry.expires_on, entry.expired_at = None, None, None
    write_entry(entry, _without_people(takeover.before) if former is None else takeover.before, at)
    if takeover.was_withdrawn_at:
        entry.withdrawn_at = takeover.was_withdrawn_at
        entry.save(update_fields=["withdrawn_at"])
        write_search([entry.pk])
    claim_keys(entry, key_of_number(former.service_id, former.reference) if former else "")
    takeover.given_back_at = at
    takeover.save(update_fields=["given_back_at"])
    for partnership in filter(None, (until_now, former)):
        with scope(service=partnership.service):
            record(
                act="entry.given_back",
                anchor=partnership,
                obj=entry,
                by=by,
                service=partnership.service,
                after={"slug": entry.slug},
                private={"reason": reason.strip()},
                at=at,
            )
    if until_now is not None:
        with scope(service=until_now.service):
            mails.entry_given_back(partnership=until_now, entry=entry, reason=reason.strip(), takeover=takeover)
    return entry


def _without_people(before: dict) -> dict:
    """D3: without a partnership there is nobody who can say that a person still agrees to be shown."""
    return {**before, "contact_name": "", "contact_email": ""}


def _partnership(key: int | None, service: EmploymentService | None) -> Partnership | None:
    if key is None or service is None:
        return None
    with scope(service=service):
        return Partnership.objects.select_related("service", "manager").filter(pk=key).first()
