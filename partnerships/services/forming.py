"""A partnership from its first idea to its end (F1, F6, F7, F8, A16, R9)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models.functions import Length
from django.utils import timezone

from partnerships.models import Examination, Partnership
from partnerships.rules.lifecycle import AgreementStatus
from pes_partnerships.accounts.models import EmploymentService, Office, User
from pes_partnerships.ledger.services import Actor, record
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.text import fold

from .changes import private_values, refuse_foreign, set_fields
from .conflicts import Conflict, seen_hash, values_of
from .force import end_agreement

PERSONAL = frozenset({"instigator", "selection_note", "pes_role_note", "end_note"})  # free texts that may name people
PERSONAL_OF_EXAMINATION = frozenset({"outcome_reason", "tests_note", "worth_reason"})
DECISION = ("outcome", "outcome_reason", "decided_on")
VALUE_OF_PARTNERSHIP = ("added_value", "value_measured_by")
VALUE_OF_EXAMINATION = ("worth", "worth_reason")


class AlreadyEnded(MoveRefused):
    """The partnership has ended before."""


class OutForSignature(MoveRefused):
    """A version is with the signatories: call it back, or wait for them, before the partnership ends."""


@transaction.atomic
def create_partnership(
    *,
    service: EmploymentService,
    by: Actor,
    title: str,
    office: Office | None = None,
    manager: User | None = None,
    at: datetime | None = None,
    **fields: Any,
) -> Partnership:
    """A partnership that needs no agreement yet; it gets the service's next reference unless one is given."""
    refuse_foreign(service.pk, office)
    at = at or timezone.now()
    reference = fields.pop("reference", "") or _next_reference(service, fields.get("countries") or [], at)
    partnership = Partnership(service=service, reference=reference)
    values = {"title": title, "office": office, "manager": manager, **fields}
    _, after, personal = set_fields(partnership, values, personal=PERSONAL)
    refresh_search_text(partnership)
    record(
        act="partnership.created",
        anchor=partnership,
        by=by,
        service=service,
        after={"reference": reference, **after},
        private=private_values(partnership, personal),
        at=at,
    )
    return partnership


@transaction.atomic
def change_partnership(*, partnership: Partnership, by: Actor, seen: str = "", **fields: Any) -> Partnership:
    """Change facts of a partnership; its end is end_partnership's alone.

    `seen` is seen_partnership() of what the editor began with: if somebody saved since, Conflict is raised.
    """
    if fields.keys() & {"ended_on", "end_reason", "end_note"}:
        raise MoveRefused("A partnership ends through end_partnership.")
    refuse_foreign(partnership.service_id, fields.get("office"))
    partnership = _locked(partnership)
    if seen and seen != seen_partnership(partnership):
        raise Conflict(partnership)
    before, after, personal = set_fields(partnership, fields, personal=PERSONAL)
    if not after and not personal:
        return partnership
    refresh_search_text(partnership)
    record(
        act="partnership.changed",
        anchor=partnership,
        by=by,
        service=partnership.service,
        before=before,
        after=after,
        private=private_values(partnership, personal),
    )
    return partnership


@transaction.atomic
def end_partnership(*, partnership: Partnership, by: Actor, ended_on: date, reason: str, note: str = "") -> Partnership:
    """End a partnership and the agreement in force under it, with one of the reasons of A16 (R9)."""
    partnership = _locked(partnership)
    if partnership.ended_on:
        raise AlreadyEnded("This partnership has ended before.")
    out = (AgreementStatus.OUT_FOR_SIGNATURE, AgreementStatus.SIGNED)
    if partnership.agreements.filter(status__in=out).exists():
        raise OutForSignature("A version is out for signature or waits for its day.")
    governing = partnership.agreements.filter(status=AgreementStatus.IN_FORCE).first()
    if governing:
        end_agreement(agreement=governing, by=by, reason=reason)
        partnership.refresh_from_db()
    values = {"ended_on": ended_on, "end_reason": reason, "end_note": note}
    before, after, personal = set_fields(partnership, values, personal=PERSONAL)
    record(
        act="partnership.ended",
        anchor=partnership,
        by=by,
        service=partnership.service,
        before=before,
        after=after,
        private=private_values(partnership, personal),
    )
    return partnership


@transaction.atomic
def save_examination(*, partnership: Partnership, by: Actor, seen: str | None = None, **fields: Any) -> Examination:
    """The self-examination, the five tests, the decision; half an answer is saved too (F1, F6).

    `seen` is seen_examination() of what the editor began with: if somebody saved since, Conflict is raised.
    """
    Partnership.objects.select_for_update().get(pk=partnership.pk)  # two first saves at once make one row
    examination = examination_of(partnership)
    if seen is not None and seen != seen_examination(examination, fields):
        raise Conflict(examination)
    decided = {name: fields.pop(name) for name in DECISION if name in fields}
    _record_examination(examination, fields, by, act="examination.saved")
    if decided:
        _decide(examination, decided, by)
    return examination


