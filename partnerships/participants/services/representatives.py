"""A partner's representative changes, and the partnership looks afresh at its commitment and mandate (X3, S4)."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from partnerships.consents.services.asking import Concerned, refuse_unasked
from partnerships.models import Contact, FreshLook, Invitation, Organisation, RepresentativeChange
from partnerships.models.participation import ParticipationQuerySet
from partnerships.participants.mails.representatives import fresh_looks_asked
from partnerships.participants.rules.representatives import RepresentativeRefused
from partnerships.registry.services.locking import locked_organisation
from partnerships.registry.services.organisations import add_contact, change_contact
from partnerships.rules.vocabulary import Commitment
from partnerships.shared.services.changes import AnotherService, refuse_unknown_codes
from partnerships.shared.services.conflicts import Conflict, refuse_overtaken, seen_hash, values_of
from pes_partnerships.ledger.services import Actor, Personal, diff, one_act, record
from pes_partnerships.lib.dates import display_date

from .inviting import withdraw_invitation
from .participants import change_participant

__all__ = ["change_representative", "save_contact", "take_fresh_look"]


@one_act()
def change_representative(
    *,
    organisation: Organisation,
    by: Actor,
    former: Contact | None,
    new: Contact | None,
    on: datetime.date,
    note: str = "",
    new_person: Mapping[str, Any] | None = None,
) -> RepresentativeChange:
    """Somebody left, somebody follows: each partnership with the organisation is asked for a fresh look.

    `new_person` enters a contact in the same act, in the place of `new`. Open invitations to the former person are
    taken back; requests to sign and signatories stay as they are: only a person can say who signs instead.
    """
    organisation = locked_organisation(organisation)
    refuse_unasked(Concerned((organisation,), contacts=None), by)
    if new_person is not None:
        new = add_contact(organisation=organisation, by=by, **new_person)
    former, new = _of(organisation, former), _of(organisation, new)
    _refuse(former, new)
    if former:
        former = change_contact(contact=former, by=by, left_on=on)
        for invitation in Invitation.objects.open().filter(contact=former).select_related("participation__partnership"):
            withdraw_invitation(invitation=invitation, by=by)
    change = RepresentativeChange.objects.create(organisation=organisation, former=former, new=new, on=on, note=note)
    looks = _ask_for_looks(change)
    _record_change(change, looks, by)
    fresh_looks_asked(change=change, looks=looks)
    return change


@one_act()
def save_contact(*, contact: Contact, by: Actor, seen: str | None = None, **fields: Any) -> RepresentativeChange | None:
    """Change a contact. X3: one who leaves an organisation that is at a table starts a change of representative.

    Raises Conflict where somebody saved the contact since its editor `seen` it.
    """
    stored = Contact.objects.select_related("organisation").select_for_update(of=("self",)).get(pk=contact.pk)
    refuse_overtaken(stored, seen, fields)
    refuse_unasked(Concerned((stored.organisation,), contacts=(stored,)), by)
    left_on = fields.get("left_on")
    if not left_on or stored.left_on or not places_at_tables(stored.organisation).exists():
        change_contact(contact=contact, by=by, **fields)
        return None
    change_contact(contact=contact, by=by, **{name: value for name, value in fields.items() if name != "left_on"})
    return change_representative(organisation=stored.organisation, by=by, former=contact, new=None, on=left_on)


@one_act()
def take_fresh_look(
    *,
    look: FreshLook,
    by: Actor,
    commitment: str,
    mandate_confirmed: bool | None,
    note: str = "",
    mandate: str | None = None,
    seen: str | None = None,
) -> FreshLook:
    """What the partnership found out; a partner that is less committed than before is marked reluctant (F5).

    `mandate` is written down for the new person first. A mandate is confirmed only where its text is known.
    Raises Conflict where somebody saved the look since its editor `seen` it.
    """
    rows = FreshLook.objects.select_related("change", "participation__partnership__service")
    look = rows.select_for_update(of=("self",)).get(pk=look.pk)
    if seen is not None and seen != seen_look(look):
        raise Conflict(look)
    new = Contact.objects.select_for_update().filter(pk=look.change.new_id).first()
    if new and mandate is not None:
        new = change_contact(contact=new, by=by, mandate=mandate)
    if mandate_confirmed and not new:
        raise RepresentativeRefused("nobody_to_confirm", "mandate_confirmed")
    if mandate_confirmed and not new.mandate:
        raise RepresentativeRefused("mandate_missing", "mandate")
    refuse_unknown_codes(FreshLook, {"commitment": commitment})
    was = {"commitment": look.commitment, "mandate_confirmed": look.mandate_confirmed}
    look.commitment, look.mandate_confirmed, look.note = commitment, mandate_confirmed, note
    look.looked_on, look.looked_by = timezone.localdate(), by.account
    look.save()
    if commitment == Commitment.WEAKER:
        change_participant(participation=look.participation, by=by, is_reluctant=True)
    _record_look(look, was, by)
    return look


def seen_look(look: FreshLook) -> str:
    """What the page of a look begins with, as a fingerprint; the mandate is written there, too."""
    new = Contact.objects.filter(pk=look.change.new_id).first()
    return seen_hash([values_of(look, ("commitment", "mandate_confirmed", "note")), new.mandate if new else ""])


def _of(organisation: Organisation, contact: Contact | None) -> Contact | None:
    if contact is not None and contact.organisation_id != organisation.pk:
        raise AnotherService(f"contact {contact.pk} belongs to another organisation.")
    return Contact.objects.get(pk=contact.pk) if contact else None


def _refuse(former: Contact | None, new: Contact | None) -> None:
    if former is None and new is None:
        raise RepresentativeRefused("nobody", "follows")
    if former and new and former.pk == new.pk:
        raise RepresentativeRefused("same_person", "follows")
    for contact, field in ((former, "former"), (new, "follows")):
        if contact and contact.left_on:
            raise RepresentativeRefused("left_already", field, name=contact.name, day=display_date(contact.left_on))


def places_at_tables(organisation: Organisation) -> ParticipationQuerySet:
    """Where the organisation is at the table or on the way to it, in a partnership that runs."""
    return organisation.participations.present().filter(partnership__ended_on=None)


def _ask_for_looks(change: RepresentativeChange) -> list[FreshLook]:
    """One for each running partnership in which the organisation is at the table or on the way to it."""
    places = places_at_tables(change.organisation)
    rows = places.select_related("partnership__service", "partnership__manager", "organisation")
    return [
        FreshLook.objects.create(change=change, participation=participation)
        for participation in rows.order_by("partnership__title", "pk")
    ]


def _record_change(change: RepresentativeChange, looks: list[FreshLook], by: Actor) -> None:
    """In the history of the organisation, and of each partnership: its time line shows the change (X3)."""
    people = {name: person for name, person in (("former", change.former), ("new", change.new)) if person}
    private: dict[str, Any] = {name: Personal(person.name, person) for name, person in people.items()}
    if change.note:
        private["note"] = change.note
    anchors = [
        (change.organisation, change.organisation),
        *[(x.participation.partnership, x.participation) for x in looks],
    ]
    for anchor, obj in anchors:
        record(
            act="representative.changed",
            anchor=anchor,
            obj=obj,
            by=by,
            service=change.organisation.service,
            after={"since": change.on},
            private=private,
        )


def _record_look(look: FreshLook, was: dict[str, Any], by: Actor) -> None:
    before, after = diff(was, {"commitment": look.commitment, "mandate_confirmed": look.mandate_confirmed})
    record(
        act="fresh_look.taken",
        anchor=look.participation.partnership,
        obj=look,
        by=by,
        service=look.participation.partnership.service,
        before={name: value for name, value in before.items() if value not in ("", None)},
        after=after,
        private={"note": look.note} if look.note else {},
    )
