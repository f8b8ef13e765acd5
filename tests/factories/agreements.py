"""Agreements as people make them: a partnership with three parties, its text ready, sent, or signed."""

import datetime
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django_scopes import scope

from partnerships.drafting.rules.text import AgreementText
from partnerships.drafting.services.annexes import save_annex
from partnerships.drafting.services.parties import save_party
from partnerships.drafting.services.wording import agreement_text
from partnerships.drafting.services.writing import (
    draft_agreement,
    save_contribution,
    save_dissolution_step,
    save_responsibility,
    save_section,
    save_terms,
)
from partnerships.models import Agreement, Annex, Partnership, Party, Section
from partnerships.objectives.services import save_objective
from partnerships.rules.sections import OWN
from partnerships.signing.services.sealing import seal
from partnerships.signing.services.signing import send_for_signature, sign
from pes_partnerships.ledger.services import Actor, one_act
from pes_partnerships.lib.dates import PartialDate

from .agreement_words import DISSOLUTION, DUTIES, OBJECTIVES, PARTIES, SECTIONS
from .forming import BY, make_contact, make_organisation, make_participation, make_partnership


@one_act()
def ready_agreement(
    cast: Any,
    *,
    partnership: Partnership | None = None,
    parties: int = 3,
    at: datetime.datetime | None = None,
    **changes: Any,
) -> Agreement:
    """A draft that nothing bars from signature. `changes` are fields of the agreement itself."""
    at = at or timezone.now()
    with scope(service=cast.service):
        partnership = partnership or make_partnership(
            cast.service,
            office=cast.alytus,
            manager=cast.lina,
            at=at,
            challenge="Young people without advice",
        )
        agreement = draft_agreement(partnership=partnership, by=BY, title="Career support for young people", at=at)
        rows = [_party(agreement, facts) for facts in PARTIES[:parties]]
        _parts(agreement, rows, timezone.localdate(at))
        save_terms(agreement=agreement, by=BY, **_terms(rows[0], timezone.localdate(at)) | changes)
        return Agreement.objects.select_related("partnership__service").get(pk=agreement.pk)


@one_act()
def sent_agreement(cast: Any, *, at: datetime.datetime | None = None, **changes: Any) -> Agreement:
    """The text is with its signatories: `agreement.signing_requests` are open."""
    at = at or timezone.now()
    return send_out(ready_agreement(cast, at=at, **changes), cast, at=at)


def send_out(agreement: Agreement, cast: Any, *, at: datetime.datetime | None = None) -> Agreement:
    """Lina sends the text to its signatories."""
    with scope(service=cast.service):
        send_for_signature(agreement=agreement, by=Actor.user(cast.lina), at=at or timezone.now())
        agreement.refresh_from_db()
    return agreement


PDF = b"%PDF-1.7\n%%EOF\n"


def make_annex(agreement: Agreement, title: str = "Budget", content: bytes = PDF, **fields: Any) -> Annex:
    """A file of one’s own, unless `fields` bring words instead."""
    with scope(service=agreement.partnership.service):
        file = None if "body" in fields else SimpleUploadedFile(f"{title}.pdf", content)
        return save_annex(agreement=agreement, by=BY, title=title, file=file, **fields)


def own_section(agreement: Agreement, title: str = "Parking") -> Section:
    """A section that its author named."""
    return save_section(agreement=agreement, key=f"{OWN}parking", title=title, body="Bicycles are free.", by=BY)


def sign_all(agreement: Agreement, *, at: datetime.datetime | None = None) -> list[Any]:
    """Every open link is signed by the person that it was sent to, a minute apart."""
    at = at or timezone.now()
    requests = agreement.signing_requests.filter(closed_at=None).select_related("agreement", "party")
    return [
        sign(
            request=request,
            name=request.name,
            office_held=request.office_held,
            mandate=request.mandate,
            text_sha256=request.text_sha256,
            at=at + datetime.timedelta(minutes=minute),
        )
        for minute, request in enumerate(requests)
    ]


@one_act()
def signed_agreement(cast: Any, *, at: datetime.datetime | None = None, **changes: Any) -> Agreement:
    """Signed by all its parties; in force unless `changes` name a later day on which it takes effect."""
    at = at or timezone.now()
    agreement = sent_agreement(cast, at=at, **changes)
    with scope(service=cast.service):
        sign_all(agreement, at=at)
        return Agreement.objects.select_related("partnership__service").get(pk=agreement.pk)


