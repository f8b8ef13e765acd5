from datetime import UTC, date, datetime

import pytest
from django.utils import timezone
from django_scopes import scope

from partnerships.ending.services.finishing import AlreadyEnded, OutForSignature, end_partnership
from partnerships.models import Agreement
from partnerships.preparation.services.examining import save_examination
from partnerships.shared.services.changes import AnotherService, UnknownCode
from partnerships.shared.services.partnerships import change_partnership, note_next_review
from pes_partnerships.accounts.models import Office
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from tests.factories import make_partnership, sent_agreement

IN_2026 = datetime(2026, 5, 4, 12, tzinfo=UTC)


def test_each_partnership_gets_the_next_reference_of_its_service(in_scope):
    references = [make_partnership(in_scope.service, at=IN_2026).reference for _ in range(2)]
    estonian = make_partnership(in_scope.service, countries=["EE"], at=IN_2026)
    theirs = make_partnership(in_scope.other_service, at=IN_2026)

    assert references == ["LT-2026-0001", "LT-2026-0002"]
    assert estonian.reference == "EE-2026-0001"
    assert theirs.reference == "EE-2026-0001"


def test_a_reference_may_be_given_and_numbering_goes_on_beside_it(in_scope):
    given = make_partnership(in_scope.service, reference="LT-2026-0041", at=IN_2026)
    other = make_partnership(in_scope.service, reference="LT-2026-X", at=IN_2026)
    following = make_partnership(in_scope.service, at=IN_2026)

    assert (given.reference, other.reference, following.reference) == (
        "LT-2026-0041",
        "LT-2026-X",
        "LT-2026-0042",
    )


def test_creation_and_changes_are_recorded_with_what_differs(in_scope):
    partnership = make_partnership(in_scope.service)

    change_partnership(partnership=partnership, by=Actor.user(in_scope.lina), title="A new name", instigator="Ona P.")

    entry = LedgerEntry.objects.about(partnership).first()
    assert entry.before == {"title": "One Stop Career Support for Youth"}
    assert entry.after == {"title": "A new name"}
    assert entry.private("instigator") == "Ona P."


def test_an_office_of_another_service_is_refused(in_scope):
    theirs = Office.objects.create(service=in_scope.other_service, name="Narva")

    with pytest.raises(AnotherService):
        make_partnership(in_scope.service, office=theirs)


@pytest.mark.parametrize("status", ["out_for_signature", "signed"])
def test_a_text_that_waits_for_signatures_or_for_its_day_keeps_the_partnership_from_ending(in_scope, status):
    agreement = sent_agreement(in_scope)
    Agreement.objects.filter(pk=agreement.pk).update(status=status)

    with pytest.raises(OutForSignature):
        end_partnership(
            partnership=agreement.partnership, by=Actor.system(), ended_on=timezone.localdate(), reason="goals_met"
        )

    agreement.partnership.refresh_from_db()
    assert agreement.partnership.ended_on is None


def test_a_partnership_ends_once_and_with_its_reason(in_scope):
    partnership = make_partnership(in_scope.service)
    by = Actor.user(in_scope.lina)

    ended = end_partnership(
        partnership=partnership,
        by=by,
        ended_on=date(2026, 6, 30),
        reason="goals_met",
        note="All 22 centres stand.",
    )

    assert (ended.ended_on, ended.end_reason) == (date(2026, 6, 30), "goals_met")
    entry = LedgerEntry.objects.about(partnership).first()
    assert (entry.act, entry.private("end_note")) == ("partnership.ended", "All 22 centres stand.")
    with pytest.raises(AlreadyEnded):
        end_partnership(partnership=partnership, by=by, ended_on=date(2026, 7, 1), reason="no_value")


@pytest.mark.parametrize("reason", ["achieved", "GOALS_MET", "Goals achieved"])
def test_a_partnership_ends_for_a_reason_that_is_known(in_scope, reason):
    partnership = make_partnership(in_scope.service)

    with pytest.raises(UnknownCode):
        end_partnership(partnership=partnership, by=Actor.system(), ended_on=date(2026, 6, 30), reason=reason)

    partnership.refresh_from_db()
    assert (partnership.ended_on, partnership.end_reason) == (None, "")


def test_a_partnership_cannot_be_ended_by_changing_it(in_scope):
    with pytest.raises(MoveRefused):
        change_partnership(partnership=make_partnership(in_scope.service), by=Actor.system(), ended_on=date(2026, 1, 1))


def test_the_next_review_is_noted_for_the_portfolio(in_scope):
    partnership = make_partnership(in_scope.service)

    note_next_review(partnership=partnership, due_on=date(2026, 12, 9))

    partnership.refresh_from_db()
    assert partnership.next_review_on == date(2026, 12, 9)


def test_half_an_examination_is_saved_and_completed_later(in_scope):
    partnership = make_partnership(in_scope.service)
    by = Actor.user(in_scope.lina)

    save_examination(partnership=partnership, by=by, others_serving="Two youth centres", independent=True)
    examination = save_examination(partnership=partnership, by=by, joint_programme=False)

    assert (examination.others_serving, examination.joint_programme) == ("Two youth centres", False)
    entry = LedgerEntry.objects.about(partnership).first()
    assert (entry.act, entry.before, entry.after) == (
        "examination.saved",
        {"joint_programme": None},
        {"joint_programme": False},
    )


def test_services_stay_in_their_own_scope(cast):
    partnership = make_partnership(cast.service)

    with scope(service=cast.other_service), pytest.raises(type(partnership).DoesNotExist):
        change_partnership(partnership=partnership, by=Actor.system(), title="Taken over")
