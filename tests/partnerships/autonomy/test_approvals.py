"""An agreement that goes past what its office may decide needs the wider unit's approval (F10)."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from partnerships.agreements.services.readiness import readiness
from partnerships.autonomy.services.approvals import ask_approval, withdraw_approval
from partnerships.autonomy.services.autonomy import remit_of, save_beyond
from partnerships.drafting.services.wording import agreement_text
from partnerships.drafting.services.writing import draft_agreement
from partnerships.models import Agreement
from partnerships.shared.services.conflicts import Conflict
from partnerships.signing.services.signing import NotReady, send_for_signature
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.findings import Finding, blocking
from pes_partnerships.lib.moves import MoveRefused
from tests.factories import make_partnership, ready_agreement, signed_agreement
from tests.factories.autonomy import WHY, decide, draft_beyond, reword, stated

pytestmark = pytest.mark.slow


def found(agreement: Agreement) -> list[Finding]:
    """What the findings say about the office and its approval."""
    agreement = Agreement.objects.get(pk=agreement.pk)
    findings = readiness(agreement, agreement_text(agreement), today=timezone.localdate())
    return [finding for finding in findings if finding.anchor.startswith(("autonomy", "approval"))]


def codes(agreement: Agreement) -> list[str]:
    return [finding.code for finding in found(agreement)]


def test_the_whole_story(in_scope, ruta):
    """A local manager drafts and goes further, cannot send, asks; the head office approves; it goes out."""
    stated(in_scope.alytus, in_scope.lina, budget="limits", collaboration="free")
    draft = draft_beyond(in_scope, "budget")
    with pytest.raises(NotReady) as refusal:
        send_for_signature(agreement=draft, by=Actor.user(ruta))
    assert [finding.code for finding in refusal.value.findings] == ["approval_missing"]

    asked = ask_approval(agreement=draft, by=ruta, why=WHY)
    assert codes(draft) == ["approval_waits"]
    decide(asked, in_scope.lina)
    assert codes(draft) == []

    reword(draft)
    assert codes(draft) == ["text_changed_since_approval"]
    send_for_signature(agreement=draft, by=Actor.user(ruta))  # advice bars nothing
    acts = list(LedgerEntry.objects.about(draft.partnership).values_list("act", flat=True))
    assert [act for act in reversed(acts) if act.startswith("approval")] == ["approval.asked", "approval.given"]


def test_a_draft_of_an_office_is_asked_and_one_of_the_service_is_not(in_scope):
    assert codes(ready_agreement(in_scope, beyond=None)) == ["autonomy_not_said"]
    of_the_service = make_partnership(in_scope.service, title="National")
    assert codes(ready_agreement(in_scope, partnership=of_the_service, beyond=None)) == []


def test_where_the_office_decides_nobody_is_asked(in_scope):
    stated(in_scope.alytus, in_scope.lina, budget="free")

    draft = draft_beyond(in_scope, "budget")

    assert codes(draft) == []
    with pytest.raises(MoveRefused):
        ask_approval(agreement=draft, by=in_scope.lina, why=WHY)


def test_what_was_said_rests_on_the_statements_of_that_day(in_scope):
    stated(in_scope.alytus, in_scope.lina, budget="free")
    draft = ready_agreement(in_scope)
    save_beyond(agreement=draft, by=Actor.system(), beyond=[])
    assert codes(draft) == []

    stated(in_scope.alytus, in_scope.lina, budget="wider")

    assert codes(draft) == ["autonomy_stated_anew"]


def test_a_refusal_bars_until_it_is_asked_anew(in_scope, ruta):
    draft = draft_beyond(in_scope)
    decide(ask_approval(agreement=draft, by=ruta, why=WHY), in_scope.lina, "refused", reason="No money.")
    (finding,) = found(draft)
    assert (finding.code, finding.needs_others, "“No money.”" in finding.detail) == ("approval_refused", True, True)

    decide(ask_approval(agreement=draft, by=ruta, why="Less rooms."), in_scope.lina)

    assert codes(draft) == []


def test_areas_added_since_need_an_approval_of_their_own(in_scope, ruta):
    draft = draft_beyond(in_scope, "budget")
    decide(ask_approval(agreement=draft, by=ruta, why=WHY), in_scope.lina)

    save_beyond(agreement=draft, by=Actor.system(), beyond=["budget", "staffing"], beyond_note=WHY)
    assert codes(draft) == ["approval_areas_added"]

    draft.refresh_from_db()
    more = ask_approval(agreement=draft, by=ruta, why=WHY)
    assert more.areas == ["staffing"]
    decide(more, in_scope.lina)
    assert codes(draft) == []


def test_a_request_taken_back_asks_nobody_and_the_approval_before_it_counts(in_scope, ruta):
    draft = draft_beyond(in_scope)
    decide(ask_approval(agreement=draft, by=ruta, why=WHY), in_scope.lina)
    reword(draft)
    again = ask_approval(agreement=draft, by=ruta, why="The rooms changed.")
    assert codes(draft) == ["approval_waits"]
    assert found(draft)[0].anchor == f"approval:{again.pk}"

    withdraw_approval(approval=again, by=ruta)

    assert codes(draft) == ["text_changed_since_approval"]
    with pytest.raises(MoveRefused):
        decide(again, in_scope.lina)


def test_one_request_at_a_time(in_scope, ruta):
    draft = draft_beyond(in_scope)
    ask_approval(agreement=draft, by=ruta, why=WHY)

    with pytest.raises(MoveRefused):
        ask_approval(agreement=draft, by=ruta, why=WHY)


def test_an_approval_by_a_unit_that_is_not_above_any_more_counts_no_longer(in_scope, ruta, south):
    draft = draft_beyond(in_scope)
    decide(ask_approval(agreement=draft, by=ruta, why=WHY), in_scope.lina)
    assert codes(draft) == []

    in_scope.alytus.parent = None
    in_scope.alytus.save()

    assert codes(draft) == ["approval_missing"]


def test_two_editors_of_the_answer_are_told_apart(in_scope):
    draft = draft_beyond(in_scope)

    with pytest.raises(Conflict):
        save_beyond(agreement=draft, by=Actor.system(), beyond=[], seen="0" * 32)


def test_a_new_version_is_asked_anew(in_scope):
    governing = signed_agreement(in_scope)
    Agreement.objects.filter(pk=governing.pk).update(beyond=["budget"], beyond_note=WHY)

    copy = draft_agreement(
        partnership=governing.partnership, by=Actor.system(), title="Again", kind="renewal", previous=governing
    )

    assert (copy.beyond, copy.beyond_note) == (None, "")


def test_the_day_of_the_approval_is_named_where_the_text_changed(in_scope, ruta):
    with time_machine.travel(datetime.datetime(2026, 12, 3, 12, tzinfo=datetime.UTC), tick=False):
        draft = draft_beyond(in_scope)
        decide(ask_approval(agreement=draft, by=ruta, why=WHY), in_scope.lina)
        reword(draft)
        remit = remit_of(draft, agreement_text(draft))

        (finding,) = found(draft)

    assert [request.decided_on.day for request in remit.changed_since] == [3]
    assert (blocking([finding]), "3 December 2026" in finding.detail) == ([], True)
