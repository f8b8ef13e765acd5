"""The sheets of recorded texts: editions, parties, objectives, contributions."""

from django.utils.translation import gettext_lazy as _

from partnerships.models import Agreement, Contribution, Objective, Organisation, Party, SignedElsewhere
from partnerships.participants.services.sheet import PARTNERSHIP
from partnerships.workbooks.rules.fields import LANGUAGE, Field
from partnerships.workbooks.rules.kinds import SheetKind
from partnerships.workbooks.services.columns import column, columns

from .agreements import FIELDS as OF_AGREEMENT
from .agreements import AgreementSheet
from .contributions import ContributionSheet
from .objectives import ObjectiveSheet
from .parties import PartySheet
from .umbrellas import PARENT, TITLE

AGREEMENT = Field("agreement", _("Agreement"), also=("agreement title", "edition", "accord", "convention"))
_DATED = {"effective": {"also": ("in force", "in force from")}, "ends": {"also": ("end", "in force until")}}
_ABOVE = ("umbrella", "parent", "parent agreement", "framework agreement", "accord-cadre", "convention-cadre")

AGREEMENTS = SheetKind(
    "agreements",
    _("Agreements"),
    30,
    (
        PARTNERSHIP,
        column(Agreement, "title", also=("agreement", "name", "accord")),
        *(
            Field("language", _("Language of the text"), LANGUAGE)
            if code == "language"
            else column(Agreement, code, **_DATED.get(code, {}))
            for code in OF_AGREEMENT
        ),
        Field(PARENT, _("Umbrella partnership"), also=_ABOVE),
        Field(TITLE, _("Umbrella agreement"), also=("title of the umbrella agreement",)),
    ),
    AgreementSheet(),
    also=("texts", "accords", "conventions"),
    key=("partnership", "title"),
    whole_file=("language", "formality", "model"),
    examples=(
        {
            "partnership": "EX-1",
            "title": _("Framework agreement 2023"),
            "formality": "formal",
            "signed": "2022-12-12",
            "effective": "2023-01-01",
            "is_open_ended": True,
            "open_reason": _("The text names no end."),
        },
        {
            "partnership": "EX-2",
            "title": _("Youth employment pact 2024–2027"),
            "formality": "informal",
            "signed": "2024-03",
            "effective": "2024-04-01",
            "ends": "2027-12-31",
            "parent": "EX-1",
            "parent_agreement": _("Framework agreement 2023"),
        },
    ),
)
PARTIES = SheetKind(
    "parties",
    _("Parties"),
    40,
    (
        PARTNERSHIP,
        AGREEMENT,
        Field("name", _("Party"), also=("partner", "participant", "organisation", "partie"), is_needed=True),
        column(Organisation, "category", also=("kind", "kind of partner", "nature")),
        *columns(Party, *PartySheet.fields, role={"title": _("Role in the agreement")}),
        column(SignedElsewhere, "signed_by", "name"),
        column(SignedElsewhere, "signed_office", "office_held"),
        column(SignedElsewhere, "signed_mandate", "mandate"),
        column(SignedElsewhere, "signed_on", "signed"),
        column(SignedElsewhere, "signed_note", "note", title=_("Note on the signature")),
    ),
    PartySheet(),
    also=("partijen",),
    key=("partnership", "agreement", "name", "programme"),
    whole_file=("category",),
    examples=(
        {
            "partnership": "EX-2",
            "name": _("Youth centre of the district (example)"),
            "role": "equal",
            "signed_office": _("Head of the centre"),
            "signed_on": "2024-03-18",
        },
    ),
)
OBJECTIVES = SheetKind(
    "objectives",
    _("Objectives"),
    50,
    (
        PARTNERSHIP,
        AGREEMENT,
        column(Objective, "title", also=("objective", "name", "objectif"), is_needed=True),
        Field("owner", _("Owner"), also=("responsible",)),
        *(column(Objective, code) for code in ObjectiveSheet.fields if code != "title"),
    ),
    ObjectiveSheet(),
    also=("targets", "objectifs", "doelstellingen"),
    key=("partnership", "agreement", "title"),
    examples=(
        {
            "partnership": "EX-2",
            "title": _("Young people in work"),
            "owner": _("Youth centre of the district (example)"),
            "indicator": _("Young people who take up work"),
            "target_kind": "value",
            "comparator": "at_least",
            "target": "120",
            "unit": _("people"),
            "baseline_kind": "value",
            "baseline_value": "80",
            "due": "2027-12-31",
        },
    ),
)
CONTRIBUTIONS = SheetKind(
    "contributions",
    _("Contributions"),
    60,
    (
        PARTNERSHIP,
        AGREEMENT,
        Field("giver", _("Giver"), also=("source", "funder", "party"), is_needed=True),
        *(column(Contribution, code) for code in ContributionSheet.fields if code != "source_name"),
    ),
    ContributionSheet(),
    also=("funding", "money", "financement"),
    examples=(
        {
            "partnership": "EX-2",
            "giver": _("Budget of the employment service"),
            "kind": "money",
            "amount": "40000",
            "currency": "EUR",
            "begins": "2024",
        },
    ),
)
SHEETS = (AGREEMENTS, PARTIES, OBJECTIVES, CONTRIBUTIONS)

__all__ = ["AGREEMENT", "SHEETS"]
