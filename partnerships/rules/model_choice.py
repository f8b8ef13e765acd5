"""The four models of PAPER 5 and the elements that can be taken from each, à la carte (A1, A2)."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from .vocabulary import ForceRule, PartyRole


class Model(models.TextChoices):
    AGILE = "agile", _("Agile")
    SUBCONTRACTED = "subcontracted", _("Subcontracted")
    CO_CONSTRUCTED = "co_constructed", _("Co-constructed")
    SUPPORTIVE = "supportive", _("Supportive")


@dataclass(frozen=True)
class Element:
    """One part that a model brings; `section` is the key of the section that it makes necessary."""

    code: str
    model: str
    label: str
    asks: str
    section: str


ELEMENTS: tuple[Element, ...] = (
    Element(
        "provisional_scope",
        Model.AGILE,
        _("Provisional scope"),
        _("A broad direction and a scope that may be revised without a new agreement."),
        "provisional_scope",
    ),
    Element(
        "learning_by_doing",
        Model.AGILE,
        _("Learning by doing"),
        _("A prototype and the date on which the scope is reviewed."),
        "prototype",
    ),
    Element(
        "rotating_chair",
        Model.AGILE,
        _("Rotating chair"),
        _("How and how often the partners take turns as chair."),
        "meetings",
    ),
    Element(
        "specification",
        Model.SUBCONTRACTED,
        _("Specification by the PES or ministry"),
        _("The service as specified: obligations, tasks and volumes."),
        "specification",
    ),
    Element(
        "price",
        Model.SUBCONTRACTED,
        _("Price and payment"),
        _("Price or funding, when it is paid, and how providers are selected."),
        "price",
    ),
    Element(
        "clients_shape",
        Model.CO_CONSTRUCTED,
        _("Client participation in service design"),
        _("Jobseekers or their representatives who are partners, and how they take part."),
        "clients_part",
    ),
    Element(
        "joint_specification",
        Model.CO_CONSTRUCTED,
        _("Joint specification"),
        _("The service as the partners specified it jointly, and how decisions are shared."),
        "joint_specification",
    ),
    Element(
        "open_membership",
        Model.SUPPORTIVE,
        _("Open membership"),
        _("How an organisation joins or leaves by its own signature, without a new signature by the others."),
        "membership",
    ),
    Element(
        "own_way",
        Model.SUPPORTIVE,
        _("Freedom of implementation"),
        _("The shared aim, and the freedom of each member to decide how to implement it in its own work."),
        "shared_aim",
    ),
)
ELEMENT = {element.code: element for element in ELEMENTS}


def elements_of(model: str) -> tuple[Element, ...]:
    return tuple(element for element in ELEMENTS if element.model == model)


def chosen_elements(model: str, borrowed: list[str]) -> tuple[Element, ...]:
    """The parts that an agreement must have: all of its leading model, and those borrowed from the others."""
    return tuple(e for e in ELEMENTS if e.model == model or e.code in borrowed)


@dataclass(frozen=True)
class Habits:
    """What a model brings beyond its required parts: proposals, which the draft may take or leave (A1).

    `recommended`: keys of sections; `objectives` and `signing` say in a sentence what is usual.
    """

    recommended: tuple[str, ...]
    roles: tuple[str, ...]
    objectives: str
    review_every_months: int
    force_rule: str
    signing: str


HABITS: dict[str, Habits] = {
    Model.AGILE: Habits(
        ("communication",),
        (PartyRole.COORDINATING, PartyRole.EQUAL),
        _("Objectives are provisional: each has a milestone at which the partners review the scope."),
        6,
        ForceRule.ALL_SIGNED,
        _("All parties sign. The scope may be revised without a new version, within the bounds that the text states."),
    ),
    Model.SUBCONTRACTED: Habits(
        ("employers",),
        (PartyRole.COORDINATING, PartyRole.CONTRACTOR),
        _("Volumes and outcomes for each period, and a running total."),
        3,
        ForceRule.ALL_SIGNED,
        _("All parties sign. A change of price or volume needs a new version."),
    ),
    Model.CO_CONSTRUCTED: Habits(
        ("communication", "integration"),
        (PartyRole.STEERING, PartyRole.EQUAL),
        _("The clients and the other partners agree jointly on what a good result is."),
        6,
        ForceRule.ALL_SIGNED,
        _("All parties sign, the clients or their representatives among them."),
    ),
    Model.SUPPORTIVE: Habits(
        ("communication",),
        (PartyRole.PARTICIPANT, PartyRole.SUPPORT),
        _("A shared aim. Each member decides how to implement it; an indicator may be reported without a target."),
        12,
        ForceRule.OWN_SIGNATURE,
        _("Members join and leave by their own signature, without a new version."),
    ),
}
