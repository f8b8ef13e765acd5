"""How far the signing of one text has come: each party's state, in words, and the counts that add up."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.models import Agreement, Party, Signatory, Signature, SignedCopy, SigningRequest
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.rules.signing import LinkEnd
from partnerships.rules.vocabulary import ForceRule
from partnerships.signing.rules.completing import open_step, party_has_signed
from partnerships.signing.services.asking import next_link_from
from partnerships.signing.services.reminding import remind_on
from pes_partnerships.lib.dates import display_date

TO_CHECK = ("differs", "unchecked")  # signed, and it does not count before somebody has looked at it


@dataclass(frozen=True)
class Figure:
    value: str
    label: str


@dataclass(frozen=True)
class Standing:
    """One signatory of a party.

    `state` is signed, differs, unchecked, declined, undelivered, opened, letter, asked,
    expired or not_asked; later or not_needed where the turns of the parties, or enough signatures, say so.
    """

    signatory: Signatory
    state: str
    words: str
    at: datetime.datetime | None
    detail: str
    signature: Signature | None = None
    can_be_asked: bool = False
    request: SigningRequest | None = None
    asked_times: int = 0
    again_from: datetime.datetime | None = None
    remind_on: datetime.date | None = None  # by the clock
    before: tuple[SigningRequest, ...] = ()
    set_aside: tuple[Signature, ...] = ()
    copy: SignedCopy | None = None

    @property
    def old_address(self) -> str:
        """Where an open link lies that was sent before the address was corrected."""
        is_out = (
            self.request is not None
            and self.request.can_lie_in_a_mailbox
            and self.state in ("asked", "opened", "undelivered")
        )
        address = self.signatory.contact.email
        return self.request.email if is_out and self.request.email.casefold() != address.casefold() else ""

    @property
    def is_out(self) -> bool:
        """A link lies, or lay, in the mailbox that is on record: the row says how many went there."""
        is_there = self.request is not None and not self.request.is_letter and not self.old_address
        return is_there and self.state != "undelivered"

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
        return [row for row in self.rows if row.state not in ("signed", "not_needed", *TO_CHECK)]

    @property
    def to_check(self) -> list[Standing]:
        return [row for row in self.rows if row.state in TO_CHECK]

    @property
    def next_steps(self) -> bool:
        return bool(self.unreached or self.to_check or self.declined)

    @property
    def unreached(self) -> list[Standing]:
        return [row for row in self.rows if row.state == "undelivered"]

    @property
    def declined(self) -> list[Standing]:
        return [row for row in self.rows if row.state == "declined"]


def signing_state(agreement: Agreement, *, now: datetime.datetime) -> SigningState:
    """Five queries, whatever the number of signatories."""
    named = Signatory.objects.filter(party__agreement=agreement, party__must_sign=True)
    named = named.order_by("party__order", "party", "order", "pk")
    signatories = list(named.select_related("contact", "party__participation__organisation"))
    answers: dict[int, Signature] = {}
    set_aside: dict[int, list[Signature]] = defaultdict(list)
    for signature in agreement.signatures.filter(withdrawn_at=None).select_related("recorded_by").order_by("at", "pk"):
        if signature.was_set_aside:
            set_aside[signature.signatory_id].append(signature)
        else:
            answers[signature.signatory_id] = signature
    requests: dict[int, list[SigningRequest]] = defaultdict(list)
    for request in agreement.signing_requests.filter(text_sha256=agreement.snapshot_sha256).order_by("pk"):
        requests[request.signatory_id].append(request)
    copies = {each.signatory_id: each for each in agreement.signed_copies.filter(
        text_sha256=agreement.snapshot_sha256, discarded_at=None)}  # fmt: skip
    out = agreement.takes_signatures
    rows = tuple(
        replace(
            _whole_row(each, answers.get(each.pk), requests[each.pk], now, out), set_aside=tuple(set_aside[each.pk])
        )
        for each in signatories
    )
    rows = tuple(replace(row, copy=copies.get(row.signatory.pk)) for row in rows)
    rows = _by_turns(rows, agreement)
    return SigningState(rows, _figures(rows, agreement, now))


def _by_turns(rows: tuple[Standing, ...], agreement: Agreement) -> tuple[Standing, ...]:
    """Who need not sign any more, and whose turn comes later, are asked nothing now."""
    signed = {row.signatory.pk for row in rows if row.state == "signed"}
    named: dict[Party, list[int]] = defaultdict(list)
    for row in rows:
        named[row.party].append(row.signatory.pk)
    done = {party: party_has_signed(keys, signed, party.signatures_needed) for party, keys in named.items()}
    in_turns = agreement.force_rule != ForceRule.OWN_SIGNATURE
    step = open_step((party.signing_step, is_done) for party, is_done in done.items()) if in_turns else None
    return tuple(_in_turn(row, done[row.party], len(named[row.party]), step) for row in rows)


def _in_turn(row: Standing, is_done: bool, named: int, step: int | None) -> Standing:
    if row.signature is not None:
        return row
    if is_done:
        words = _("The party has signed: %(needed)s of the %(named)s persons named were needed.")
        words %= {"needed": row.party.signatures_needed, "named": named}
        return Standing(row.signatory, "not_needed", _("Not needed"), None, words, before=row.before)
    if step is not None and row.party.signing_step > step:
        words = _("Step %(own)s: asked when the parties of step %(now)s have signed.")
        words %= {"own": row.party.signing_step, "now": step}
        return Standing(row.signatory, "later", _("Asked later"), None, words, before=row.before)
    return row


def _whole_row(
    signatory: Signatory, answer: Signature | None, requests: list[SigningRequest], now: datetime.datetime, out: bool
) -> Standing:
    newest = requests[-1] if requests else None
    row = _row(signatory, answer, newest, now, out)
    same = [each for each in requests if newest and each.email.casefold() == newest.email.casefold()]
    again_from = next_link_from(requests, signatory.contact.email, now) if row.can_be_asked else None
    before = tuple(each for each in requests if each.closed_as == LinkEnd.OTHER_PERSON)
    is_asked = row.state in ("asked", "opened") and signatory.contact.left_on is None
    reminded = remind_on(requests, now) if is_asked else None
    return replace(row, request=newest, asked_times=len(same), again_from=again_from, remind_on=reminded, before=before)


def _row(
    signatory: Signatory, answer: Signature | None, request: SigningRequest | None, now: datetime.datetime, out: bool
) -> Standing:
    newer_link = bool(answer and request and request.closed_at is None and request.created_at > answer.at)
    if answer and answer.waits_for_check and answer.method in Signature.RECORDED:
        return Standing(signatory, "unchecked", _("To be checked"), answer.at, answer.get_method_display(), answer)
    if answer and answer.waits_for_check:
        return Standing(signatory, "differs", _("Name differs"), answer.at, answer.get_method_display(), answer)
    if answer and answer.kind == Signature.Kind.SIGNED:
        return Standing(signatory, "signed", _("Signed"), answer.at, answer.get_method_display(), answer)
    if answer and not newer_link:
        return Standing(
            signatory, "declined", _("Declined"), answer.at, _("“%(reason)s”") % {"reason": answer.reason}, answer, out
        )
    if request is None:
        return Standing(signatory, "not_asked", _("Not requested"), None, _("No e-mail was sent."), can_be_asked=out)
    if request.closed_at or request.expires_at <= now:
        words = _("Valid until %(day)s. Send a new link.") % {"day": display_date(request.last_day)}
        return Standing(signatory, "expired", _("Link expired"), None, words, can_be_asked=out)
    if request.is_unreached:
        words = _("Could not be delivered to %(address)s: %(words)s")
        words %= {"address": request.email, "words": request.undelivered_words}
        return Standing(signatory, "undelivered", _("Not delivered"), request.undelivered_at, words, can_be_asked=out)
    if request.opened_at:
        return Standing(signatory, "opened", _("Opened"), request.opened_at, _("First opened"), can_be_asked=out)
    if request.is_letter:
        words = _("To %(address)s") % {"address": ", ".join(request.posted_to.splitlines())}
        return Standing(signatory, "letter", _("Letter printed"), request.created_at, words, can_be_asked=out)
    return Standing(
        signatory, "asked", _("Not answered"), request.created_at, _("Requested, not opened"), can_be_asked=out
    )


def shared_among(agreement: Agreement) -> list[str]:
    """Said before sending: one person who signs for several parties, and one mailbox that gets several links."""
    named = Signatory.objects.filter(party__agreement=agreement, party__must_sign=True, contact__left_on=None)
    by_person, by_mailbox = defaultdict(list), defaultdict(list)
    for each in named.select_related("contact", "party__participation__organisation").order_by("party__order", "pk"):
        by_person[each.contact.name.casefold(), each.contact.email.casefold()].append(each)
        if each.contact.email:
            by_mailbox[each.contact.email.casefold()].append(each)
    said = []
    for rows in by_person.values():
        if len({row.party_id for row in rows}) > 1:
            words = _("%(name)s signs for several parties, with one link for each: %(parties)s.")
            said.append(words % {"name": rows[0].contact.name, "parties": _parties(rows)})
    for rows in by_mailbox.values():
        if len({row.contact.name.casefold() for row in rows}) > 1:
            words = _("The mailbox %(address)s receives several links: %(parties)s. Each subject names the party.")
            said.append(words % {"address": rows[0].contact.email, "parties": _parties(rows)})
    return said


def _parties(rows: list[Signatory]) -> str:
    return ", ".join(dict.fromkeys(row.party.name for row in rows))


def _days_left(agreement: Agreement, now: datetime.datetime) -> int:
    return (agreement.signing_ends_on - timezone.localdate(now)).days if agreement.signing_ends_on else 0


def _figures(rows: tuple[Standing, ...], agreement: Agreement, now: datetime.datetime) -> tuple[Figure, ...]:
    counts = {state: sum(row.state == state for row in rows) for state in ("signed", "declined", "undelivered")}
    checks = sum(row.state in TO_CHECK for row in rows)
    not_needed = sum(row.state == "not_needed" for row in rows)
    waiting = len(rows) - sum(counts.values()) - checks - not_needed
    figures = [
        Figure(_("%(n)s of %(all)s") % {"n": counts["signed"], "all": len(rows) - not_needed}, _("have signed")),
        Figure(str(counts["declined"]), _("declined")),
        Figure(str(waiting), _("not yet answered")),
    ]
    if counts["undelivered"]:
        figures.insert(1, Figure(str(counts["undelivered"]), _("not reached")))
    if checks:
        figures.insert(1, Figure(str(checks), _("signed, to be checked")))
    if agreement.status == AgreementStatus.OUT_FOR_SIGNATURE:
        days = max(_days_left(agreement, now), 0)
        figures.append(Figure(ngettext("%(n)s day", "%(n)s days", days) % {"n": days}, _("left to sign")))
    return tuple(figures)