def _decide(examination: Examination, decided: dict[str, Any], by: Actor) -> None:
    """A decision has its day and who took it; the one before it stays in the ledger, whole."""
    outcome = decided.get("outcome", examination.outcome)
    if outcome:
        decided.setdefault("decided_on", examination.decided_on or timezone.localdate())
    else:
        decided["decided_on"] = None
    differs = any(getattr(examination, name) != value for name, value in decided.items())
    if not differs:
        return
    decided["decided_by"] = by.person if by.kind == "user" and outcome else None
    was = {name: getattr(examination, name) for name in ("outcome", "decided_on")} if examination.outcome else {}
    set_fields(examination, decided)
    record(
        act="examination.decided",
        anchor=examination.partnership,
        obj=examination,
        by=by,
        service=examination.partnership.service,
        before=was,
        after={"outcome": examination.outcome, "decided_on": examination.decided_on},
        private=private_values(examination, {"outcome_reason"}),
    )


def _record_examination(examination: Examination, fields: dict[str, Any], by: Actor, *, act: str) -> None:
    before, after, personal = set_fields(examination, fields, personal=PERSONAL_OF_EXAMINATION)
    if not after and not personal:
        return
    record(
        act=act,
        anchor=examination.partnership,
        obj=examination,
        by=by,
        service=examination.partnership.service,
        before=before,
        after=after,
        private=private_values(examination, personal),
    )


def examination_of(partnership: Partnership) -> Examination:
    """The answers of a partnership; an unsaved row where nobody has answered anything yet."""
    known = Examination.objects.filter(partnership=partnership).first()
    return known or Examination(partnership=partnership)


def seen_examination(examination: Examination, names: Iterable[str]) -> str:
    return seen_hash(values_of(examination, names))


@transaction.atomic
def save_value(*, partnership: Partnership, by: Actor, seen: str | None = None, **fields: Any) -> None:
    """The value question at the start (F8): what value, how measured, and whether it is worth the resources."""
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    if seen is not None and seen != seen_value(partnership):
        raise Conflict(partnership)
    of_partnership = {name: fields.pop(name) for name in VALUE_OF_PARTNERSHIP if name in fields}
    change_partnership(partnership=partnership, by=by, **of_partnership)
    save_examination(partnership=partnership, by=by, **fields)


def seen_value(partnership: Partnership) -> str:
    """A fingerprint of the value question as it is stored, which lies on two rows."""
    stored = Partnership.objects.get(pk=partnership.pk)
    answers = values_of(examination_of(stored), VALUE_OF_EXAMINATION)
    return seen_hash([values_of(stored, VALUE_OF_PARTNERSHIP), answers])


def note_next_review(*, partnership: Partnership, due_on: date | None) -> None:
    """What the portfolio shows and sorts by; the act stands in the ledger of whoever planned the review."""
    partnership.next_review_on = due_on
    partnership.save(update_fields=["next_review_on"])


def refresh_search_text(partnership: Partnership) -> None:
    """What the portfolio is searched by, folded: titles, reference, challenge, place, names of partners."""
    texts = [
        partnership.title,
        partnership.title_original,
        partnership.reference,
        partnership.challenge,
        partnership.place,
    ]
    for participation in partnership.participations.select_related("organisation"):
        organisation = participation.organisation
        texts += [organisation.name, organisation.name_en, organisation.abbreviation] if organisation else []
        texts.append(participation.class_name)
    partnership.search_text = "\n".join(fold(text) for text in texts if text)
    partnership.save(update_fields=["search_text"])


def seen_partnership(partnership: Partnership) -> str:
    """A fingerprint of the facts as they are stored, to notice that two people edit at once."""
    stored = Partnership.objects.get(pk=partnership.pk)
    names = [f.name for f in stored._meta.concrete_fields if f.editable]
    related = {
        f.name: sorted(str(key) for key in getattr(stored, f.name).values_list("pk", flat=True))
        for f in stored._meta.many_to_many
    }
    return seen_hash([values_of(stored, names), related])


def _locked(partnership: Partnership) -> Partnership:
    rows = Partnership.objects.select_related("service", "office", "manager")
    return rows.select_for_update(of=("self",)).get(pk=partnership.pk)


def _next_reference(service: EmploymentService, countries: list[Any], at: datetime) -> str:
    """“LT-2026-0001”: the first country (else the service's, else its code), the year, a running number."""
    EmploymentService.objects.select_for_update().get(pk=service.pk)  # two creations at once get two numbers
    area = str(countries[0]) if countries else (service.country.code or service.code.upper()[:20])
    prefix = f"{area}-{timezone.localdate(at).year}-"
    numbered = Partnership.objects.filter(service=service, reference__regex=rf"^{prefix}\d+$")
    last = numbered.order_by(Length("reference").desc(), "-reference").values_list("reference", flat=True).first()
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:04d}"
