"""The people on a partnership, their skills, and the training of the team (X2). What is said of people is private."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet

from partnerships.models import Contact, Partnership, SkillMark, TeamMember, Training
from partnerships.rules.vocabulary import Skill, SkillLevel
from partnerships.shared.services.changes import refuse_unknown_codes, set_fields
from partnerships.shared.services.conflicts import Conflict, refuse_overtaken, seen_hash, values_of
from partnerships.shared.services.partnership_rows import locked_running
from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.services import Actor, Personal, one_act, record
from pes_partnerships.lib.moves import MoveRefused

PERSONAL = frozenset({"user", "contact", "name", "part", "left_on"})
PERSONAL_OF_TRAINING = frozenset({"note", "members"})


class AlreadyOnTeam(MoveRefused):
    """This person is on the team already."""


def team_of(partnership: Partnership) -> QuerySet[TeamMember]:
    """Everybody, those who left last, with their marks."""
    rows = partnership.team.select_related("user", "contact__organisation").prefetch_related("skills")
    return rows.order_by(F("left_on").asc(nulls_first=True), "pk")


def candidates(partnership: Partnership) -> tuple[QuerySet[User], QuerySet[Contact]]:
    """People of the service, and contacts of the partners at the table, who are not on the team now."""
    now = partnership.team.filter(left_on=None)
    users = User.objects.filter(
        is_active=True, memberships__service=partnership.service_id, memberships__ended_on=None
    ).distinct()
    present = partnership.participations.present().exclude(organisation=None).values("organisation")
    contacts = Contact.objects.current().filter(organisation__in=present).select_related("organisation")
    return (
        users.exclude(pk__in=now.exclude(user=None).values("user")).order_by("name", "pk"),
        contacts.exclude(pk__in=now.exclude(contact=None).values("contact")),
    )


@one_act()
def add_member(
    *,
    partnership: Partnership,
    by: Actor,
    user: User | None = None,
    contact: Contact | None = None,
    name: str = "",
    part: str = "",
) -> TeamMember:
    """A user, a contact or a name: exactly one of the three."""
    locked = locked_running(partnership)
    if sum([user is not None, contact is not None, bool(name)]) != 1:
        raise MoveRefused("a person of the team is a user, a contact or a name")
    users, contacts = candidates(locked)
    known = Q(user=user) if user else Q(contact=contact) if contact else Q(name__iexact=name)
    if locked.team.filter(known, left_on=None).exists():
        raise AlreadyOnTeam("this person is on the team already")
    if (user and not users.filter(pk=user.pk).exists()) or (contact and not contacts.filter(pk=contact.pk).exists()):
        raise MoveRefused("this person is neither of the service nor of a partner")
    member = TeamMember.objects.create(partnership=locked, user=user, contact=contact, name=name, part=part)
    _record_member(member, by, {"name": member.shown_name, "part": part})
    return member


@one_act()
def save_member(
    *,
    member: TeamMember,
    by: Actor,
    marks: Mapping[str, tuple[int | None, bool]],
    seen: str | None = None,
    **fields: Any,
) -> None:
    """The person's part, the day of leaving, and skill -> (level, needs training): together or not at all.

    Raises Conflict where somebody saved the person since the editor `seen` it.
    """
    partnership = locked_running(member.partnership)
    member = TeamMember.objects.select_related("partnership", "user", "contact").get(pk=member.pk)
    if seen is not None and seen != seen_member(member):
        raise Conflict(member)
    back = "left_on" in fields and fields["left_on"] is None and member.left_on is not None
    if back and _is_there_again(member):
        raise AlreadyOnTeam("this person came back under another row")
    _, _, touched = set_fields(member, fields, personal=PERSONAL)
    if touched:
        _record_member(member, by, {name: _words(getattr(member, name)) for name in sorted(touched)})
    for skill, (level, _needs_training) in marks.items():
        refuse_unknown_codes(SkillMark, {"skill": skill, "level": level})
    stored = {mark.skill: mark for mark in member.skills.all()}
    changed = {skill: mark for skill, mark in marks.items() if _set_mark(member, skill, *mark, stored.get(skill))}
    if changed:
        record(
            act="skills.marked",
            anchor=partnership,
            obj=member,
            by=by,
            service=partnership.service,
            after={"skills": len(changed)},
            private={"marks": Personal(_marks_in_words(changed), member.user or member.contact)},
        )


def seen_member(member: TeamMember) -> str:
    """What the page of a person begins with, as a fingerprint."""
    marks = member.skills.order_by("skill").values_list("skill", "level", "needs_training")
    return seen_hash([values_of(member, ("part", "left_on")), list(marks)])


def _is_there_again(member: TeamMember) -> bool:
    same = Q(user=member.user) if member.user_id else Q(contact=member.contact) if member.contact_id else None
    same = Q(name__iexact=member.name) if same is None else same
    return member.partnership.team.filter(same, left_on=None).exclude(pk=member.pk).exists()


def _set_mark(
    member: TeamMember, skill: str, level: int | None, needs_training: bool, stored: SkillMark | None
) -> bool:
    """Whether the mark became another one; a mark that says nothing is no row."""
    if (stored.level, stored.needs_training) == (level, needs_training) if stored else not (level or needs_training):
        return False
    if level is None and not needs_training:
        stored.delete()
        return True
    values = {"level": level, "needs_training": needs_training}
    SkillMark.objects.update_or_create(member=member, skill=skill, defaults=values)
    return True


def _marks_in_words(marks: Mapping[str, tuple[int | None, bool]]) -> str:
    said = (
        f"{Skill(skill)}: {SkillLevel(level).name.lower() if level else '-'}{', training' if training else ''}"
        for skill, (level, training) in marks.items()
    )
    return "; ".join(said)


@one_act()
def save_training(
    *, partnership: Partnership, by: Actor, training: Training | None = None, seen: str | None = None, **fields: Any
) -> Training:
    """Planned or done; `members` are people of this partnership's team. Conflict where another editor was faster."""
    locked = locked_running(partnership)
    row = Training.objects.get(pk=training.pk) if training else Training(partnership=locked)
    if training:
        refuse_overtaken(row, seen, fields)
    if any(member.partnership_id != locked.pk for member in fields.get("members", ())):
        raise MoveRefused("a training is for people of this partnership's team")
    before, after, touched = set_fields(row, fields, personal=PERSONAL_OF_TRAINING)
    if "members" in touched:
        after["people"] = row.members.count()
    if before or after or touched:
        record(
            act="training.saved",
            anchor=locked,
            obj=row,
            by=by,
            service=locked.service,
            before=before,
            after=after,
            private={"note": row.note} if "note" in touched and row.note else {},
        )
    return row


@one_act()
def remove_training(*, training: Training, by: Actor) -> None:
    """Take away one that was entered by mistake; the ledger keeps its title."""
    locked = locked_running(training.partnership)
    was = {"kind": training.kind, "removed": training.title}
    record(act="training.removed", anchor=locked, obj=training, by=by, service=locked.service, before=was)
    training.delete()


def trainings_of(partnership: Partnership) -> QuerySet[Training]:
    members = TeamMember.objects.select_related("user", "contact")
    return partnership.trainings.prefetch_related(Prefetch("members", members)).order_by(
        F("planned_on").asc(nulls_last=True), "pk"
    )


def _record_member(member: TeamMember, by: Actor, said: Mapping[str, str]) -> None:
    """Who it is and what they do here belongs to them: the open part of the ledger counts only."""
    partnership = member.partnership
    person = member.user or member.contact
    record(
        act="team.saved",
        anchor=partnership,
        obj=member,
        by=by,
        service=partnership.service,
        after={"people": partnership.team.filter(left_on=None).count()},
        private={name: Personal(value, person) for name, value in said.items() if value},
    )


def _words(value: Any) -> str:
    return "" if value is None else str(value)
