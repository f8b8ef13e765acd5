"""Drafts shared for comment: who may use which route (X1); a reader's link is its own key."""

from typing import Any

from pes_partnerships.lib.links import hash_token
from tests.factories.agreements import ready_agreement
from tests.factories.commenting import said, shared_draft
from tests.permissions.routes import MANAGER, WRITERS, Route, of

ROUTES: list[Route] = [
    Route("partnerships:comments", WRITERS, of("discussed")),
    Route("partnerships:comments_share", MANAGER, of("discussed")),
    Route("partnerships:remark_new", WRITERS, of("discussed"), query=lambda w: "?on=clause:meetings/0"),
    Route("partnerships:remark_answer", MANAGER, of("remark")),
    Route("partnerships:comments_extend", MANAGER, of("comment_round")),
    Route("partnerships:comments_close", MANAGER, of("comment_round")),
    Route("partnerships:comments_remind", MANAGER, of("comment_request"), method="post"),
    Route(
        "partnerships:comment_annex",
        about=lambda w: {"token": w.comment_token, "pk": 1},
        public=True,
        why="the token is the key; 404 where the draft has no such annex",
        answers_404=True,
    ),
    Route("partnerships:comment", about=lambda w: {"token": w.comment_token}, public=True, why="the token is the key"),
]


def rows(crew: Any, world: Any) -> dict[str, object]:
    """A draft that is open for comment, with a remark and a link that the tests know."""
    draft = ready_agreement(crew)
    shared = shared_draft(draft, crew.lina)
    request = shared.requests.first()
    remark = said(request, words=f"Less in summer, {world.secret}.")
    token = f"a-link-that-only-the-tests-know-{world.key}"
    shared.requests.filter(pk=request.pk).update(token_hash=hash_token(token))
    return {
        "discussed": draft,
        "comment_round": shared,
        "comment_request": request,
        "remark": remark,
        "comment_token": token,
    }
