"""The text of an agreement and its parts: who may use which route (X1)."""

from typing import Any

from tests.factories.agreements import make_annex, own_section, ready_agreement
from tests.factories.forming import make_partnership
from tests.permissions.routes import MANAGER, READERS, Route, of

DRAFT_PAGES = (
    "agreement_abandon",
    "agreement_model",
    "agreement_lead",
    "agreement_quality",
    "agreement_term",
    "agreement_dissolution",
    "agreement_responsibilities",
    "agreement_parties",
    "agreement_objectives",
    "party_new",
    "agreement_signatories",
    "agreement_contributions",
    "contribution_new",
)

ROUTES: list[Route] = [
    Route("partnerships:agreement_new", MANAGER, of("without_text")),
    Route("partnerships:agreement", READERS, of("agreement")),
    Route("partnerships:agreement_next", MANAGER, of("agreement")),
    Route("partnerships:agreement_text", READERS, of("agreement")),
    Route("partnerships:agreement_compare", READERS, of("agreement")),
    *(Route(f"partnerships:{name}", MANAGER, of("agreement")) for name in DRAFT_PAGES),
    Route("partnerships:agreement_model_look", MANAGER, of("agreement"), method="post"),
    Route("partnerships:sections_fill", MANAGER, of("agreement"), method="post"),
    Route("partnerships:section", MANAGER, lambda w: {"pk": w.agreement.pk, "key": "purpose"}),
    Route("partnerships:section_remove", MANAGER, lambda w: {"pk": w.agreement.pk, "key": w.own_key}, method="post"),
    Route("partnerships:section_new", MANAGER, of("agreement")),
    Route("partnerships:section_copy", MANAGER, lambda w: {"pk": w.agreement.pk, "key": "purpose"}),
    Route("partnerships:section_look", MANAGER, lambda w: {"pk": w.agreement.pk, "key": "purpose"}, method="post"),
    Route("partnerships:parties_change", MANAGER, of("agreement"), method="post"),
    Route("partnerships:objectives_change", MANAGER, of("agreement"), method="post"),
    Route("partnerships:party", MANAGER, of("party")),
    Route("partnerships:party_remove", MANAGER, of("party"), method="post"),
    Route("partnerships:agreement_annexes", MANAGER, of("agreement")),
    Route("partnerships:annex_new", MANAGER, of("agreement")),
    Route("partnerships:annex", MANAGER, of("annex")),
    Route("partnerships:annex_remove", MANAGER, of("annex"), method="post"),
    Route("partnerships:annex_download", READERS, of("annex"), why="404 where the file is gone", answers_404=True),
    Route("partnerships:contribution", MANAGER, of("contribution")),
    Route("partnerships:contribution_remove", MANAGER, of("contribution"), method="post"),
]


def rows(crew: Any, world: Any) -> dict[str, object]:
    """A draft with all its parts, and a partnership that has no text yet."""
    draft = ready_agreement(crew)
    party = draft.parties.select_related("participation__organisation").first()
    return {
        "agreement": draft,
        "partnership": draft.partnership,
        "party": party,
        "participation": party.participation,
        "organisation": party.participation.organisation,
        "contact": party.signatories.first().contact,
        "contribution": draft.contributions.first(),
        "objective": draft.objectives.first(),
        "annex": make_annex(draft),
        "own_key": own_section(draft).key,
        "without_text": make_partnership(
            crew.service, "Only an idea", office=crew.alytus, manager=crew.lina, challenge="Few know of it."
        ),
    }
