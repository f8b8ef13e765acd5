"""Which facts can carry a mark, and the three marks (D2)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FactMarkKind(models.TextChoices):
    OUR_READING = "our_reading", _("our reading")
    NO_SOURCE = "no_source", _("no source says")
    SOURCES_DISAGREE = "sources_disagree", _("sources disagree")


OF_PARTNERSHIP: dict[str, Any] = {
    "challenge": _("Labour-market challenge"),
    "target_groups": _("Target groups"),
    "service_areas": _("Services"),
    "purpose": _("Purpose"),
    "instigator": _("Instigating organisation"),
    "selection": _("How partners were selected"),
    "pes_role": _("Role of the employment service"),
    "place": _("Place or area"),
    "commenced": _("Start date"),
    "period": _("Period"),
    "added_value": _("Added value, expected or achieved"),
    "success_factors": _("Success factors"),
    "strengths": _("Strengths"),
}
OF_TEXT: dict[str, Any] = {
    "model": _("Model"),
    "formality": _("Formality"),
    "lead": _("Lead partner"),
    "funding": _("Contributions and funding"),
    "partners": _("Parties"),
    "ends": _("End of the agreement"),
}
OF_OBJECTIVE: dict[str, Any] = {
    "words": pgettext_lazy("of an objective", "Wording"),
    "target": pgettext_lazy("of an objective", "Target"),
    "baseline": pgettext_lazy("of an objective", "Baseline"),
    "due": pgettext_lazy("of an objective", "Due date"),
    "value": pgettext_lazy("of an objective", "Value"),
}
OBJECTIVE = "objective"


def about_objective(lineage: object, part: str) -> str:
    return f"{OBJECTIVE}:{lineage}:{part}"
