"""Who may use the routes of agreements and signing."""

from tests.permissions.routes import MANAGER, READERS, Route


def draft(world: object) -> dict[str, object]:
    return {"pk": world.agreement.pk}


def of(name: str):
    return lambda world: {"pk": getattr(world, name).pk}


DRAFT_PAGES = (
    "agreement_abandon",
    "agreement_model",
    "agreement_lead",
    "agreement_quality",
    "agreement_term",
    "agreement_dissolution",
    "agreement_responsibilities",
    "agreement_parties",
    "party_new",
    "agreement_signatories",
    "agreement_contributions",
    "contribution_new",
    "objective_new",
    "agreement_send",
)

ROUTES = [
    Route("partnerships:agreement_new", MANAGER, of("partnership")),
    Route("partnerships:agreement", READERS, draft),
    Route("partnerships:agreement_text", READERS, draft),
    *(Route(f"partnerships:{name}", MANAGER, draft) for name in DRAFT_PAGES),
    Route("partnerships:section", MANAGER, lambda w: {"pk": w.agreement.pk, "key": "purpose"}),
    Route("partnerships:party", MANAGER, of("party")),
    Route("partnerships:party_remove", MANAGER, of("party"), method="post"),
    Route("partnerships:contribution", MANAGER, of("contribution")),
    Route("partnerships:contribution_remove", MANAGER, of("contribution"), method="post"),
    Route("partnerships:objective", MANAGER, of("objective")),
    Route("partnerships:objective_remove", MANAGER, of("objective"), method="post"),
    Route("partnerships:signatures", READERS, of("out")),
    Route("partnerships:agreement_recall", MANAGER, of("out")),
    Route("partnerships:document", READERS, of("signed_agreement")),
    Route("partnerships:signatory_ask", MANAGER, of("out_signatory"), method="post"),
    Route("partnerships:signatory_paper", MANAGER, of("out_signatory")),
    Route("partnerships:signature_scan", READERS, of("signature"), why="404 where there is no scan", answers_404=True),
    Route("partnerships:sign", about=lambda w: {"token": w.token}, public=True, why="the token is the key"),
    Route("partnerships:sign_done", public=True, why="answers 410 to a browser that did not just sign"),
]
