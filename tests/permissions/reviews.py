"""Who may use which address of the reviews app, and about which object (X1)."""

from tests.permissions.routes import MANAGER, READERS, REVIEWERS, WRITERS, Route

ROUTES: list[Route] = [
    Route("reviews:list", READERS),
    Route("reviews:settings", MANAGER),
    Route("reviews:review", READERS, lambda w: {"pk": w.review.pk}),
    Route("reviews:review_calendar", READERS, lambda w: {"pk": w.review.pk}),
    Route("reviews:review_objective", REVIEWERS, lambda w: {"pk": w.review.pk, "number": 1}),
    Route("reviews:review_answers", REVIEWERS, lambda w: {"pk": w.review.pk, "step": "voices"}),
    Route("reviews:review_decision", REVIEWERS, lambda w: {"pk": w.review.pk}),
    Route("reviews:review_check", REVIEWERS, lambda w: {"pk": w.review.pk}),
    Route("reviews:review_confirm", MANAGER, lambda w: {"pk": w.review.pk}),
    Route("reviews:review_send_back", MANAGER, lambda w: {"pk": w.review.pk}),
    Route("reviews:review_move", MANAGER, lambda w: {"pk": w.review.pk}),
    Route("reviews:values", READERS, lambda w: {"pk": w.objective.pk}),
    Route("reviews:value_new", WRITERS, lambda w: {"pk": w.objective.pk}),
    Route("reviews:value_correct", WRITERS, lambda w: {"pk": w.measurement.pk}),
    Route("reviews:activities", READERS, lambda w: {"pk": w.partnership.pk}),
    Route("reviews:activity_new", WRITERS, lambda w: {"pk": w.partnership.pk}),
    Route("reviews:actions", READERS, lambda w: {"pk": w.partnership.pk}),
    Route("reviews:action_new", WRITERS, lambda w: {"pk": w.partnership.pk}),
    Route("reviews:action_close", WRITERS, lambda w: {"pk": w.action.pk}),
]
