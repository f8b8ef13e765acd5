"""An entry is still right: asked by mail, said with one button behind its link, or by a directory admin (D4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django_scopes import scope

from directory.models import Confirmation, Entry
from directory.publishing.services.validity import note_confirmed
from directory.upkeep import mails
from partnerships.access import Managers
from partnerships.models import Partnership
from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.links import hash_token, new_token
from pes_partnerships.outbox.models import OutboxMail
from reviews.shared.services import LinkUnknown


@dataclass(frozen=True)
class ConfirmationLink:
    """A request as the page behind its link needs it."""

    request: Confirmation
    partnership: Partnership

    @property
    def language(self) -> str:
        return self.request.recipient.language


def partnership_of(entry: Entry) -> Partnership | None:
    """In the scope of its service; None for an entry that nobody maintains."""
    if entry.partnership_id is None or entry.service is None:
        return None
    with scope(service=entry.service):
        return Partnership.objects.select_related("service", "manager").filter(pk=entry.partnership_id).first()


def who_can_confirm(entry: Entry) -> list[User]:
    """The managers of its partnership; nobody where it has none."""
    partnership = partnership_of(entry)
    return Managers(partnership.service_id).of(partnership) if partnership else []


@one_act()
def ask_to_confirm(*, entry: Entry, by: Actor, at: datetime | None = None) -> int:
    """A request by hand, beside those of the clock; how many people are asked, each of them once a day."""
    at = at or timezone.now()
    partnership = partnership_of(entry)
    if partnership is None:
        return 0
    asked = 0
    with scope(service=partnership.service):
        for person in who_can_confirm(entry):
            if entry.confirmations.filter(recipient=person, asked_at__date=timezone.localdate(at)).exists():
                continue
            write_request(
                entry, partnership, person, due_on=entry.expires_on or timezone.localdate(at), stage=None, at=at
            )
            asked += 1
        if asked:
            record(
                act="entry.confirmation_asked",
                anchor=partnership,
                obj=entry,
                by=by,
                service=partnership.service,
                after={"slug": entry.slug},
                at=at,
            )
    return asked


def write_request(
    entry: Entry,
    partnership: Partnership,
    person: User,
    *,
    due_on: date,
    stage: int | None,
    at: datetime,
    send_at: datetime | None = None,
) -> Confirmation:
    """The request and its mail, in the caller's transaction; the link is kept nowhere else."""
    token = new_token()
    request = Confirmation.objects.create(
        entry=entry, recipient=person, due_on=due_on, stage=stage, token_hash=hash_token(token), asked_at=at
    )
    mails.confirm_entry(request=request, partnership=partnership, token=token, send_at=send_at)
    return request


def link_of(token: str) -> ConfirmationLink:
    """Whatever the state of its request. Raises LinkUnknown, also where nobody maintains the entry any more."""
    related = ("entry__service", "recipient")
    found = Confirmation.objects.select_related(*related).filter(token_hash=hash_token(token)).first()
    partnership = partnership_of(found.entry) if found else None
    if found is None or partnership is None:
        raise LinkUnknown
    return ConfirmationLink(found, partnership)


def may_confirm(link: ConfirmationLink) -> bool:
    """Whether the person still answers for the entry: a mail may be read by somebody who has left since."""
    person = link.request.recipient
    is_public = link.request.entry.withdrawn_at is None
    return is_public and person in Managers(link.partnership.service_id).who_may_act(link.partnership)


@one_act()
def confirm_by_link(*, request: Confirmation, at: datetime | None = None) -> bool:
    """False: this link has confirmed before. The caller has asked may_confirm."""
    at = at or timezone.now()
    request = Confirmation.objects.select_for_update(of=("self",)).select_related("recipient").get(pk=request.pk)
    if request.confirmed_at is not None:
        return False
    request.confirmed_at = at
    request.save(update_fields=["confirmed_at"])
    _confirm(request.entry_id, Actor.link(request.recipient.name, person=request.recipient), at)
    return True


@one_act()
def confirm_entries(*, entries: Iterable[Entry], by: Actor, at: datetime | None = None) -> int:
    """A directory admin has looked, and the entries are right; how many there were."""
    at = at or timezone.now()
    keys = [entry.pk for entry in entries]
    for key in keys:
        _confirm(key, by, at)
    return len(keys)


def _confirm(key: int, by: Actor, at: datetime) -> None:
    entry = Entry.objects.select_for_update(of=("self",)).select_related("service").get(pk=key)
    note_confirmed(entry, at)
    partnership = partnership_of(entry)
    record(
        act="entry.confirmed",
        anchor=partnership or entry,
        obj=entry,
        by=by,
        service=entry.service,
        after={"slug": entry.slug, "expires_on": entry.expires_on},
        at=at,
    )


def renew_link(mail: OutboxMail, *, by: Actor, at: datetime) -> None:
    """The mail with the link is to be sent again, and its link is gone."""
    lost = Confirmation.objects.select_related("entry__service", "recipient").get(pk=mail.key_part(1))
    partnership = partnership_of(lost.entry)
    if partnership is not None and may_confirm(ConfirmationLink(lost, partnership)):
        with scope(service=partnership.service):
            write_request(lost.entry, partnership, lost.recipient, due_on=lost.due_on, stage=None, at=at)
