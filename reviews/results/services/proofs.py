"""The proofs of measured values, read for many values at once; taken over when a value is corrected (G5)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Count
from django.utils import timezone

from pes_partnerships.ledger.services import Actor
from reviews.models import Measurement, Proof, ProofOfValue, ProofRevision
from reviews.results.rules.proving import CURRENT, ProofDays, RevisionDays


def proof_days(use: ProofOfValue) -> ProofDays:
    """As days in the service's time zone; `use.proof` has its revisions at hand."""
    proof = use.proof
    revisions = [RevisionDays(timezone.localdate(each.added_at), each.valid_until) for each in proof.revisions.all()]
    withdrawn_on = timezone.localdate(proof.withdrawn_at) if proof.withdrawn_at else None
    return ProofDays(timezone.localdate(use.since), revisions, withdrawn_on)


def uses_by_value(values: Iterable[Measurement]) -> dict[int, list[ProofOfValue]]:
    """Two queries, whatever the number of values: the uses with their proofs, and the revisions."""
    found: dict[int, list[ProofOfValue]] = defaultdict(list)
    uses = ProofOfValue.objects.filter(measurement__in=[each.pk for each in values])
    uses = uses.annotate(shared_by=Count("proof__uses")).select_related("proof__withdrawn_by", "by")
    for use in uses.prefetch_related("proof__revisions__added_by"):
        found[use.measurement_id].append(use)
    return found


def days_by_value(values: Iterable[Measurement]) -> dict[int, list[ProofDays]]:
    return {pk: [proof_days(use) for use in uses] for pk, uses in uses_by_value(values).items()}


def revision_on(use: ProofOfValue, day: date) -> ProofRevision | None:
    """The revision that counted as proof on a day; None where none did."""
    days = proof_days(use)
    place = days.revision_on(day)
    return use.proof.revisions.all()[place] if place is not None and days.state_on(day) == CURRENT else None


def takes_over(measurement: Measurement, day: date) -> bool:
    """Whether it has a proof that counts today: what a correction may take over."""
    days = days_by_value([measurement]).get(measurement.pk, [])
    return any(each.state_on(day) == CURRENT for each in days)


def take_over_proofs(*, earlier: Measurement, corrected: Measurement, by: Actor, at: datetime) -> list[Proof]:
    """The proofs of the earlier value that count are those of its correction, too; its own they remain."""
    uses = uses_by_value([earlier])[earlier.pk]
    day = timezone.localdate(at)
    proofs = [use.proof for use in uses if proof_days(use).state_on(day) == CURRENT]
    ProofOfValue.objects.bulk_create(
        ProofOfValue(proof=each, measurement=corrected, since=at, by=by.person) for each in proofs
    )
    return proofs
