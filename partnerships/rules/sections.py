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
        _("Which clients are inadequately served today, what the partners want to change, and the starting point."),
        "PAPER 4.1.2",
        required=True,
    ),
    SectionKind(
        "services",
        _("Services and target groups"),
        _("What is offered, to whom and where; which groups have priority."),
        "PAPER 4.1.2",
        required=True,
    ),
    SectionKind(
        "provisional_scope",
        _("Provisional scope"),
        _("The broad direction, what is deliberately left open, and when the scope is decided or changed."),
        "PAPER 5.1",
    ),
    SectionKind(
        "prototype",
        _("Prototype and reassessment"),
        _("What is tested first, where, and the date on which the partners review the scope."),
        "PAPER 5.1, 6.2",
    ),
    SectionKind(
        "joint_specification",
        _("Joint specification"),
        _("The service as all partners specified it, and how they decide jointly on changes."),
        "PAPER 5.3",
    ),
    SectionKind(
        "clients_part",
        _("Client involvement"),
        _("Which clients or representatives are partners, what they decide, and how they are supported to take part."),
        "PAPER 5.3, 7.8",
    ),
    SectionKind(
        "shared_aim",
        _("Shared aim and freedom of implementation"),
        _("The aim that every member supports, and each member’s freedom to decide how to implement it."),
        "PAPER 5.4",
    ),
    SectionKind(
        "membership",
        _("Accession and withdrawal"),
        _("Who may join, how, and from which date; how a member withdraws, and which obligations remain."),
        "PAPER 5.4",
    ),
    SectionKind(
        "meetings",
        _("Meetings, chair and decisions"),
        _("How often the partners meet, who chairs the meetings, and how they decide when they disagree."),
        "PARES: Building partnerships; PAPER 6.2",
        required=True,
    ),
    SectionKind(
        "monitoring",
        _("Monitoring and evaluation"),
        _(
            "Which figures are collected, by whom (independently of the governing bodies), and what they are compared "
            "with."
        ),
        "PARES: Monitoring; PAPER 7.3",
        required=True,
    ),
    SectionKind(
        "information",
        _("Information sharing between partners"),
        _("Which information is shared, in which direction, and the legal basis for any personal data."),
        "PAPER 7.3; GUIDE Box 43",
        required=True,
    ),
    SectionKind(
        "changes",
        _("Changes to the agreement"),
        _("What can be changed without new signatures, and what cannot."),
        "PAPER 7.6",
        required=True,
    ),
    SectionKind(
        "employers",
        _("Employer engagement"),
        _("Who contacts employers, how, and at which times."),
        "PARES: Engage employers",
    ),
    SectionKind(
        "communication",
        _("Communication plan"),
        _("Needs, strategy, messages, dissemination, monitoring and evaluation."),
        "GUIDE Table 7.2",
    ),
    SectionKind(
        "integration",
        _("Integrated services"),
        _("For groups facing several barriers: which services are combined, and in which steps."),
        "GUIDE 7.3",
    ),
    SectionKind("other", _("Further clauses"), _("Any other matters on which the partners agree."), ""),
    SectionKind(
        "specification",
        _("Specification and volumes"),
        _("The service as specified by the PES or the ministry: obligations, tasks, volumes, quality."),
        "PAPER 5.2",
        group=MEANS,
    ),
    SectionKind(
        "price",
        _("Price, payment and procurement"),
        _("What is paid, for what and when, and the procedure for selecting providers."),
        "PAPER 5.2, 6.3",
        group=MEANS,
    ),
)
SECTION = {kind.key: kind for kind in SECTIONS}
ORDER = {kind.key: number for number, kind in enumerate(SECTIONS)}


OWN = "own-"  # how the key of a section begins that its author named


def kind_of(key: str, title: str = "") -> SectionKind:
    """Of a section that the product knows, or of one that its author named."""
    asks = _("What the partners agree on here, in your own words.")
    return SECTION.get(key) or SectionKind(key, title, str(asks), "")


def required_sections(model: str, borrowed: list[str]) -> set[str]:
    """Keys of the parts without which the text cannot go out for signature."""
    return {kind.key for kind in SECTIONS if kind.required} | {e.section for e in chosen_elements(model, borrowed)}
