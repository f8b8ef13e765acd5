"""Many writers, one chain."""

from django.db import transaction

from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor, record, verify

WRITERS, ACTS_EACH = 4, 10


def write_acts() -> None:
    for _turn in range(ACTS_EACH):
        with transaction.atomic():
            service = EmploymentService.objects.get(code="lt")
            record(act="settings.changed", anchor=service, by=Actor.link("Ona"))


def test_writers_at_the_same_time_never_fork_the_chain(in_a_thread):
    in_a_thread(lambda: EmploymentService.objects.create(code="lt", name="LT")).result()

    for writer in [in_a_thread(write_acts) for _each in range(WRITERS)]:
        writer.result()

    verdict = in_a_thread(verify).result()
    count = in_a_thread(LedgerEntry.objects.count).result()
    assert (verdict.ok, verdict.rows, count) == (True, WRITERS * ACTS_EACH, WRITERS * ACTS_EACH)
