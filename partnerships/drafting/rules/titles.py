"""The parts of a text, each with the title under which a table names it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from .text import (
    AgreementText,
    AnnexText,
    ClauseText,
    ContributionText,
    ContributionYearText,
    DecisionText,
    MilestoneText,
    ObjectiveText,
    PartyText,
    QuotaText,
    ResponsibilityText,
    SectionText,
    SignatoryText,
    StepText,
    lists_of,
)


def title_of(part: Any, above: Any = None) -> str:
    """`above`: the part in whose list it stands, such as the objective of a quota."""
    match part:
        case AgreementText():
            return _("The agreement")
        case PartyText():
            return _("Party: %(name)s") % {"name": part.name}
        case SignatoryText():
            return _("Signatory of %(party)s: %(name)s") % {"party": above.name, "name": part.name}
        case DecisionText():
            return _("Decision of %(party)s: %(body)s") % {"party": above.name, "body": part.body}
        case ResponsibilityText():
            return _("Responsibility: %(text)s") % {"text": part.text}
        case ContributionText():
            return _("Contribution of %(giver)s: %(kind)s") % {"giver": part.giver or "–", "kind": part.kind.label}
        case ContributionYearText():
            words = {"giver": above.giver or "–", "year": part.year}
            return _("Contribution of %(giver)s in the year %(year)s") % words
        case ObjectiveText():
            return _("Objective: %(title)s") % {"title": part.title}
        case QuotaText():
            return _("Quota of the objective “%(objective)s”: %(who)s") % {"objective": above.title, "who": part.who}
        case MilestoneText():
            words = {"objective": above.title, "date": part.due.display()}
            return _("Milestone of the objective “%(objective)s”: %(date)s") % words
        case SectionText():
            return part.title
        case ClauseText():
            return _("%(section)s – %(clause)s") % {"section": above.title, "clause": part.title or part.key}
        case AnnexText():
            return _("Annex: %(title)s") % {"title": part.title}
        case StepText():
            return _("Dissolution protocol: %(matter)s") % {"matter": part.matter.label}
    raise TypeError(type(part).__name__)


def parts_of(part: Any, above: Any = None) -> Iterator[tuple[str, Any]]:
    """(title, part) of a part and of all the parts below it, in the order of the text."""
    yield title_of(part, above), part
    for name in lists_of(type(part)):
        for below in getattr(part, name):
            yield from parts_of(below, part)
