"""Every move that a status can make is in one table, and every other one is refused (A16)."""

from itertools import product

import pytest
from django.db import transaction

from partnerships.agreements.services.abandoning import abandon_draft
from partnerships.drafting.services.writing import draft_agreement, save_terms
from partnerships.rules.lifecycle import (
    AGREEMENT_MOVES,
    PARTICIPATION_MOVES,
    AgreementStatus,
    ParticipationStatus,
    agreement_move,
)
from partnerships.signing.services.force import end_agreement, take_force
from partnerships.signing.services.signing import recall, send_for_signature
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.lib.moves import MoveRefused
from tests.factories import ready_agreement, signed_agreement
from tests.factories.forming import BY

ALLOWED = {
    ("send", "draft"): "out_for_signature",
    ("recall", "out_for_signature"): "draft",
    ("complete", "out_for_signature"): "signed",
    ("take_force", "signed"): "in_force",
    ("supersede", "in_force"): "superseded",
    ("end", "in_force"): "ended",
    ("abandon", "draft"): "withdrawn",
    ("abandon", "recording"): "withdrawn",  # the record of a text signed elsewhere, before it was saved
}
MOVES = list(product(AGREEMENT_MOVES, AgreementStatus.values))
SERVICES = {
    "send": send_for_signature,
    "recall": lambda **given: recall(reason="It changed.", **given),
    "take_force": take_force,
    "end": end_agreement,
    "abandon": abandon_draft,
}


@pytest.mark.parametrize(("act", "status"), [move for move in MOVES if move in ALLOWED])
def test_a_move_in_the_table_leads_to_its_status(act, status):
    assert agreement_move(act, status) == ALLOWED[act, status]


@pytest.mark.parametrize(("act", "status"), [move for move in MOVES if move not in ALLOWED])
def test_every_other_move_is_refused(act, status):
    with pytest.raises(MoveRefused, match=f"^{act} cannot start from {status}$"):
        agreement_move(act, status)


def test_an_act_that_is_not_in_the_table_is_a_mistake_of_the_program():
    with pytest.raises(KeyError):
        agreement_move("forget", AgreementStatus.DRAFT)


def test_a_participant_moves_from_the_first_idea_to_leaving_and_back():
    """F5: nobody leaves who was no member, and who declined can be asked again."""
    assert {status: sorted(PARTICIPATION_MOVES[status]) for status in ParticipationStatus.values} == {
        "identified": ["declined", "in_dialogue", "invited", "member"],
        "invited": ["declined", "in_dialogue", "member"],
        "in_dialogue": ["declined", "member"],
        "member": ["left"],
        "left": ["member"],
        "declined": ["in_dialogue", "invited", "member"],
    }


@pytest.fixture
def draft(in_scope):
    return ready_agreement(in_scope)


def test_every_service_refuses_what_the_table_refuses_and_records_nothing(draft):
    rows = LedgerEntry.objects.count()
    refused = []
    for act, status in product(SERVICES, AgreementStatus.values):
        if (act, status) in ALLOWED:
            continue
        type(draft).objects.filter(pk=draft.pk).update(status=status, snapshot="{}", snapshot_sha256="x" * 64)
        with pytest.raises(MoveRefused), transaction.atomic():
            SERVICES[act](agreement=draft, by=BY)
        refused.append((act, status))
    assert (len(refused), LedgerEntry.objects.count()) == (5 * 8 - 6, rows)


def test_a_dropped_draft_keeps_its_rows_and_its_number(draft):
    """A15: a version number is used once."""
    abandon_draft(agreement=draft, by=BY)
    entry = LedgerEntry.objects.about(draft).first()
    assert (entry.act, entry.after) == ("agreement.abandoned", {"version": draft.version})
    draft.refresh_from_db()

    again = draft_agreement(partnership=draft.partnership, by=BY, title="Second try")

    assert (draft.status, draft.objectives.count(), draft.version, again.version) == ("withdrawn", 2, 1, 2)


def test_a_second_version_waits_until_the_first_is_out_of_the_way(draft):
    with pytest.raises(MoveRefused, match="a version is on the way already"):
        draft_agreement(partnership=draft.partnership, by=BY, title="Too soon")


def test_an_agreement_in_force_ends_once(in_scope):
    agreement = signed_agreement(in_scope)

    ended = end_agreement(agreement=agreement, by=BY, reason="goals_met")

    assert ended.status == "ended"
    entry = LedgerEntry.objects.get(act="agreement.ended")
    assert entry.after == {"version": 1, "reason": "goals_met"}
    with pytest.raises(MoveRefused):
        end_agreement(agreement=agreement, by=BY)
    with pytest.raises(MoveRefused):
        save_terms(agreement=agreement, by=BY, notice="None")
