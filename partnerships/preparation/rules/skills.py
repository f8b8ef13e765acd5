"""The skills for partnership working (PAPER 7.4), and how they can be developed (PAPER 7.5) (X2)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from partnerships.rules.vocabulary import Skill, SkillLevel
from pes_partnerships.lib.findings import ADVICE, Finding

# For narrow places.
SHORT = {
    Skill.COMMUNICATION: _("Communication"),
    Skill.CROSS_CULTURAL: _("Cultures"),
    Skill.SUBJECT: _("Subject"),
    Skill.AUTHORITY: _("Authority"),
    Skill.NEGOTIATION: _("Negotiation"),
    Skill.ADAPTABILITY: _("Adaptability"),
    Skill.PROJECT: _("Projects"),
    Skill.ANALYSIS: _("Analysis"),
}
# Why each is needed, in the terms of PAPER 7.4.
WHY = {
    Skill.COMMUNICATION: _("Good communication builds trust and helps the partners support each other."),
    Skill.CROSS_CULTURAL: _("Organisations have different cultures; ignoring this damages trust."),
    Skill.SUBJECT: _("Knowledge of the subject is needed to develop what is best for all partners."),
    Skill.AUTHORITY: _(
        "At least one representative of each partner must be able to decide without consulting each time."
    ),
    Skill.NEGOTIATION: _("The best outcome for all partners has to be negotiated."),
    Skill.ADAPTABILITY: _("The partnership works outside the usual settings; policies must be applied flexibly."),
    Skill.PROJECT: _("A joint project needs systematic work, good organisation and project management."),
    Skill.ANALYSIS: _("Outcomes must be assessed, which requires analytical skills."),
}


@dataclass(frozen=True)
class Mark:
    """Where one person of the team stands in one skill; None: nobody has said yet."""

    person: int
    skill: str
    level: int | None = None
    needs_training: bool = False


@dataclass(frozen=True)
class Planned:
    """A training as far as it answers a need: which skills, for whom; where none is named it is for all."""

    skills: tuple[str, ...]
    people: tuple[int, ...]
    is_done: bool = False


def team_findings(people: Iterable[int], marks: Iterable[Mark]) -> list[Finding]:
    """What the team as a whole lacks (PAPER 7.4): a skill that nobody has well, or that nobody was asked about."""
    present = set(people)
    if not present:
        return []
    levels: dict[str, list[int]] = {skill: [] for skill in Skill}
    for mark in marks:
        if mark.person in present and mark.level is not None:
            levels[mark.skill].append(mark.level)
    return [finding for skill in Skill if (finding := _lack(skill, levels[skill]))]


def _lack(skill: Skill, levels: list[int]) -> Finding | None:
    if not levels:
        return Finding(
            f"unknown_{skill.value}",
            _("Skill “%(skill)s” has not been assessed for any team member") % {"skill": skill.label},
            _("Ask the team members to assess their level."),
            severity=ADVICE,
        )
    if max(levels) < SkillLevel.GOOD:
        return Finding(
            f"lacking_{skill.value}",
            _("No team member has a good level of skill “%(skill)s”") % {"skill": skill.label},
            WHY[skill],
            severity=ADVICE,
        )
    return None


def open_needs(marks: Iterable[Mark], trainings: Iterable[Planned]) -> list[Mark]:
    """Training needs that nothing planned answers; a training that is done has either met the need, or did not."""
    known = list(trainings)
    return [
        mark
        for mark in marks
        if mark.needs_training
        and not any(
            (not one.people or mark.person in one.people) and (not one.skills or mark.skill in one.skills)
            for one in known
            if not one.is_done
        )
    ]
