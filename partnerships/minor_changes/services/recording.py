"""Recording a minor change: numbered, frozen, printed, and told to all parties in one act (A15)."""

import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.text import get_valid_filename

from partnerships.drafting.rules.freezing import canonical, fingerprint
from partnerships.drafting.services.wording import agreement_text
from partnerships.minor_changes import mails
from partnerships.minor_changes.rules.allowing import Allowance, allowance_of, change_findings, obstacles
from partnerships.models import Agreement, MinorChange
from partnerships.shared.services.refused import Refused
from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.findings import Finding
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.pdf import RenderedPdf

from .documents import change_text, render_change
from .parties import people_to_tell


class AnotherCameFirst(MoveRefused):
    """A minor change was recorded of this text since this one was begun: its author should read it first."""


def allowed(agreement: Agreement) -> tuple[Allowance, list[Finding]]:
    """What the text allows, and why nothing can be recorded of it now."""
    allowance = allowance_of(agreement_text(agreement))
    ended = agreement.partnership.ended_on is not None
    lapsed = agreement.has_lapsed(timezone.localdate())
    return allowance, obstacles(status=agreement.status, has_ended=ended, has_lapsed=lapsed, allowance=allowance)


def findings_of(agreement: Agreement, allowance: Allowance, **said: Any) -> list[Finding]:
    """What is wrong with one change of this text, each at its field."""
    days = {"since": agreement.governs_since, "until": agreement.ends_latest}
    same = agreement.minor_changes.filter(**{name: said[name] for name in ("before", "after", "applies_from")})
    recorded = same.values_list("number", flat=True).first() or 0
    return change_findings(**said, **days, allows=allowance, recorded=recorded)


def record_minor_change(
    *,
    agreement: Agreement,
    user: User,
    follows: int,
    corrects: MinorChange | None = None,
    at: datetime.datetime | None = None,
    **said: Any,
) -> MinorChange:
    """`follows` is the number of the newest change that its author saw, 0 for none.

    `said` are the fields of MinorChange that a person gives. Raises Refused with every reason against it, and
    AnotherCameFirst where a further change was recorded meanwhile.
    """
    at, now = at or timezone.now(), Agreement.objects.select_related("partnership__service").get(pk=agreement.pk)
    if now.minor_changes.filter(number__gt=follows).exists():
        raise AnotherCameFirst("a minor change was recorded meanwhile")
    allowance, found = allowed(now)
    asked = ("before", "after", "applies_from")
    found = found or findings_of(now, allowance, quoted=said["allowed_by"], **{name: said[name] for name in asked})
    if found:
        raise Refused(found)
    change = MinorChange(agreement=now, number=follows + 1, corrects=corrects, recorded_at=at, recorded_by=user, **said)
    earlier = now.minor_changes.filter(number=follows).first()
    change.snapshot = canonical(change_text(change, earlier))
    change.sha256 = fingerprint(change.snapshot)
    rendered = render_change(change)  # half a second, before any row is locked
    return _keep(change, rendered)


@one_act()
def _keep(change: MinorChange, rendered: RenderedPdf) -> MinorChange:
    locked = Agreement.objects.locked().get(pk=change.agreement_id)
    newest = locked.minor_changes.order_by("-number").values_list("number", flat=True).first() or 0
    if newest + 1 != change.number or locked.status != change.agreement.status or locked.partnership.ended_on:
        raise AnotherCameFirst(f"change {newest} was recorded, or the text does not govern any more")
    change.file_sha256 = rendered.sha256
    name = get_valid_filename(f"{change.document_number}.pdf")
    change.file.save(name, ContentFile(rendered.content), save=False)
    try:
        change.full_clean()
        change.save()
        told = people_to_tell(locked)
        mails.notices(change=change, told=told, content=rendered.content)
        record(
            act="minor_change.recorded",
            anchor=locked.partnership,
            obj=change,
            by=Actor.user(change.recorded_by),
            service=locked.partnership.service,
            after={
                "number": change.number,
                "matter": change.matter,
                "applies_from": change.applies_from,
                "sha256": change.sha256,
                "notified": len(told),
            },
            at=change.recorded_at,
        )
    except BaseException:
        change.file.storage.delete(change.file.name)
        raise
    return change
