"""Before a text is written: the chain of support, the talks with the actors, the model, as anybody would enter them."""

import datetime
from typing import Any

from django.utils import timezone

from directory.demo.portfolio import Story
from partnerships.autonomy.services.autonomy import Stated, state_autonomy
from partnerships.models import Invitation, Participation
from partnerships.participants.rules.inviting import default_message
from partnerships.participants.services import inviting
from partnerships.participants.services.dialogue import log_talk
from partnerships.participants.services.participants import override_viability
from partnerships.preparation.services import advice
from partnerships.preparation.services.chain import save_chain, save_covers
from partnerships.preparation.services.support import save_support
from partnerships.preparation.services.team import add_member, save_member, save_training
from partnerships.registry.services.assessments import assess
from pes_partnerships.accounts.models import EmploymentService, Membership, Office

ANSWER_DAYS = 21


def lay_out_chain(story: Story) -> None:
    """The needs, how far the service covers each, and what each actor covers."""
    rows = story.content.values["chain"]
    wanted = [{name: row.get(name, "") for name in ("need", "ours", "note")} for row in rows]
    needs = save_chain(partnership=story.partnership, by=story.by, rows=wanted)
    for key in dict.fromkeys(key for row in rows for key in row.get("cover", {})):
        covered = zip(needs, rows, strict=True)
        extents = {need.pk: row["cover"][key] for need, row in covered if key in row.get("cover", {})}
        actor = story.participations[key]
        save_covers(partnership=story.partnership, participation=actor, extents=extents, by=story.by)


def name_support(story: Story) -> None:
    save_support(partnership=story.partnership, by=story.by, rows=story.content.values["support"])


def judge(story: Story, row: dict[str, Any]) -> None:
    values = row | {"organisation": story.world.organisations[row["organisation"]]}
    assess(partnership=story.partnership, by=story.by, author=story.world.manager(), **values)


def invite(story: Story, row: dict[str, Any]) -> None:
    actor = _fresh(story, row["participant"])
    contact = actor.organisation.contacts.current().first()
    inviting.invite(
        participation=actor,
        contact=contact,
        by=story.by,
        message=default_message(contact.language, story.partnership.target_groups.all()),
        answer_by=timezone.localdate() + datetime.timedelta(days=ANSWER_DAYS),
    )


def answer(story: Story, row: dict[str, Any]) -> None:
    invitation = Invitation.objects.open().get(participation=story.participations[row["participant"]])
    note = row.get("note", "")
    inviting.answer_invitation(invitation=invitation, answer=row["answer"], name=invitation.name, note=note)


def talk(story: Story, row: dict[str, Any]) -> None:
    values = row | {"participation": _fresh(story, row["participant"])}
    del values["participant"]
    log_talk(by=story.by, user=story.world.manager(), **values)


def do_without(story: Story) -> None:
    row = story.content.values["viability"]
    actor, manager = _fresh(story, row["participant"]), story.world.manager()
    override_viability(participation=actor, by=story.by, user=manager, reason=row["reason"])


def choose_model(story: Story) -> None:
    """The adviser is asked, and the manager decides as the file says."""
    row = story.content.values["advice"]
    asked = advice.ask_adviser(partnership=story.partnership, by=story.by, answers=row["answers"])
    decision = {name: row[name] for name in ("model", "elements", "reason") if name in row}
    if decision:
        advice.decide_model(advice=asked, by=story.by, **decision)


def gather_team(story: Story) -> None:
    """The people, their marks ("skill" = level, negative where training is needed), and what was done for them."""
    values, members = story.content.values, []
    for row in values["team"]:
        organisation = story.world.organisations.get(row.get("contact_of", ""))
        member = add_member(
            partnership=story.partnership,
            by=story.by,
            user=story.world.person(row["user"]) if "user" in row else None,
            contact=organisation.contacts.current().first() if organisation else None,
            part=row["part"],
        )
        marks = {skill: (abs(level), level < 0) for skill, level in row["skills"].items()}
        save_member(member=member, by=story.by, marks=marks)
        members.append(member)
    for row in values.get("trainings", []):
        save_training(partnership=story.partnership, by=story.by, **row | {"members": members})


def state_freedom(service: EmploymentService, rows: list[dict[str, Any]]) -> None:
    """What each office may decide by itself, as the manager of the whole service states it."""
    manager = Membership.objects.get(service=service, role="manager", office=None)
    for row in rows:
        office = Office.objects.get(service=service, name=row["office"])
        areas = {area: Stated(**said) for area, said in row["areas"].items()}
        state_autonomy(office=office, by=manager, areas=areas)


def _fresh(story: Story, key: str) -> Participation:
    return Participation.objects.select_related("organisation", "partnership__service").get(
        pk=story.participations[key].pk
    )
