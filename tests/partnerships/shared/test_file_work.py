"""F2, G4: one worker at a time works on a file; who lost the claim says and writes nothing, whatever it came to."""

import datetime

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone, translation

from partnerships.imports.services import running as importing
from partnerships.models import RegistryImport
from partnerships.rules.lifecycle import ImportStatus
from partnerships.shared.services.file_work import STALE_AFTER, ClaimLost, FileWork, progress_of
from pes_partnerships.lib.sheets import SheetRefused
from tests.factories.imports import matched_file

MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def waiting(in_scope) -> RegistryImport:
    """A file whose check waits for a worker."""
    call_command("load_reference", verbosity=0)
    return matched_file(in_scope.service, in_scope.lina, "Name,Category\nOne,ngo\n")


def work_that(ends) -> FileWork:
    return FileWork(RegistryImport, {ImportStatus.CHECKING: ends})


def outcome(found: RegistryImport) -> tuple[str, str, bool]:
    found.refresh_from_db()
    return found.status, found.failure, found.claimed_at is not None


def test_a_worker_that_says_how_far_it_is_keeps_its_claim(waiting):
    """A large file takes longer than a claim may be silent."""
    now = timezone.now()
    slow = importing.WORK.claim(waiting.pk, now)

    progress_of(slow, lambda: now + STALE_AFTER - MINUTE)(1, 3)

    assert importing.WORK.claim(waiting.pk, now + STALE_AFTER + MINUTE) is None
    progress_of(slow, lambda: now + STALE_AFTER + MINUTE)(2, 3)  # and goes on
    waiting.refresh_from_db()
    assert (waiting.done, waiting.total) == (2, 3)


def test_what_a_worker_without_its_claim_came_to_is_nobodys_failure(waiting):
    later = timezone.now() + STALE_AFTER + MINUTE

    def refuses_too_late(_claimed, _now):
        assert importing.WORK.claim(waiting.pk, later) is not None
        raise SheetRefused("The file cannot be read.")

    work_that(refuses_too_late).run_one(waiting.pk)

    assert outcome(waiting) == (ImportStatus.CHECKING, "", True)
    assert waiting.claimed_at == later


def test_a_lost_claim_is_no_failure_and_nothing_was_taken_up(waiting):
    def loses(claimed, _now):
        RegistryImport.objects.update(claimed_at=claimed.claimed_at + MINUTE)
        progress_of(claimed, timezone.now)(1, 1)

    assert work_that(loses).run_one(waiting.pk) is False
    assert outcome(waiting) == (ImportStatus.CHECKING, "", True)

    def lost_at_once(_claimed, _now):
        raise ClaimLost

    RegistryImport.objects.update(claimed_at=timezone.now() - STALE_AFTER - MINUTE)
    assert work_that(lost_at_once).run_one(waiting.pk) is False
    assert outcome(waiting) == (ImportStatus.CHECKING, "", True)


def test_a_database_that_went_away_fails_nothing_and_the_next_run_takes_it_up(waiting):
    def without_database(_claimed, _now):
        raise OperationalError("server closed the connection")

    with pytest.raises(OperationalError):
        work_that(without_database).run_one(waiting.pk)

    assert outcome(waiting) == (ImportStatus.CHECKING, "", True)
    importing.run_imports(now=lambda: timezone.now() + STALE_AFTER + MINUTE)
    assert outcome(waiting) == (ImportStatus.CHECKED, "", False)


def test_it_is_worked_on_in_the_language_of_who_brought_it(waiting, in_scope):
    """The worker has no reader: the words that it stores are read later, by the person who waits for it."""
    in_scope.lina.language = "fr"
    in_scope.lina.save()
    spoken = []

    with translation.override("en"):
        work_that(lambda _claimed, _now: spoken.append(translation.get_language())).run_one(waiting.pk)

    assert spoken == ["fr"]
