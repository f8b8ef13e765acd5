"""Texts of the demonstration: drafted, sent, and signed as anybody would do it."""

import datetime
from typing import Any

from django.utils import timezone

from directory.demo.portfolio import Story
from directory.demo.read import folder, read
from partnerships.drafting.services import writing as drafting
from partnerships.drafting.services.parties import save_party as write_party
from partnerships.minor_changes.services.recording import record_minor_change
from partnerships.models import Agreement, Objective, Party, SigningRequest
from partnerships.objectives import services as objectives
from partnerships.rules.sections import SECTION, required_sections
from partnerships.rules.signing import CheckOutcome
from partnerships.signing.services import signing
from partnerships.signing.services.checking import accept, who_may_check
from partnerships.signing.services.sealing import seal
from pes_partnerships.ledger.services import Actor

PAPER_FROM = 3
# The keys of an agreement's table that are no fields of the version itself.
PARTS = {
    "title", "kind", "state", "created", "drafted", "sent", "signed_on", "lead", "parties", "responsibilities",
    "contributions", "sections", "dissolution", "objectives", "note", "change_section", "minor_changes",
}  # fmt: skip


def draft(story: Story, values: dict[str, Any]) -> Agreement:
    """A version with every part that its file gives; an amendment begins as a copy of the version in force."""
    previous = Agreement.objects.in_force().filter(partnership=story.partnership).first()
    fields = {"beyond": []} | {name: value for name, value in values.items() if name not in PARTS}
    agreement = drafting.draft_agreement(
        partnership=story.partnership,
        by=story.by,
        title=values["title"],
        kind=values["kind"],
        previous=previous,
        made_for_practice=True,
        **fields,
    )
    for key, body in values.get("change_section", {}).items():
        drafting.save_section(agreement=agreement, key=key, body=body, by=story.by)
    if previous is None:
        write_parts(story, agreement, values)
    return agreement


def write_parts(story: Story, agreement: Agreement, values: dict[str, Any]) -> None:
    parties = {row["partner"]: save_party(story, agreement, dict(row)) for row in values["parties"]}
    for row in values.get("responsibilities", []):
        owner = parties.get(row.get("owner"))
        drafting.save_responsibility(agreement=agreement, by=story.by, text=row["text"], owner=owner)
    for row in values.get("contributions", []):
        fields = row | {"party": parties.get(row.get("party"))}
        drafting.save_contribution(agreement=agreement, by=story.by, **fields)
    if lead := values.get("lead"):
        drafting.save_terms(agreement=agreement, by=story.by, lead=parties[lead])
    write_clauses(story, agreement, values, parties)
    story.objectives = [save_objective(story, agreement, dict(row), parties) for row in values.get("objectives", [])]


def save_party(story: Story, agreement: Agreement, row: dict[str, Any]) -> Party:
    participation = story.participations[row.pop("partner")]
    people = participation.organisation.contacts.all()[:1] if participation.organisation else []
    return write_party(agreement=agreement, by=story.by, participation=participation, signatories=people, **row)


def write_clauses(story: Story, agreement: Agreement, values: dict[str, Any], parties: dict[str, Party]) -> None:
    """The file's own clauses; where a text goes out for signature, those of practice fill what it must have."""
    sections, steps = dict(values.get("sections", {})), list(values.get("dissolution", []))
    if values["state"] != "draft":
        practice = read(folder() / "clauses.toml", datetime.date.min)
        needed = required_sections(agreement.model, agreement.elements)
        sections = {key: body for key, body in practice["sections"].items() if key in needed} | sections
        steps = steps or [row | {"owner": values["lead"]} for row in practice["dissolution"]]
    for key in (key for key in SECTION if key in sections):
        drafting.save_section(agreement=agreement, key=key, body=sections[key], by=story.by)
    for row in steps:
        fields = row | {"owner": parties.get(row.get("owner"))}
        drafting.save_dissolution_step(agreement=agreement, by=story.by, **fields)


def save_objective(story: Story, agreement: Agreement, row: dict[str, Any], parties: dict[str, Party]) -> Objective:
    row.pop("measurements", None)
    owner = parties.get(row.pop("owner", None))
    return objectives.save_objective(agreement=agreement, by=story.by, owner=owner, **row)


def version(story: Story) -> Agreement:
    return Agreement.objects.filter(partnership=story.partnership).latest("version")


def send(story: Story) -> None:
    signing.send_for_signature(agreement=version(story), by=story.by)


def sign(story: Story, position: int) -> None:
    """The party at this place signs from its links; where many sign, the first did so on paper."""
    agreement = version(story)
    parties = list(agreement.parties.all())
    for signatory in parties[position].signatories.select_related("contact", "party"):
        who = signatory.contact
        given = {"name": who.name, "office_held": who.office_held, "mandate": who.mandate}
        request = SigningRequest.objects.usable(timezone.now()).filter(signatory=signatory).first()
        if request is None or (position == 0 and len(parties) > PAPER_FROM):
            kept = signing.sign_on_paper(signatory=signatory, by=story.by, signed_at=timezone.now(), **given)
            for colleague in who_may_check(agreement.partnership, kept.recorded_by)[:1]:
                basis = "All pages compared with the text"
                accept(signature=kept, outcome=CheckOutcome.COMPARED, basis=basis, by=Actor.user(colleague))
        else:
            signing.sign(request=request, text_sha256=request.text_sha256, **given)


def change_beside(story: Story, row: dict[str, Any]) -> None:
    """A minor change beside the signed text."""
    agreement = version(story)
    values = {name: value for name, value in row.items() if name != "on"}
    follows = agreement.minor_changes.count()
    record_minor_change(
        agreement=agreement,
        user=story.partnership.manager,
        follows=follows,
        applies_from=row["on"],
        at=timezone.now(),
        **values,
    )


def keep_document(story: Story) -> None:
    """The signed file, made when the text came into force."""
    seal(agreement=version(story))
