"""The team as its page and its files show it: a line a person, levels in words (X2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.models import SkillMark, TeamMember, Training
from partnerships.preparation.rules.skills import SHORT, Mark, Planned
from partnerships.rules.vocabulary import Skill
from pes_partnerships.lib.export import Column


@dataclass
class PersonRow:
    member: TeamMember

    @property
    def pk(self) -> int:
        return self.member.pk

    @property
    def name(self) -> str:
        return self.member.shown_name

    @property
    def is_present(self) -> bool:
        return self.member.left_on is None

    @property
    def organisation(self) -> str:
        """Whose person it is; nothing for a name alone."""
        if self.member.user_id:
            return _("employment service")
        return self.member.contact.organisation.name if self.member.contact_id else ""

    @cached_property
    def marks(self) -> dict[str, SkillMark]:
        return {mark.skill: mark for mark in self.member.skills.all()}

    @property
    def cells(self) -> list[dict[str, Any]]:
        return [
            {"short": SHORT[skill], "level": self.level(skill), "needs_training": self.needs_training(skill)}
            for skill in Skill
        ]

    def level(self, skill: str) -> str:
        mark = self.marks.get(skill)
        return str(mark.get_level_display()) if mark and mark.level else ""

    def needs_training(self, skill: str) -> bool:
        mark = self.marks.get(skill)
        return bool(mark and mark.needs_training)

    def in_file(self, skill: str) -> str:
        said = [self.level(skill)] if self.level(skill) else []
        return ", ".join([*said, _("needs training")] if self.needs_training(skill) else said)


@dataclass
class TrainingRow:
    row: Training

    @property
    def skills(self) -> str:
        return ", ".join(str(Skill(code).label) for code in self.row.skills if code in Skill.values)

    @cached_property
    def people(self) -> str:
        names = [member.shown_name for member in self.row.members.all()]
        return ", ".join(names) or _("the whole team")


MATRIX = [
    Column(gettext_lazy("Name"), "name"),
    Column(gettext_lazy("Of"), "organisation"),
    Column(gettext_lazy("Task of this person"), "member.part"),
    *(Column(skill.label, lambda person, skill=skill: person.in_file(skill)) for skill in Skill),
]
TRAININGS = [
    Column(gettext_lazy("Type"), lambda training: training.row.get_kind_display()),
    Column(gettext_lazy("Subject"), "row.title"),
    Column(gettext_lazy("Skills"), "skills"),
    Column(gettext_lazy("For whom"), "people"),
    Column(gettext_lazy("Planned for"), "row.planned_on"),
    Column(gettext_lazy("Completed on"), "row.done_on"),
    Column(gettext_lazy("Result"), "row.note"),
]


def marks_of(people: Iterable[PersonRow]) -> list[Mark]:
    return [
        Mark(person.pk, mark.skill, mark.level, mark.needs_training)
        for person in people
        for mark in person.marks.values()
    ]


def planned_of(trainings: Iterable[TrainingRow]) -> list[Planned]:
    return [
        Planned(tuple(one.row.skills), tuple(m.pk for m in one.row.members.all()), one.row.done_on is not None)
        for one in trainings
    ]


def needs_in_words(people: Iterable[PersonRow], needs: Iterable[Mark]) -> list[dict[str, Any]]:
    """Open training needs by skill: who needs it."""
    names = {person.pk: person.name for person in people}
    found = [(skill, [names[mark.person] for mark in needs if mark.skill == skill]) for skill in Skill]
    return [{"skill": skill, "people": ", ".join(who)} for skill, who in found if who]
