"""Which other offices an act on an organisation concerns, and asking them before it is done (F2, X1).

Services of the registry, of contacts and of merging call `refuse_unasked`; their views ask first, so that nobody meets
the refusal. Who works for the whole service sees everything and asks nobody.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from partnerships.consents.mails import consent_asked
from partnerships.consents.rules import unasked
from partnerships.models import (
    Consent,
    ConsentAnswer,
    Contact,
    Organisation,
    Participation,
    Partnership,
    Signatory,
)
from partnerships.shared.services.refused import refuse
from pes_partnerships.accounts.models import EmploymentService, Membership, Office
from pes_partnerships.ledger.services import Actor, one_act, record

_AGREED: ContextVar[bool] = ContextVar("agreed", default=False)


@dataclass(frozen=True)
class Concerned:
    """What an act touches: running partnerships of `organisations`, all that ever were (`past`), and texts that are out
    for signature and name `contacts`; None: any contact of the organisations."""

    organisations: tuple[Organisation, ...]
    past: bool = False
    contacts: tuple[Contact, ...] | None = ()

    def partnerships(self) -> Q:
        places = Participation.objects.filter(organisation__in=self.organisations)
        if not self.past:
            places = places.present().filter(partnership__ended_on=None)
        out = Signatory.objects.still_to_sign()
        if self.contacts is None:
            out = out.filter(contact__organisation__in=self.organisations)
        else:
            out = out.filter(contact__in=self.contacts)
        return Q(pk__in=places.values("partnership")) | Q(pk__in=out.values("party__agreement__partnership"))


def offices_to_ask(membership: Membership, concerned: Concerned) -> dict[Office | None, Partnership]:
    """Whose partnerships the act concerns without being seen by this person, each with one of them; {}: nobody's."""
    if membership.office_id is None:
        return {}
    hidden = Partnership.objects.filter(concerned.partnerships(), service=membership.service_id)
    hidden = hidden.exclude(pk__in=Partnership.objects.visible_to(membership).values("pk"))
    found: dict[Office | None, Partnership] = {}
    for partnership in hidden.select_related("office").order_by("office__name", "pk"):
        found.setdefault(partnership.office, partnership)
    return found


def refuse_unasked(concerned: Concerned, by: Actor) -> None:
    """Raise Refused where other offices have to agree first; one membership that sees everything is enough."""
    if by.account is None or _AGREED.get():
        return
    service = concerned.organisations[0].service_id
    roles = Membership.objects.active().filter(user=by.account, service=service)
    missing = [offices_to_ask(membership, concerned) for membership in roles]
    if missing and all(missing):
        refuse(unasked([str(office or concerned.organisations[0].service) for office in missing[0]]))


@contextmanager
def agreed() -> Iterator[None]:
    """While an act is carried out to which everybody has agreed."""
    token = _AGREED.set(True)
    try:
        yield
    finally:
        _AGREED.reset(token)


def shared_elsewhere(user: Any, service: EmploymentService, keys: Collection[int]) -> dict[int, str]:
    """Of many organisations those that running partnerships of other offices share, each with one of these offices."""
    offices = list(Membership.objects.active().filter(user=user, service=service).values_list("office", flat=True))
    if not offices or None in offices:
        return {}
    places = Participation.objects.present().filter(organisation__in=keys, partnership__ended_on=None)
    places = places.exclude(partnership__office__in=offices).order_by("-organisation")
    rows = places.values_list("organisation", "partnership__office__name")
    return {key: name or str(service) for key, name in rows}


def open_consent(*, act: str, organisation: Organisation, ref: int | None) -> Consent | None:
    """The same act, asked already and not closed."""
    return Consent.objects.open().filter(act=act, organisation=organisation, ref=ref).first()


@one_act()
def ask_consent(
    *,
    act: str,
    organisation: Organisation,
    membership: Membership,
    by: Actor,
    offices: Mapping[Office | None, Partnership],
    reason: str,
    values: Mapping[str, list[str]],
    ref: int | None = None,
) -> Consent:
    """Propose the act to the offices; asked twice it is one request."""
    organisation = (
        Organisation.objects.select_related("service").select_for_update(of=("self",)).get(pk=organisation.pk)
    )
    if known := open_consent(act=act, organisation=organisation, ref=ref):
        return known
    consent = Consent.objects.create(
        service=organisation.service,
        organisation=organisation,
        act=act,
        ref=ref,
        values=dict(values),
        reason=reason,
        office=membership.office,
        asked_by=membership.user,
        asked_at=timezone.now(),
    )
    answers = [
        ConsentAnswer.objects.create(consent=consent, office=office, partnership=partnership)
        for office, partnership in offices.items()
    ]
    record_consent("consent.asked", consent, by, answers, private={"reason": reason})
    consent_asked(consent=consent, answers=answers)
    return consent


def record_consent(act: str, consent: Consent, by: Actor, answers: Collection[ConsentAnswer], **facts: Any) -> None:
    """On the organisation, and on one partnership of each of these offices: there it waits."""
    for anchor in (consent.organisation, *(answer.partnership for answer in answers)):
        record(act=act, anchor=anchor, obj=consent, by=by, service=consent.service, **facts)
