"""What an umbrella agreement passes down to local ones, and when a local text asks for less (A18)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.drafting.rules.text import AgreementText, ObjectiveText, SectionText
from partnerships.objectives.rules.targets import LESS_IS_BETTER, MORE_IS_BETTER, target_words
from partnerships.rules.sections import SECTION, kind_of
from partnerships.rules.vocabulary import TargetKind
from pes_partnerships.lib.findings import Finding
from pes_partnerships.lib.numbers import is_share


class PartMode(models.TextChoices):
    FIXED = "fixed", gettext_lazy("Word for word: not changed locally")
    FILL = "fill", gettext_lazy("To fill in: a start that each adapts")
    MODULE = "module", gettext_lazy("Module: each chooses whether to include it")


class TargetMode(models.TextChoices):
    IN_PARTS = "in_parts", gettext_lazy("In parts: each commits to its own number")
    SAME = "same", gettext_lazy("Word for word: each may ask for more, not for less")
    ABOVE = "above", gettext_lazy("Not passed down: named as the aim that local objectives serve")


ALWAYS_FIXED = ("purpose", "shared_aim", "monitoring", "information", "changes", "joint_specification")


@dataclass(frozen=True)
class Passing:
    """A template: section key -> PartMode, lineage of an objective -> TargetMode."""

    parts: Mapping[str, str]
    objectives: Mapping[str, str]

    @property
    def modules(self) -> list[str]:
        return [key for key, mode in self.parts.items() if mode == PartMode.MODULE]

    def sections(self, modules: list[str]) -> list[str]:
        """The keys that a local text gets, with the modules that it chose."""
        return [key for key, mode in self.parts.items() if mode != PartMode.MODULE or key in modules]


def proposed(text: AgreementText) -> Passing:
    """How the parts of a text are passed down unless somebody says otherwise."""
    parts = {section.key: _mode_of(section) for section in text.sections}
    return Passing(parts, {each.lineage: str(_mode_of_target(each)) for each in text.objectives})


def _mode_of(section: SectionText) -> str:
    if section.key in ALWAYS_FIXED:
        return PartMode.FIXED
    known = SECTION.get(section.key)
    return PartMode.FILL if known and known.required else PartMode.MODULE


def _mode_of_target(objective: ObjectiveText) -> TargetMode:
    """A count of people is divided; a share is the same everywhere, and is never added up."""
    if objective.kind != TargetKind.VALUE or objective.comparator.code not in MORE_IS_BETTER:
        return TargetMode.SAME
    return TargetMode.SAME if is_share(objective.unit) else TargetMode.IN_PARTS


def may_be_divided(objective: ObjectiveText) -> bool:
    """A number that offices can share: not a share of a group, not a limit, not a judgement."""
    return _mode_of_target(objective) == TargetMode.IN_PARTS


def counts_the_same(above: ObjectiveText, local: ObjectiveText) -> bool:
    """Whether two numbers can be added up."""
    same = (above.kind, above.comparator.code, above.unit.strip())
    return same == (local.kind, local.comparator.code, local.unit.strip())


def asks_less(above: ObjectiveText, local: ObjectiveText) -> bool:
    """Whether the local target is weaker than the one above, in its own direction, or of another kind."""
    if (above.kind, above.comparator.code) != (local.kind, local.comparator.code):
        return True
    if (above.relation.code, above.counted_among.strip()) != (local.relation.code, local.counted_among.strip()):
        return True
    if not above.has_target or above.target is None:
        return False
    if local.target is None or above.unit.strip() != local.unit.strip():
        return True
    if above.comparator.code in MORE_IS_BETTER:
        return local.target < above.target
    if above.comparator.code in LESS_IS_BETTER:
        return local.target > above.target
    return (local.target, local.target_to) != (above.target, above.target_to)


def local_findings(
    passing: Passing, above: AgreementText, local: AgreementText, carried: Mapping[int, str]
) -> Iterator[Finding]:
    """What a local text says against the umbrella; `carried`: key of a local objective -> the lineage above it."""
    own = {lineage: each for each in local.objectives if (lineage := carried.get(each.key))}
    for objective in above.objectives:
        mode = passing.objectives.get(objective.lineage)
        if mode in (TargetMode.SAME, TargetMode.IN_PARTS):
            yield from _of_objective(mode, objective, own.get(objective.lineage))
    sections = {section.key: section for section in local.sections}
    for section in above.sections:
        if passing.parts.get(section.key) == PartMode.FIXED and not reads_the_same(section, sections.get(section.key)):
            yield Finding(
                "fixed_part_differs",
                _("“%(part)s” is not as the umbrella agreement has it.") % {"part": section.title},
                _("The template passes it down word for word. Restore it, or ask for another template."),
                anchor=f"section:{section.key}",
            )


def _of_objective(mode: str, above: ObjectiveText, local: ObjectiveText | None) -> Iterator[Finding]:
    title = {"title": above.title}
    if local is None:
        yield Finding(
            "passed_objective_missing",
            _("The objective “%(title)s” of the umbrella agreement is missing.") % title,
            _("Every local agreement carries it. Add it again, or ask for another template."),
            anchor="objectives",
        )
    elif mode == TargetMode.IN_PARTS and not counts_the_same(above, local):
        yield Finding(
            "counts_something_else",
            _("“%(title)s” does not count what the umbrella agreement counts.") % title,
            _("Numbers can be added up only if they have the same unit and meaning."),
            anchor=f"objective:{local.key}",
        )
    elif mode == TargetMode.SAME and asks_less(above, local):
        words = {**title, "local": target_words(local) or "–", "above": target_words(above) or "–"}
        yield Finding(
            "asks_less_than_above",
            _("“%(title)s” asks for %(local)s; the umbrella agreement asks for %(above)s.") % words,
            _("A local agreement may ask for more, not for less."),
            anchor=f"objective:{local.key}",
        )


def reads_the_same(above: SectionText, local: SectionText | None) -> bool:
    """By words and clauses; what is filled into a clause, such as the name of a party, may differ."""
    if local is None:
        return False
    clauses = [[(each.key, each.words.strip()) for each in section.clauses] for section in (above, local)]
    return clauses[0] == clauses[1] and above.body.split() == local.body.split()


def title_of_part(key: str, text: AgreementText) -> str:
    section = next((each for each in text.sections if each.key == key), None)
    return section.title if section else str(kind_of(key).title)


@dataclass(frozen=True)
class Bringing:
    """What a local draft would get from a newer edition; what its office wrote beside it is no part of it.

    `parts`: key -> title of sections that are set as the umbrella has them, or added; `objectives`: lineage -> title.
    `released`: titles of sections that the edition before passed down word for word, and this one does not.
    """

    parts: Mapping[str, str] = field(default_factory=dict)
    objectives: Mapping[str, str] = field(default_factory=dict)
    released: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parts or self.objectives)


def brought(
    passing: Passing,
    above: AgreementText,
    local: AgreementText,
    carried: Mapping[int, str],
    before: Mapping[str, str] | None = None,
) -> Bringing:
    """Fixed parts that differ, parts that are missing, objectives that are missing or ask for less.

    A module that the office took out stays out. `before`: how the edition that the draft follows passed its parts down.
    """
    sections = {section.key: section for section in local.sections}
    keys = set(passing.sections([key for key in passing.modules if key in sections]))
    parts = {
        section.key: section.title
        for section in above.sections
        if section.key in keys
        and (
            section.key not in sections
            or (passing.parts[section.key] == PartMode.FIXED and not reads_the_same(section, sections[section.key]))
        )
    }
    own = {lineage: each for each in local.objectives if (lineage := carried.get(each.key))}
    objectives = {
        each.lineage: each.title
        for each in above.objectives
        if (mode := passing.objectives.get(each.lineage)) in (TargetMode.SAME, TargetMode.IN_PARTS)
        and (each.lineage not in own or (mode == TargetMode.SAME and asks_less(each, own[each.lineage])))
    }
    fixed = [key for key, mode in (before or {}).items() if mode == PartMode.FIXED]
    released = [key for key in fixed if key in sections and passing.parts.get(key) != PartMode.FIXED]
    return Bringing(parts, objectives, tuple(sections[key].title for key in released))
