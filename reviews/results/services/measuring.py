"""Measured values: entered with their source, corrected or withdrawn without hiding the earlier one (O2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from partnerships.models import Objective, Party, Quota
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.dates import PartialDate
from reviews.models import Measurement
from reviews.shared.rules import is_share
from reviews.shared.services import AlreadyCorrected

from .locks import refuse_locked, refuse_locked_many
from .proofs import take_over_proofs


@one_act()
def enter_value(
    *,
    objective: Objective,
    by: Actor,
    as_of: PartialDate,
    source: str,
    value: Decimal | None = None,
    text: str = "",
    numerator: int | None = None,
    denominator: int | None = None,
    is_estimate: bool = False,
    is_control_group: bool = False,
    party: Party | None = None,
    quota: Quota | None = None,
    late_reason: str = "",
    at: datetime | None = None,
) -> Measurement:
    """A value as a number, as “so many out of so many”, or in words; a share is calculated from its counts.

    Of the objective itself, of one `party` to the agreement, or of one `quota` of the objective. `late_reason`: why it
    is added to a period that is confirmed; raises PeriodLocked without it.
    """
    lock = refuse_locked(objective, as_of, reason=late_reason)
    measurement = Measurement.objects.create(
        objective=objective,
        party=party,
        quota=quota,
        value=_calculated("%" if quota else objective.unit, value, numerator, denominator),
        text=text,
        numerator=numerator,
        denominator=denominator,
        as_of=as_of,
        source=source,
        is_estimate=is_estimate,
        is_control_group=is_control_group,
        correction_reason=late_reason if lock else "",
        entered_by=by.person,
        entered_at=at or timezone.now(),
    )
    private = {"reason": late_reason} if lock else {}
    _write_down("measurement.entered", measurement, by, before=None, private=private)
    return measurement


@one_act()
def correct_value(
    *,
    measurement: Measurement,
    by: Actor,
    reason: str,
    as_of: PartialDate,
    source: str,
    value: Decimal | None = None,
    text: str = "",
    numerator: int | None = None,
    denominator: int | None = None,
    is_estimate: bool = False,
    keeps_proof: bool = False,
    at: datetime | None = None,
) -> Measurement:
    """A new row that takes the place of `measurement`, which stays readable with the reason.

    `keeps_proof`: what proves the earlier value proves this one, too (G5).
    """
    objective, at = measurement.objective, at or timezone.now()
    refuse_locked(objective, measurement.as_of, as_of, reason=reason)
    if Measurement.objects.select_for_update(of=("self",)).get(pk=measurement.pk).withdrawn_at:
        raise AlreadyCorrected
    try:
        with transaction.atomic():
            corrected = Measurement.objects.create(
                objective=objective,
                party=measurement.party,
                quota=measurement.quota,
                value=_calculated(measurement.unit, value, numerator, denominator),
                text=text,
                numerator=numerator,
                denominator=denominator,
                as_of=as_of,
                source=source,
                is_estimate=is_estimate,
                is_control_group=measurement.is_control_group,
                corrects=measurement,
                correction_reason=reason,
                entered_by=by.person,
                entered_at=at,
            )
    except IntegrityError:
        raise AlreadyCorrected from None
    if keeps_proof:
        take_over_proofs(earlier=measurement, corrected=corrected, by=by, at=at)
    _write_down("measurement.corrected", corrected, by, before=_figures(measurement), private={"reason": reason})
    return corrected


@one_act()
def withdraw_value(*, measurement: Measurement, by: Actor, reason: str, at: datetime | None = None) -> Measurement:
    """A value that should not have been entered counts no more; it stays readable, with the reason."""
    refuse_locked(measurement.objective, measurement.as_of, reason=reason)
    locked = Measurement.objects.select_for_update(of=("self",)).get(pk=measurement.pk)
    if not locked.stands:
        raise AlreadyCorrected
    locked.withdrawn_at, locked.withdrawn_by, locked.withdrawal_reason = at or timezone.now(), by.person, reason
    locked.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    partnership = locked.objective.agreement.partnership
    record(
        act="measurement.withdrawn",
        anchor=partnership,
        obj=locked,
        by=by,
        service=partnership.service,
        before=_figures(locked),
        private={"reason": reason},
        at=locked.withdrawn_at,
    )
    return locked


@dataclass
class Brought:
    """A value out of a file; `corrects` is the stored one whose place it takes."""

    objective: Objective
    values: dict[str, Any]
    party_id: int | None = None
    corrects: Measurement | None = None


def bring_values(brought: Sequence[Brought], *, by: Actor, reason: str, at: datetime) -> list[Measurement]:
    """Many values in one statement, as enter_value and correct_value write one; in the caller's transaction.

    `reason` stays with corrections and with what comes after a period was confirmed. The caller writes the ledger.
    """
    locks = refuse_locked_many([(each.objective, each.values["as_of"]) for each in brought], reason=reason)
    rows = []
    for each in brought:
        unit = each.corrects.unit if each.corrects else each.objective.unit
        values = dict(each.values)
        values["value"] = _calculated(unit, *(values.get(name) for name in ("value", "numerator", "denominator")))
        is_late = locks.on(each.objective, values["as_of"]) is not None
        values["correction_reason"] = reason if each.corrects or is_late else ""
        rows.append(
            Measurement(
                objective=each.objective,
                party_id=each.party_id or (each.corrects.party_id if each.corrects else None),
                corrects=each.corrects,
                entered_by=by.person,
                entered_at=at,
                **values,
            )
        )
    return Measurement.objects.bulk_create(rows, batch_size=500)


def _calculated(unit: str, value: Decimal | None, part: int | None, whole: int | None) -> Decimal | None:
    if value is not None or part is None or not whole:
        return value
    return round(Decimal(100 * part) / whole, 2) if is_share(unit) else Decimal(part)


def _figures(measurement: Measurement) -> dict[str, object]:
    return {
        "value": measurement.value,
        "numerator": measurement.numerator,
        "denominator": measurement.denominator,
        "as_of": str(measurement.as_of),
        "is_estimate": measurement.is_estimate,
    }


def _write_down(
    act: str,
    measurement: Measurement,
    by: Actor,
    *,
    before: dict[str, object] | None,
    private: dict[str, str],
) -> None:
    partnership = measurement.objective.agreement.partnership
    if measurement.text:  # words may name a person
        private = {**private, "text": measurement.text}
    record(
        act=act,
        anchor=partnership,
        obj=measurement,
        by=by,
        service=partnership.service,
        before=before,
        after=_figures(measurement),
        private=private,
        at=measurement.entered_at,
    )
