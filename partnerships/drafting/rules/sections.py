"""The parts of an agreement's text: which there are, which a model makes necessary, and what each asks (A1)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from partnerships.rules.model_choice import chosen_elements

WORK, MEANS = "work", "means"


@dataclass(frozen=True)
class SectionKind:
    """`required`: in every agreement. Other parts become necessary with an element, or stay optional."""

    key: str
    title: str
    asks: str
    source: str
    group: str = WORK
    required: bool = False


SECTIONS: tuple[SectionKind, ...] = (
    SectionKind(
        "purpose",
        _("Purpose and starting point"),
        _("Which clients are badly served today, what the partners want to change, and where they start from."),
        "PAPER 4.1.2",
        required=True,
    ),
    SectionKind(
        "services",
        _("Services and target groups"),
        _("What is offered, to whom, and where; who comes first."),
        "PAPER 4.1.2",
        required=True,
    ),
    SectionKind(
        "provisional_scope",
        _("Provisional scope"),
        _("The broad direction, what is left open on purpose, and when the scope is settled or changed."),
        "PAPER 5.1",
    ),
    SectionKind(
        "prototype",
        _("Prototype and second look"),
        _("What is tried first, where, and the date on which the partners look at the scope again."),
        "PAPER 5.1, 6.2",
    ),
    SectionKind(
        "joint_specification",
        _("Joint specification"),
        _("The service as all partners specified it, and how they decide together when it has to change."),
        "PAPER 5.3",
    ),
    SectionKind(
        "clients_part",
        _("Part of the clients"),
        _("Which clients or representatives are partners, what they decide, and what makes it possible for them."),
        "PAPER 5.3, 7.8",
    ),
    SectionKind(
        "shared_aim",
        _("Shared aim, own ways"),
        _("The aim that every member supports, and its freedom in how it becomes part of its own work."),
        "PAPER 5.4",
    ),
    SectionKind(
        "membership",
        _("Joining and leaving"),
        _("Who may join, by which step, from which day; how a member leaves, and what stays in place."),
        "PAPER 5.4",
    ),
    SectionKind(
        "meetings",
        _("Meetings, chair and decisions"),
        _("How often the partners meet, who chairs, how they decide when they do not agree."),
        "PARES: Building partnerships; PAPER 6.2",
        required=True,
    ),
    SectionKind(
        "monitoring",
        _("Monitoring and evaluation"),
        _("Which figures are collected by whom, apart from those who govern; what they are compared with."),
        "PARES: Monitoring; PAPER 7.3",
        required=True,
    ),
    SectionKind(
        "information",
        _("Information that partners share"),
        _("What flows in which direction, and the legal basis for anything personal."),
        "PAPER 7.3; GUIDE Box 43",
        required=True,
    ),
    SectionKind(
        "changes",
        _("Changes to this text"),
        _("What can be changed without new signatures, and what cannot."),
        "PAPER 7.6",
        required=True,
    ),
    SectionKind(
        "employers",
        _("How employers are reached"),
        _("Who speaks to employers, how, and at times that suit them."),
        "PARES: Engage employers",
    ),
    SectionKind(
        "communication",
        _("Communication plan"),
        _("Needs, strategy, messages, how they are spread and watched, how that is evaluated."),
        "GUIDE Table 7.2",
    ),
    SectionKind(
        "integration",
        _("Integrated services"),
        _("For groups with several barriers: which services are joined up, in which steps."),
        "GUIDE 7.3",
    ),
    SectionKind("other", _("Further clauses"), _("Anything else that the partners agree on."), ""),
    SectionKind(
        "specification",
        _("Specification and volumes"),
        _("The service as the PES or the ministry sets it: obligations, tasks, numbers, quality."),
        "PAPER 5.2",
        group=MEANS,
    ),
    SectionKind(
        "price",
        _("Price, payment and procurement"),
        _("What is paid for what and when, and by which procedure providers are chosen."),
        "PAPER 5.2, 6.3",
        group=MEANS,
    ),
)
SECTION = {kind.key: kind for kind in SECTIONS}
ORDER = {kind.key: number for number, kind in enumerate(SECTIONS)}


def required_sections(model: str, borrowed: list[str]) -> set[str]:
    """Keys of the parts without which the text cannot go out for signature."""
    return {kind.key for kind in SECTIONS if kind.required} | {e.section for e in chosen_elements(model, borrowed)}
