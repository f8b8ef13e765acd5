"""An agreement that exists already is placed under an umbrella agreement (A18)."""

from typing import Any

from django.db.models import QuerySet

from partnerships.drafting.services.recording import lock_draft
from partnerships.models import Agreement, LocalText
from partnerships.rules.lifecycle import OPEN_VERSION, AgreementStatus
from pes_partnerships.accounts.models import Membership
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused

from .templates import GOVERNS


class MadeFromTemplate(MoveRefused):
    """A local agreement that was made from a template stays under its umbrella."""


class ComesRound(MoveRefused):
    """The umbrella stands, over some agreements, under the one that would be placed under it."""


def possible_umbrellas(agreement: Agreement, membership: Membership) -> QuerySet[Agreement]:
    """Texts in force, or signed, of other partnerships that this person may read, by their titles."""
    rows = Agreement.objects.visible_to(membership).filter(status__in=GOVERNS, partnership__ended_on=None)
    own = Agreement.objects.filter(pk=agreement.parent_id)  # where it stands now, whoever may read that one
    return (
        (rows.exclude(partnership=agreement.partnership_id) | own)
        .select_related("partnership")
        .defer("snapshot")
        .order_by("partnership__title", "pk")
    )


@one_act()
def place_under(*, agreement: Agreement, umbrella: Agreement | None, by: Actor) -> Agreement:
    """Refused with ComesRound where the umbrella is itself below the agreement's partnership."""
    locked = lock_draft(agreement)
    if (
        umbrella is None
        and LocalText.objects.filter(partnership=locked.partnership_id, template__isnull=False).exists()
    ):
        raise MadeFromTemplate("it was made from the template of its umbrella")
    if umbrella is not None and umbrella.pk == locked.parent_id:
        return locked
    if umbrella is not None and _closes_a_circle(locked, umbrella):
        raise ComesRound("the umbrella stands under this partnership")
    if umbrella is not None and (umbrella.status not in GOVERNS or umbrella.partnership.ended_on):
        raise MoveRefused("the umbrella does not govern any more")
    before, locked.parent = locked.parent, umbrella
    locked.save(update_fields=["parent", "edited_at"])
    _count_below(locked, before, umbrella)
    record(
        act="agreement.put_under",
        anchor=locked.partnership,
        obj=locked,
        by=by,
        service=locked.partnership.service,
        before={"umbrella": str(before or "")},
        after={"umbrella": str(umbrella or "")},
    )
    return locked


def _count_below(agreement: Agreement, before: Agreement | None, umbrella: Agreement | None) -> None:
    """Among the local agreements of the umbrella, as the one of its office, unless another one is that already."""
    if before is not None and (umbrella is None or umbrella.partnership_id != before.partnership_id):
        _count_no_more(agreement, before)
    office = agreement.partnership.office
    if umbrella is None or office is None or hasattr(agreement.partnership, "local_text"):
        return
    local, _is_new = LocalText.objects.get_or_create(umbrella=umbrella.partnership, office=office)
    if local.partnership_id is None:
        local.partnership, local.opted_out_reason = agreement.partnership, ""
        local.save(update_fields=["partnership", "opted_out_reason"])


def _count_no_more(agreement: Agreement, umbrella: Agreement) -> None:
    """Its office is expected to make another one, unless an earlier version is below the umbrella still."""
    others = Agreement.objects.filter(partnership=agreement.partnership, parent__partnership=umbrella.partnership)
    if not others.exclude(pk=agreement.pk).exists():
        LocalText.objects.filter(partnership=agreement.partnership, template=None).update(partnership=None)


def _closes_a_circle(agreement: Agreement, umbrella: Agreement) -> bool:
    """By partnerships: whatever stands above any open or governing version of one that is passed on the way up."""
    seen: set[int] = set()
    waiting = [umbrella.partnership_id]
    while waiting:
        partnership = waiting.pop()
        if partnership == agreement.partnership_id:
            return True
        if partnership in seen:
            continue
        seen.add(partnership)
        alive = Agreement.objects.filter(partnership=partnership, status__in=(*OPEN_VERSION, AgreementStatus.IN_FORCE))
        waiting += alive.exclude(parent=None).values_list("parent__partnership", flat=True)
    return False


def count_brought(*, partnership: int, records: list[int], by: Actor, **_more: Any) -> None:
    """Hook `partnership_brought`: a file said what its texts are under; done again, nothing changes.

    It counts below the umbrella of its latest text that has one, and no longer below one that none of them has.
    """
    if not records:
        return
    texts = Agreement.objects.filter(partnership=partnership).exclude(parent=None).order_by("position")
    texts = list(
        texts.select_related("partnership__office", "parent__partnership").defer("snapshot", "parent__snapshot")
    )
    local = LocalText.objects.filter(partnership=partnership, template=None).first()
    if local is not None and local.umbrella_id not in {text.parent.partnership_id for text in texts}:
        _take_out(local)
    if texts:
        _count_below(texts[-1], None, texts[-1].parent)


def forget_brought(*, partnerships: set[int], **_more: Any) -> None:
    """Hook `import_undone`: what counted below an umbrella goes with the partnerships that a file brought."""
    for local in LocalText.objects.filter(partnership__in=partnerships, template=None):
        _take_out(local)
    LocalText.objects.filter(umbrella__in=partnerships).delete()


def _take_out(local: LocalText) -> None:
    """An office that somebody expects to make one is still expected to; else its line was of this text alone."""
    acts = LedgerEntry.objects.filter(object_type=local._meta.model_name, object_id=str(local.pk))
    if local.opted_out_reason or acts.exists():
        local.partnership = None
        local.save(update_fields=["partnership"])
    else:
        local.delete()
