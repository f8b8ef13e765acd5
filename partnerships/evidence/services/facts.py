"""What the page to check a document says beside the verdict: signatures in the ledger, days, whose seal it is (S3)."""

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils import timezone
from django_scopes import scopes_disabled

from partnerships.models import Agreement
from partnerships.signing.services.documents import standing_signatures
from partnerships.signing.services.evidence import signing_entries
from partnerships.signing.services.sealed import held_by
from partnerships.signing.services.verifying import Today, Verdict
from pes_partnerships.ledger.models import LedgerEntry

OVER_ACTS = {
    Today.SUPERSEDED: ("agreement.superseded",),
    Today.ENDED: ("agreement.ended", "agreement.ended_by_notice"),
}


@dataclass(frozen=True)
class AgreementFacts:
    """Of the signed text, never of a person: whoever holds the file or its fingerprint may read them.

    `signatures` in this file, given `first` to `last`; `are_recorded`: each is in the ledger, unchanged.
    Days are those of the service's own calendar.
    """

    number: str
    title: str
    version: int
    service: str
    time_zone: str
    signatures: int
    first: datetime.date | None
    last: datetime.date | None
    are_recorded: bool
    since: datetime.date | None
    until: datetime.date | None  # the day after which it governed no more, or its last day


def agreement_facts(verdict: Verdict) -> AgreementFacts | None:
    agreement = verdict.agreement
    if agreement is None:
        return None
    with scopes_disabled():
        service = agreement.partnership.service
        zone = service.zone
        signatures = standing_signatures(agreement)
        if verdict.document:
            signatures = held_by(verdict.document, signatures)
        days = sorted(timezone.localdate(each.at, zone) for each in signatures)
        return AgreementFacts(
            number=agreement.number,
            title=agreement.title,
            version=agreement.version,
            service=service.name,
            time_zone=service.time_zone,
            signatures=len(signatures),
            first=days[0] if days else None,
            last=days[-1] if days else None,
            are_recorded=are_recorded(agreement),
            since=agreement.governs_since,
            until=_until(agreement, verdict.today, zone),
        )


def are_recorded(agreement: Agreement) -> bool:
    """Whether each standing signature is in the ledger, for the frozen text, in an entry that is unchanged itself."""
    signatures = standing_signatures(agreement)
    entries = signing_entries(signatures)
    return all(
        each.pk in entries
        and entries[each.pk].after.get("sha256") == agreement.snapshot_sha256
        and entries[each.pk].hash == entries[each.pk].reckoned_hash()
        for each in signatures
    )


def _until(agreement: Agreement, today: Today | None, zone: ZoneInfo) -> datetime.date | None:
    if acts := OVER_ACTS.get(today) if today else None:
        entries = LedgerEntry.objects.filter(act__in=acts, object_type="agreement", object_id=str(agreement.pk))
        found = entries.order_by("-seq").first()
        return timezone.localdate(found.at, zone) if found else None
    return agreement.ends_latest
