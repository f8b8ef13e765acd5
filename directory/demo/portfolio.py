"""Organisations, contacts, the partnership and who takes part in it."""

from dataclasses import dataclass, field
from typing import Any

from directory.demo.read import Content
from partnerships.ending.services.deciding import decide_ending
from partnerships.ending.services.finishing import end_partnership
from partnerships.models import Objective, Organisation, OrganisationType, Participation, Partnership
from partnerships.participants.services.participants import add_participant, change_participant
from partnerships.preparation.services.examining import save_examination
from partnerships.registry.services.organisations import add_contact, add_name, register_organisation
from partnerships.shared.services.partnerships import create_partnership
from pes_partnerships.accounts.models import EmploymentService, Office, User
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate

PRACTICE = "sample data"


@dataclass
class World:
    """What the stories of one service share."""

    service: EmploymentService
    organisations: dict[str, Organisation] = field(default_factory=dict)

    def person(self, email: str) -> User:
        return User.objects.get(email=email)

    def manager(self) -> User:
        return User.objects.get(
            memberships__service=self.service, memberships__role="manager", memberships__office=None
        )


@dataclass
class Story:
    """One partnership on its way; what earlier days made is found here by later ones."""

    world: World
    content: Content
    partnership: Partnership | None = None
    participations: dict[str, Participation] = field(default_factory=dict)
    objectives: list[Objective] = field(default_factory=list)

    @property
    def by(self) -> Actor:
        return Actor.user(self.world.manager())


def begin(story: Story) -> None:
    """Register the organisations, create the partnership, and add those who take part."""
    values = story.content.values
    for row in values.get("organisations", []):
        register(story.world, story.by, dict(row))
    office = Office.objects.filter(service=story.world.service, name=values.get("office", "")).first()
    story.partnership = create_partnership(
        service=story.world.service,
        by=story.by,
        office=office,
        manager=story.world.manager(),
        **values["partnership"],
    )
    for row in values.get("participants", []):
        take_part(story, dict(row))
    link_successors(story)


def register(world: World, by: Actor, row: dict[str, Any]) -> None:
    key, contact = row.pop("key"), row.pop("contact", None)
    language, names = row.pop("contact_language", "en"), row.pop("names", [])
    row["successors"] = [world.organisations[key] for key in row.pop("successors", [])]
    if code := row.pop("pes", ""):
        row["pes"] = EmploymentService.objects.get(code=code)
    if code := row.pop("type", ""):
        row["type"] = OrganisationType.objects.get(code=code)
    organisation = register_organisation(service=world.service, by=by, **row)
    world.organisations[key] = organisation
    for name in names:
        add_name(organisation=organisation, by=by, name=name["name"], language=name["language"],
                 valid_to=PartialDate.of(name["valid_to"]))  # fmt: skip
    if contact:
        name, office_held = contact
        add_contact(
            organisation=organisation,
            by=by,
            name=name,
            office_held=f"{office_held} ({PRACTICE})",
            email=f"{key}@partners.example.org",
            language=language,
            may_decide=True,
            may_sign=True,
            mandate=f"Decision of the board ({PRACTICE})",
        )


def take_part(story: Story, row: dict[str, Any]) -> None:
    row.pop("successor", None)
    key = row.pop("organisation", "")
    organisation = story.world.organisations[key] if key else None
    participation = add_participant(partnership=story.partnership, by=story.by, organisation=organisation, **row)
    story.participations[key or participation.class_name] = participation


def link_successors(story: Story) -> None:
    for row in story.content.values.get("participants", []):
        if successor := row.get("successor"):
            change_participant(
                participation=story.participations[row["organisation"]],
                by=story.by,
                successor=story.participations[successor],
            )


def examine(story: Story) -> None:
    save_examination(partnership=story.partnership, by=story.by, **story.content.values["examination"])


def decide_end(story: Story) -> None:
    """An end that lies ahead: its steps wait for their owners."""
    decide_ending(partnership=story.partnership, user=story.by.person, **story.content.values["ending"])


def end(story: Story) -> None:
    end_partnership(partnership=story.partnership, by=story.by, **story.content.values["end"])
