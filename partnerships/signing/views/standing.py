"""How far the signing of one text has come: each party's state, in words, and the counts that add up."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.models import Agreement, Party, Signatory, Signature, SigningRequest
from partnerships.rules.lifecycle import AgreementStatus


@dataclass(frozen=True)
class Figure:
    value: str
    label: str


@dataclass(frozen=True)
class Standing:
    """One signatory of a party: `state` is signed, declined, opened, asked, expired or not_asked."""

    signatory: Signatory
    state: str
    words: str
    at: datetime.datetime | None
    detail: str
    signature: Signature | None = None
    can_be_asked: bool = False

    @property
    def party(self) -> Party:
        return self.signatory.party


@dataclass(frozen=True)
class SigningState:
    rows: tuple[Standing, ...]
    figures: tuple[Figure, ...]

    @property
    def parties(self) -> int:
        return len({row.party.pk for row in self.rows})

    @property
    def waiting(self) -> list[Standing]:
        return [row for row in self.rows if row.state != "signed"]

    @property
    def declined(self) -> list[Standing]:
        return [row for row in self.rows if row.state == "declined"]


def signing_state(agreement: Agreement, *, now: datetime.datetime) -> SigningState:
    """Four queries, whatever the number of signatories."""
    named = Signatory.objects.filter(party__agreement=agreement, party__must_sign=True)
    named = named.order_by("party__order", "party", "order", "pk")
    signatories = list(named.select_related("contact", "party__participation__organisation"))
    answers: dict[int, Signature] = {}
    for signature in agreement.signatures.filter(withdrawn_at=None).order_by("at", "pk"):
        answers[signature.signatory_id] = signature
    requests: dict[int, SigningRequest] = {}
    for request in agreement.signing_requests.order_by("pk"):
        requests[request.signatory_id] = request
    out = agreement.takes_signatures
    rows = tuple(_row(each, answers.get(each.pk), requests.get(each.pk), now, out) for each in signatories)
    return SigningState(rows, _figures(rows, agreement, now))


def _row(
    signatory: Signatory, answer: Signature | None, request: SigningRequest | None, now: datetime.datetime, out: bool
) -> Standing:
    newer_link = bool(answer and request and request.closed_at is None and request.created_at > answer.at)
    if answer and answer.kind == Signature.Kind.SIGNED:
        return Standing(signatory, "signed", _("Signed"), answer.at, answer.get_method_display(), answer)
    if answer and not newer_link:
        return Standing(
            signatory, "declined", _("Declined"), answer.at, _("“%(reason)s”") % {"reason": answer.reason}, answer, out
        )
    if request is None:
        return Standing(signatory, "not_asked", _("Not requested"), None, _("No e-mail was sent."), can_be_asked=out)
    if request.closed_at or request.expires_at <= now:
        return Standing(
            signatory, "expired", _("Link expired"), request.expires_at, _("Send a new link."), can_be_asked=out
        )
    if request.opened_at:
        return Standing(signatory, "opened", _("Opened"), request.opened_at, _("First opened"), can_be_asked=out)
    return Standing(
        signatory, "asked", _("Not answered"), request.created_at, _("Requested, not opened"), can_be_asked=out
    )


def _days_left(agreement: Agreement, now: datetime.datetime) -> int:
    return (agreement.signing_ends_on - now.date()).days if agreement.signing_ends_on else 0


def _figures(rows: tuple[Standing, ...], agreement: Agreement, now: datetime.datetime) -> tuple[Figure, ...]:
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
