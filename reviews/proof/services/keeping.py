"""Proof of a value: added, replaced by a later revision, withdrawn; nothing is overwritten (G5)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from partnerships.rules.lifecycle import AgreementStatus
from partnerships.shared.services.kept_files import keep
from pes_partnerships.ledger.services import Actor, one_act, record
from reviews.models import Measurement, Proof, ProofOfValue, ProofRevision
from reviews.shared.services import AlreadyCorrected


def ending_revisions() -> QuerySet[ProofRevision]:
    """The newest revision of each proof in use that is valid until a day, of the texts in force."""
    later = ProofRevision.objects.filter(proof=OuterRef("proof"), number__gt=OuterRef("number"))
    used = Measurement.objects.standing().filter(proofs=OuterRef("proof"))
    return ProofRevision.objects.filter(
        ~Exists(later),
        Exists(used),
        valid_until__isnull=False,
        proof__withdrawn_at=None,
        proof__objective__agreement__status=AgreementStatus.IN_FORCE,
    )


@one_act()
def add_proof(
    *,
    measurement: Measurement,
    by: Actor,
    title: str,
    also: Iterable[Measurement] = (),
    file: UploadedFile | None = None,
    link: str = "",
    valid_until: date | None = None,
    at: datetime | None = None,
) -> Proof:
    """A file, or the address of a web page, as proof of a value and, where one report shows them, of others, too."""
    at = at or timezone.now()
    proof = Proof.objects.create(objective=measurement.objective)
    ProofOfValue.objects.bulk_create(
        ProofOfValue(proof=proof, measurement=each, since=at, by=by.person) for each in (measurement, *also)
    )
    revision = _add_revision(proof, 1, by, at, title=title, file=file, link=link, valid_until=valid_until)
    _write_down("proof.added", proof, by, at, after=_said(revision) | {"value_of": str(measurement.as_of)})
    return proof


@one_act()
def replace_proof(
    *,
    proof: Proof,
    by: Actor,
    reason: str,
    follows: int,
    title: str,
    file: UploadedFile | None = None,
    link: str = "",
    valid_until: date | None = None,
    at: datetime | None = None,
) -> ProofRevision:
    """The next revision; the earlier ones stay readable.

    `follows`: the number that the person saw. Raises AlreadyCorrected where another came after it, or it is withdrawn.
    """
    at = at or timezone.now()
    locked = Proof.objects.select_for_update(of=("self",)).get(pk=proof.pk)
    latest = locked.revisions.last()
    if locked.withdrawn_at or latest.number != follows:
        raise AlreadyCorrected
    said = {"title": title, "file": file, "link": link, "valid_until": valid_until}
    revision = _add_revision(locked, follows + 1, by, at, reason=reason, **said)
    private = {"reason": reason}
    _write_down("proof.replaced", locked, by, at, before=_said(latest), after=_said(revision), private=private)
    return revision


@one_act()
def withdraw_proof(*, proof: Proof, by: Actor, reason: str, at: datetime | None = None) -> Proof:
    """It proves nothing from now on; what it proved until then is still answered."""
    at = at or timezone.now()
    locked = Proof.objects.select_for_update(of=("self",)).get(pk=proof.pk)
    if locked.withdrawn_at:
        raise AlreadyCorrected
    locked.withdrawn_at, locked.withdrawn_by, locked.withdrawal_reason = at, by.person, reason
    locked.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    _write_down("proof.withdrawn", locked, by, at, before=_said(locked.revisions.last()), private={"reason": reason})
    return locked


def _add_revision(
    proof: Proof,
    number: int,
    by: Actor,
    at: datetime,
    *,
    title: str,
    file: UploadedFile | None,
    link: str,
    valid_until: date | None,
    reason: str = "",
) -> ProofRevision:
    said = {"title": title, "link": link, "valid_until": valid_until, "reason": reason}
    row = ProofRevision(proof=proof, number=number, added_by=by.person, added_at=at, **said)
    if file:
        row.sha256, row.size, row.file_name = keep(row.file, file), file.size, file.name
    row.save()
    return row


def _said(revision: ProofRevision) -> dict[str, object]:
    return {
        "title": revision.title,
        "link": revision.link,
        "sha256": revision.sha256,
        "valid_until": revision.valid_until,
    }


def _write_down(act: str, proof: Proof, by: Actor, at: datetime, **facts: dict[str, object]) -> None:
    partnership = proof.objective.agreement.partnership
    record(act=act, anchor=partnership, obj=proof, by=by, service=partnership.service, at=at, **facts)
