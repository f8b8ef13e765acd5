"""O6: a manager accepts a warning with a reason until a day; then it is back."""

from datetime import date, timedelta

import pytest

from partnerships.models import WaitingTask
from partnerships.portfolio.services.ready import sweep
from partnerships.shared.services.conflicts import Conflict
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.lib.moves import MoveRefused
from reviews.models import WarningAcceptance
from reviews.shared.services import NotReady
from reviews.warnings.services.accepting import accept_warning, seen_acceptance, withdraw_acceptance
from tests.factories.waiting import waiting_for
from tests.reviews.warnings.conftest import NOON, TODAY, codes_of, found_of, with_late_part

LATE_ACTIONS = ("commitments_late", "actions")
UNTIL = date(2028, 3, 1)


def accept(warned, lina, about: str = LATE_ACTIONS[1], **fields) -> WarningAcceptance:
    code = LATE_ACTIONS[0]
    fields = {"reason": "The register moves.", "until": UNTIL, "at": NOON, **fields}
    return accept_warning(partnership=warned, code=code, about=about, by=lina, **fields)


def test_an_accepted_warning_is_shown_as_accepted_and_comes_back_after_its_day(warned, lina):
    row = accept(warned, lina)

    assert found_of(warned).wakes_on == UNTIL + timedelta(days=1)
    on_day, after = found_of(warned, UNTIL), found_of(warned, UNTIL + timedelta(days=1))
    assert (codes_of(on_day.accepted), codes_of(on_day.waiting)) == ([LATE_ACTIONS], [])
    assert on_day.accepted[0].acceptance == row
    assert (codes_of(after.accepted), codes_of(after.waiting)[-1]) == ([], LATE_ACTIONS)


def test_the_ledger_keeps_who_accepted_it_and_why(warned, lina):
    row = accept(warned, lina)

    entry = LedgerEntry.objects.about(row).get()
    assert (entry.act, entry.after) == (
        "warning.accepted",
        {"check": "commitments_late", "accepted_until": "2028-03-01"},
    )
    assert entry.private("reason") == "The register moves."


def test_it_may_be_changed_and_each_change_is_on_record(warned, lina):
    first = accept(warned, lina)
    later = date(2028, 4, 1)

    same, changed = accept(warned, lina), accept(warned, lina, until=later)

    assert first.pk == same.pk == changed.pk
    assert WarningAcceptance.objects.get().until == later
    assert LedgerEntry.objects.about(first).count() == 2


def test_a_withdrawn_acceptance_brings_the_warning_back_at_once_and_once(warned, lina):
    row = accept(warned, lina)

    withdraw_acceptance(acceptance=row, by=lina)

    assert codes_of(found_of(warned).waiting) == [LATE_ACTIONS]
    with pytest.raises(MoveRefused):
        withdraw_acceptance(acceptance=row, by=lina)
    accept(warned, lina)
    assert codes_of(found_of(warned).accepted) == [LATE_ACTIONS]


def test_the_second_of_two_managers_is_told_what_the_first_decided(warned, lina):
    seen = seen_acceptance(None)
    row = accept(warned, lina, seen=seen)

    with pytest.raises(Conflict) as conflict:
        accept(warned, lina, reason="Another reason", seen=seen)

    assert conflict.value.theirs == row
    assert WarningAcceptance.objects.get().reason == "The register moves."


@pytest.mark.parametrize("until", [date(2027, 12, 19), date(2028, 12, 21)])
def test_a_day_that_has_passed_or_is_more_than_a_year_away_is_refused(warned, lina, until):
    with pytest.raises(NotReady) as refused:
        accept(warned, lina, until=until)

    assert [finding.field for finding in refused.value.findings] == ["until"]
    assert not WarningAcceptance.objects.exists()


def test_a_warning_waits_for_the_manager_until_it_is_accepted(warned, lina, in_scope):
    """What is late as a task of its own waits as that task."""

    def labels(today):
        return [line.label for line in waiting_for(in_scope.lina, today) if line.task.kind.startswith("warning.")]

    assert labels(TODAY) == []
    with_late_part(warned)
    assert labels(TODAY) == ["Look at the warning: Commitments not kept"]
    accept(warned, lina, about="parts")
    assert labels(TODAY) == []
    assert "Look at the warning: Commitments not kept" in labels(UNTIL + timedelta(days=1))


def test_the_act_writes_the_ready_row_and_the_clock_brings_it_back(warned, lina, time_machine_at, in_scope):
    waiting = WaitingTask.objects.filter(kind="told.commitments_late")
    with time_machine_at(NOON):
        sweep(NOON)
        assert waiting.count() == 1
        accept(warned, lina)
        assert waiting.count() == 0
    later = NOON + timedelta(days=73)  # the day after UNTIL
    with time_machine_at(later):
        sweep(later)
        assert waiting.count() == 1
