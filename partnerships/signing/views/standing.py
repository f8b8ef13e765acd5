"""How far the signing of one text has come: each party's state, in words, and the counts that add up."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.models import Agreement, Party, Signature, SigningRequest
from partnerships.rules.lifecycle import AgreementStatus


@dataclass(frozen=True)
class Figure:
    value: str
    label: str


@dataclass(frozen=True)
class PartyState:
    """One row: `state` is signed, declined, opened, asked, expired or not_asked."""

    party: Party
    state: str
    words: str
    at: datetime.datetime | None
    detail: str
    signature: Signature | None = None
    can_be_asked: bool = False


@dataclass(frozen=True)
class SigningState:
    rows: tuple[PartyState, ...]
    figures: tuple[Figure, ...]

    @property
    def waiting(self) -> list[PartyState]:
        return [row for row in self.rows if row.state != "signed"]

    @property
    def declined(self) -> list[PartyState]:
        return [row for row in self.rows if row.state == "declined"]


def signing_state(agreement: Agreement, *, now: datetime.datetime) -> SigningState:
    """Four queries, whatever the number of parties."""
    parties = list(agreement.parties.filter(must_sign=True).select_related("participation__organisation", "signatory"))
    answers: dict[int, Signature] = {}
    for signature in agreement.signatures.filter(withdrawn_at=None).order_by("at", "pk"):
        answers[signature.party_id] = signature
    requests: dict[int, SigningRequest] = {}
    for request in agreement.signing_requests.order_by("pk"):
        requests[request.party_id] = request
    out = agreement.takes_signatures
    rows = tuple(_row(party, answers.get(party.pk), requests.get(party.pk), now, out) for party in parties)
    return SigningState(rows, _figures(rows, agreement, now))


def _row(
    party: Party, answer: Signature | None, request: SigningRequest | None, now: datetime.datetime, out: bool
) -> PartyState:
    newer_link = bool(answer and request and request.closed_at is None and request.created_at > answer.at)
    if answer and answer.kind == Signature.Kind.SIGNED:
        return PartyState(party, "signed", _("Signed"), answer.at, answer.get_method_display(), answer)
    if answer and not newer_link:
        return PartyState(
            party, "declined", _("Declined"), answer.at, _("“%(reason)s”") % {"reason": answer.reason}, answer, out
        )
    if request is None:
        return PartyState(party, "not_asked", _("Not requested"), None, _("No e-mail was sent."), can_be_asked=out)
    if request.closed_at or request.expires_at <= now:
        return PartyState(
            party, "expired", _("Link expired"), request.expires_at, _("Send a new link."), can_be_asked=out
        )
    if request.opened_at:
        return PartyState(party, "opened", _("Opened"), request.opened_at, _("First opened"), can_be_asked=out)
    return PartyState(
        party, "asked", _("Not answered"), request.created_at, _("Requested, not opened"), can_be_asked=out
    )


def _days_left(agreement: Agreement, now: datetime.datetime) -> int:
    return (agreement.signing_ends_on - now.date()).days if agreement.signing_ends_on else 0


def _figures(rows: tuple[PartyState, ...], agreement: Agreement, now: datetime.datetime) -> tuple[Figure, ...]:
    counts = {state: sum(row.state == state for row in rows) for state in ("signed", "declined", "opened", "asked")}
    figures = [
        Figure(_("%(n)s of %(all)s") % {"n": counts["signed"], "all": len(rows)}, _("have signed")),
        Figure(str(counts["declined"]), _("declined")),
        Figure(str(len(rows) - counts["signed"] - counts["declined"]), _("not yet answered")),
    ]
    if agreement.status == AgreementStatus.OUT_FOR_SIGNATURE:
        days = max(_days_left(agreement, now), 0)
        figures.append(Figure(ngettext("%(n)s day", "%(n)s days", days) % {"n": days}, _("left to sign")))
    return tuple(figures)
