"""What another model would change in a draft: parts that become required or optional, and what it proposes (A1, A2)."""

from dataclasses import dataclass

from partnerships.drafting.rules.text import AgreementText
from partnerships.rules.model_choice import HABITS, Habits, Model
from partnerships.rules.sections import SECTION, SectionKind, required_sections
from partnerships.rules.vocabulary import Category, ForceRule, PartyRole


@dataclass(frozen=True)
class ModelChange:
    """`added` are required from now on, `optional` no longer; `kept`: those of them that are written, and stay."""

    model: str
    added: tuple[SectionKind, ...]
    optional: tuple[SectionKind, ...]
    kept: tuple[SectionKind, ...]
    recommended: tuple[SectionKind, ...]
    habits: Habits | None
    months_now: int
    rule_now: str
    needs_clients: bool

    @property
    def changes_parts(self) -> bool:
        return bool(self.added or self.optional)

    @property
    def model_label(self) -> str:
        return str(Model(self.model).label) if self.model else ""

    @property
    def roles(self) -> list[str]:
        return [str(PartyRole(code).label) for code in self.habits.roles] if self.habits else []

    @property
    def proposes_rhythm(self) -> bool:
        return self.habits is not None and self.habits.review_every_months != self.months_now

    @property
    def proposes_rule(self) -> bool:
        return self.habits is not None and self.habits.force_rule != self.rule_now

    @property
    def rule_label(self) -> str:
        return str(ForceRule(self.habits.force_rule).label) if self.habits else ""


def model_change(text: AgreementText, model: str, borrowed: list[str]) -> ModelChange:
    """Choosing `model` with elements borrowed from others, for the draft as it is saved. Nothing written is lost."""
    before = required_sections(text.model.code, [element.code for element in text.elements])
    after = required_sections(model, borrowed)
    written = {section.key for section in text.sections if section.is_written}
    habits = HABITS.get(model)
    return ModelChange(
        model=model if model in Model.values else "",
        added=_kinds(after - before),
        optional=_kinds(before - after),
        kept=_kinds((before - after) & written),
        recommended=_kinds(set(habits.recommended if habits else ()) - after - written),
        habits=habits,
        months_now=text.review_every_months,
        rule_now=text.force_rule.code,
        needs_clients=model == Model.CO_CONSTRUCTED and not has_clients(text),
    )


def _kinds(keys: set[str]) -> tuple[SectionKind, ...]:
    return tuple(kind for key, kind in SECTION.items() if key in keys)


def has_clients(text: AgreementText) -> bool:
    """Whether clients, or an organisation that speaks for jobseekers, are among the parties (PAPER 5.3, 7.8)."""
    return any(
        party.category.code == Category.CLIENTS or party.represents_clients or party.speaks_for_clients
        for party in text.parties
    )
