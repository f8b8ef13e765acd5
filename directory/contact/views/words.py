"""How far a message is, in a word and its tint (D3)."""

from directory.models import ContactRequest, ExchangeVisit
from directory.rules.messages import MessageStatus, VisitStatus

_TINTS = {
    MessageStatus.SENT: "info",
    MessageStatus.ANSWERED: "success",
    MessageStatus.ABUSE: "error",
    VisitStatus.OFFERED: "info",
    VisitStatus.AGREED: "success",
    VisitStatus.REPORTED: "success",
    VisitStatus.CANCELLED: "warning",
}


def visit_of(row: ContactRequest) -> ExchangeVisit | None:
    return getattr(row, "visit", None)


def state_of(row: ContactRequest, *, is_owner: bool = True) -> dict[str, str]:
    """Of a visit that was answered, how far it is; else of the message. Its sender is told of no report of abuse."""
    visit = visit_of(row)
    if visit and not row.is_waiting and visit.status != VisitStatus.ASKED:
        return {"label": visit.get_status_display(), "kind": _TINTS.get(visit.status, "neutral")}
    status = row.status if is_owner or row.status != MessageStatus.ABUSE else MessageStatus.SENT
    return {"label": str(MessageStatus(status).label), "kind": _TINTS.get(status, "neutral")}
