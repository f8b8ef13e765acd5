"""Where a partnership stands in its life, read from its versions (A16)."""

from dataclasses import dataclass

from django.utils import timezone

from partnerships.agreements.services.readiness import readiness
from partnerships.drafting.services.wording import agreement_text
from partnerships.lifecycle.rules.moves import Standing
from partnerships.minor_changes.services.recording import allowed
from partnerships.models import Agreement, Partnership, TerminationNotice
from partnerships.rules.lifecycle import AgreementStatus
from pes_partnerships.lib.findings import blocking


@dataclass(frozen=True)
class Life:
    """`last` is the text that governed last: of an ended partnership, the one that is kept."""

    standing: Standing
    coming: Agreement | None
    governing: Agreement | None
    last: Agreement | None
    notice: TerminationNotice | None
    is_ending: bool = False  # R9: its end is decided


def life_of(partnership: Partnership) -> Life:
    rows = partnership.agreements.select_related("partnership__service")
    coming, governing = rows.open().first(), rows.in_force().first()
    last = governing or rows.filter(status=AgreementStatus.ENDED).first()
    notice = running_notice(governing)
    text = governing or (coming if coming and coming.status == AgreementStatus.SIGNED else None)
    issues = 0
    if coming and coming.is_draft:
        found = readiness(coming, agreement_text(coming), today=timezone.localdate())
        issues = len(blocking(found))
    standing = Standing(
        has_ended=partnership.ended_on is not None,
        coming=coming.status if coming else "",
        issues=issues,
        waits_for_condition=coming is not None and coming.waits_for_condition,
        governs=governing is not None,
        in_notice=notice is not None,
        notice_ran_out=notice is not None and notice.last_day < timezone.localdate(),
        allows_minor_changes=text is not None and not allowed(text)[1],
        is_binding=text is not None,
    )
    return Life(standing, coming, governing, last, notice, partnership.ending_on is not None)


def running_notice(agreement: Agreement | None) -> TerminationNotice | None:
    """The notice that the agreement is under; None for one that does not govern."""
    if agreement is None:
        return None
    rows = TerminationNotice.objects.running().filter(agreement=agreement)
    if not rows.exists():  # of most: the whole row with all that belongs to it costs several times as much
        return None
    return rows.select_related("party__participation__organisation", "agreement").first()
