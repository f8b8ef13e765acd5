"""Who works on a file of organisations, how far it is, and that it is done once (F2)."""

import datetime

import pytest
from django.utils import timezone

from partnerships.imports.services import running as importing
from partnerships.models import Organisation
from partnerships.rules.lifecycle import ImportStatus
from partnerships.shared.services import file_work
from partnerships.shared.services.file_work import STALE_AFTER, ClaimLost
from pes_partnerships.lib.moves import MoveRefused
from tests.factories.imports import checked_file, matched_file, written_file

pytestmark = pytest.mark.slow


def test_the_check_says_how_far_it_is(crew, monkeypatch):
    monkeypatch.setattr("partnerships.imports.services.suspects.SLICE", 1)
    seen = []
    original = file_work.still_ours
    monkeypatch.setattr(file_work, "still_ours", lambda claimed, **f: (original(claimed, **f), seen.append(f)))

    found = checked_file(crew.service, crew.lina, "Name,Category\nOne,ngo\nTwo,ngo\n")

    assert [one["done"] for one in seen] == [0, 1, 2, 2]
    assert (found.done, found.total) == (2, 2)


def test_a_claim_that_went_silent_is_taken_back(crew):
    found = matched_file(crew.service, crew.lina, "Name,Category\nOne,ngo\n")
    now = timezone.now()
    assert importing.WORK.claim(found.pk, now) is not None

    assert importing.WORK.claim(found.pk, now + STALE_AFTER) is None
    importing.run_imports(now=lambda: now + STALE_AFTER + datetime.timedelta(seconds=1))

    found.refresh_from_db()
    assert (found.status, found.rows.count()) == (ImportStatus.CHECKED, 1)


def test_a_worker_whose_claim_was_taken_stops_without_harm(crew):
    found = matched_file(crew.service, crew.lina, "Name,Category\nOne,ngo\n")
    now = timezone.now()
    slow = importing.WORK.claim(found.pk, now)
    importing.WORK.claim(found.pk, now + STALE_AFTER + datetime.timedelta(seconds=1))

    with pytest.raises(ClaimLost):
        importing._check(slow, timezone.now)

    assert found.rows.count() == 0


def test_writing_twice_writes_once(crew):
    found = written_file(crew.service, crew.lina, "Name,Category\nOne,ngo\n")

    assert importing.run_one(found.pk) is False
    with pytest.raises(MoveRefused):
        importing.confirm(registry_import=found)
    assert Organisation.objects.count() == 1


def test_the_services_imports_are_checked_by_the_clock(crew):
    found = matched_file(crew.service, crew.lina, "Name,Category\nOne,ngo\n")
    foreign = matched_file(crew.other_service, crew.maarja, "Name,Category\nTwo,ngo\n")

    assert importing.run_imports() == 2

    found.refresh_from_db()
    assert found.status == ImportStatus.CHECKED
    assert foreign.service_id != found.service_id