def sealed_agreement(cast: Any, *, at: datetime.datetime | None = None, **changes: Any) -> Agreement:
    """Signed, and its file is made."""
    agreement = signed_agreement(cast, at=at, **changes)
    with scope(service=cast.service):
        seal(agreement=agreement, at=at or timezone.now())
    return agreement


@one_act()
def wide_agreement(service: Any, manager: Any, title: str, *, parties: int, objectives: int) -> Agreement:
    """A ready draft with as many parties and objectives as asked, each party with a signatory of its own."""
    at = timezone.now()
    with scope(service=service):
        partnership = make_partnership(service, title, manager=manager, at=at, challenge="Young people without advice")
        agreement = draft_agreement(partnership=partnership, by=BY, title=title, at=at)
        rows = []
        for number in range(parties):
            email = f"signatory{number}.{partnership.pk}@example.org"
            facts = {**PARTIES[number % len(PARTIES)], "name": f"{title}: party {number}", "email": email}
            rows.append(_party(agreement, facts))
        _parts(agreement, rows, timezone.localdate(at))
        due = PartialDate(timezone.localdate(at).year + 2, 12, 31)
        for number in range(objectives - len(OBJECTIVES)):
            facts = {**OBJECTIVES[number % len(OBJECTIVES)], "title": f"Objective {number}"}
            save_objective(agreement=agreement, by=BY, **facts, owner=rows[number % parties], due=due)
        save_terms(agreement=agreement, by=BY, **_terms(rows[0], timezone.localdate(at)))
        return Agreement.objects.select_related("partnership__service").get(pk=agreement.pk)


def text_of(agreement: Agreement) -> AgreementText:
    with scope(service=agreement.partnership.service):
        return agreement_text(agreement)


def _party(agreement: Agreement, facts: dict[str, Any]) -> Party:
    organisation = make_organisation(agreement.partnership.service, facts["name"], facts["category"])
    contact = make_contact(
        organisation,
        facts["signatory"],
        email=facts["email"],
        office_held=facts["office_held"],
        mandate=facts["mandate"],
        may_sign=True,
    )
    participation = make_participation(agreement.partnership, organisation, status="member")
    fields = {name: facts[name] for name in ("role", "risk", "risk_level", "gain")}
    return save_party(agreement=agreement, by=BY, participation=participation, signatories=[contact], **fields)


def _parts(agreement: Agreement, parties: list[Party], today: datetime.date) -> None:
    for key, body in SECTIONS.items():
        save_section(agreement=agreement, key=key, by=BY, body=body)
    for party, duty in zip(parties, DUTIES, strict=False):
        save_responsibility(agreement=agreement, by=BY, text=duty, owner=party)
    due = PartialDate(today.year + 2, 12, 31)
    for facts in OBJECTIVES:
        milestones = [{"due": PartialDate(today.year + 1), "value": facts["target"] - 10}]
        save_objective(
            agreement=agreement, by=BY, **facts, owner=parties[0], due=due, milestones=milestones,
            quotas=[{"comparator": "at_least", "share": 30, "who": "women", "base": "the people served"}],
        )  # fmt: skip
    save_contribution(
        agreement=agreement, by=BY, party=parties[0], kind="staff", amount=Decimal("2.5"),
        unit="adviser posts", period=f"{today.year + 1}–{today.year + 2}", payment="own_costs",
    )  # fmt: skip
    save_contribution(
        agreement=agreement, by=BY, party=parties[1], kind="money", amount=Decimal("24000"),
        currency="EUR", payment="start_up", is_withheld=True, description="Training of youth workers",
        years=[{"year": today.year + 1, "amount": 14000},
               {"year": today.year + 2, "amount": 10000, "is_estimated": True}],
    )  # fmt: skip
    for number, (matter, act) in enumerate(DISSOLUTION):
        owner = parties[number % len(parties)]
        save_dissolution_step(agreement=agreement, by=BY, matter=matter, act=act, owner=owner, within_days=30)


def _terms(lead: Party, today: datetime.date) -> dict[str, Any]:
    return {
        "model": "agile",
        "model_reason": "The needs of young people change quickly.",
        "formality": "formal",
        "ends": PartialDate(today.year + 2, 12, 31),
        "may_end_by": "Any party, and all of them together.",
        "notice": "Three months, in writing",
        "first_review_on": today + datetime.timedelta(days=300),
        "lead": lead,
        "lead_reason": "It carries the highest risk.",
        "quality": "Each partner answers within five working days.",
        "beyond": [],
    }
