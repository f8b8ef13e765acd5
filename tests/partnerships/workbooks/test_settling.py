"""F2, G4: what follows from a written file is done once, by one worker, whatever happens to one partnership."""

import datetime

import pytest
from django.utils import timezone

from partnerships import hooks
from partnerships.models import WorkbookImport
from partnerships.workbooks.services import running, settling
from reviews.models import Review
from tests.factories.portfolios import book_with, checked_workbook, write
from tests.partnerships.workbooks.test_round_trip import PORTFOLIO
from tests.reviews.conftest import make_running


@pytest.fixture
def written(in_scope) -> WorkbookImport:
    """In the portfolio; what follows from it is still to come."""
    found = checked_workbook(in_scope.service, in_scope.lina, book_with(PORTFOLIO))
    running.confirm(workbook=found)
    running.run_one(found.pk)
    found.refresh_from_db()
    assert len(found.to_settle) == 2
    return found


@pytest.fixture
def brought(monkeypatch) -> list[int]:
    """The partnerships in the order in which they are settled."""
    seen: list[int] = []
    monkeypatch.setattr(hooks.partnership_brought, "functions", [lambda partnership, **_rest: seen.append(partnership)])
    return seen


def test_a_second_worker_leaves_it_to_the_first(written, brought, monkeypatch):
    keys = [partnership for partnership, _records in written.to_settle]

    def another_comes(partnership, **_rest):
        brought.append(partnership)
        assert settling.settle(WorkbookImport.objects.get(pk=written.pk)) is False

    monkeypatch.setattr(hooks.partnership_brought, "functions", [another_comes])

    assert settling.settle(written) is True
    assert brought == keys
    written.refresh_from_db()
    assert written.settled_at is not None
    assert written.to_settle == []


def test_a_silent_claim_is_taken_back(written, brought):
    now = timezone.now()
    WorkbookImport.objects.filter(pk=written.pk).update(claimed_at=now)

    assert settling.settle_all(now=lambda: now + datetime.timedelta(minutes=9)) == 0
    assert brought == []
    assert settling.settle_all(now=lambda: now + datetime.timedelta(minutes=11)) == 1
    assert len(brought) == 2


def test_one_that_fails_keeps_none_waiting_and_is_tried_again(written, brought, monkeypatch):
    (first, _), (second, _) = written.to_settle
    fine = list(hooks.partnership_brought.functions)

    def fails_once(partnership, **_rest):
        if partnership == first:
            raise ValueError("a fault of this partnership alone")
        brought.append(partnership)

    monkeypatch.setattr(hooks.partnership_brought, "functions", [fails_once])
    settling.settle(written)
    written.refresh_from_db()
    assert brought == [second]
    assert [partnership for partnership, _records in written.to_settle] == [first]
    assert written.settled_at is None

    monkeypatch.setattr(hooks.partnership_brought, "functions", fine)
    assert settling.settle_all() == 1
    written.refresh_from_db()
    assert brought == [second, first]
    assert written.settled_at is not None


def test_a_line_that_its_subject_refuses_by_then_says_so_and_the_others_are_written(in_scope):
    """An outcome waits to be confirmed: no review is counted before it, and the line keeps why it is not there."""
    Review.objects.filter(pk=make_running(in_scope).pk).update(status="proposed")
    heading = ["Partnership", "Held on", "Decision", "Reason", "Known from"]
    held = ["LT-2026-0001", "2025-06", "Continue as it is", "It works", "Minutes"]
    sheets = {**PORTFOLIO, "Reviews held": [heading, held, ["P-7", *held[1:]]]}

    found = write(checked_workbook(in_scope.service, in_scope.lina, book_with(sheets)))

    refused, entered = found.lines.filter(kind="reviews").order_by("number")
    assert [(each["code"], each["severity"], each["text"]) for each in refused.problems] == [
        ("late", "error", "This review was not entered: the outcome of another one waits to be confirmed.")
    ]
    assert (refused.target, entered.problems) == (None, [])
    assert Review.objects.get(pk=entered.target).series.partnership.reference == "P-7"
