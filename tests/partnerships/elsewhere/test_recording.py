"""A15, A16: a text that was signed elsewhere is recorded, governs by its own dates, and is corrected with a reason."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from partnerships.drafting.services.parties import save_party
from partnerships.drafting.services.writing import draft_agreement, save_responsibility, save_terms
from partnerships.elsewhere.services.bringing import save_brought
from partnerships.elsewhere.services.files import add_file, remove_file
from partnerships.elsewhere.services.recording import (
    AnotherIsOnItsWay,
    open_correction,
    save_dates,
    save_record,
    start_record,
)
from partnerships.elsewhere.services.signers import save_signers
from partnerships.models import Agreement, Partnership, RecordState
from partnerships.objectives.services import save_objective
from partnerships.rules.lifecycle import AgreementStatus, PartnershipStatus
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from reviews.models import Commitment, Review, Series
from tests.factories.forming import BY, make_organisation, make_participation, make_partnership

TODAY = datetime.date(2026, 11, 29)


@pytest.fixture
def ia(cast, in_scope, time_machine) -> Partnership:
    """The agreement on inclusive working life: four editions, the last signed after a gap (NO-IA)."""
    time_machine.move_to(datetime.datetime(2026, 11, 29, 9, tzinfo=datetime.UTC))
    return make_partnership(cast.service, "Inclusive Working Life Agreement", office=cast.alytus, manager=cast.lina)


def recorded(partnership: Partnership, title: str, **dates: str) -> Agreement:
    record = start_record(partnership=partnership, by=BY, title=title)
    save_dates(agreement=record, by=BY, notes={}, **{name: PartialDate.parse(said) for name, said in dates.items()})
    return save_record(agreement=record, by=BY)


def status_of(partnership: Partnership) -> str:
    return Partnership.objects.with_status(timezone.localdate()).get(pk=partnership.pk).status


def test_it_is_in_force_by_its_own_dates_and_nobody_is_asked_to_sign(ia):
    record = recorded(ia, "Agreement 2025–2028", signed="2025-02-12", effective="2025", ends="2028")

    assert record.status == AgreementStatus.IN_FORCE
    assert record.governs_since == datetime.date(2025, 2, 12)  # “2025”, and signed within it
    assert record.ends_latest == datetime.date(2028, 12, 31)
    assert status_of(ia) == PartnershipStatus.IN_FORCE
    assert not record.signatures.exists()
    assert not record.signing_requests.exists()
    assert not OutboxMail.objects.exists()


def test_its_parties_are_members_and_its_own_rhythm_gives_the_next_review(cast, ia):
    lo = make_participation(ia, make_organisation(cast.service, "LO", category="social_partner"))
    record = start_record(partnership=ia, by=BY, title="Agreement 2025–2028")
    save_party(agreement=record, by=BY, participation=lo, signatories=[])
    save_terms(agreement=record, by=BY, effective=PartialDate.parse("2025-01-20"), ends=PartialDate.parse("2028"))
    save_record(agreement=record, by=BY)

    lo.refresh_from_db()
    assert lo.status == "member"
    review = Review.objects.get(series__partnership=ia)
    assert review.due_on == datetime.date(2027, 1, 20)  # counted from its own day, not from the day it was recorded


def test_what_was_due_before_it_was_recorded_is_not_asked_for(cast, ia):
    lo = make_participation(ia, make_organisation(cast.service, "LO", category="social_partner"))
    record = start_record(partnership=ia, by=BY, title="Agreement 2001")
    party = save_party(agreement=record, by=BY, participation=lo, signatories=[])
    save_terms(agreement=record, by=BY, effective=PartialDate.parse("2001"), is_open_ended=True)
    save_responsibility(agreement=record, by=BY, text="Report every quarter how many employers take part.", owner=party)
    save_record(agreement=record, by=BY)

    for task in Commitment.objects.get(partnership=ia, kind="responsibility").tasks.all():
        assert task.due_on is None or task.due_on >= TODAY


def test_editions_stand_in_the_order_of_their_dates_whenever_they_were_recorded(ia):
    newest = recorded(ia, "Agreement 2025–2028", effective="2025", ends="2028")
    first = recorded(ia, "First agreement", effective="2001")
    fourth = recorded(ia, "Agreement 2019–2022", effective="2019-01-01", ends="2024-12-31")

    titles = [each.title for each in ia.agreements.all()]
    assert titles == ["Agreement 2025–2028", "Agreement 2019–2022", "First agreement"]
    for each in (newest, first, fourth):
        each.refresh_from_db()
    assert newest.status == AgreementStatus.IN_FORCE
    assert newest.previous == fourth
    assert fourth.status == AgreementStatus.SUPERSEDED
    assert fourth.previous == first
    assert Series.objects.filter(partnership=ia, ended_on=None).count() == 1


def test_each_edition_keeps_its_own_objectives(ia):
    earlier = start_record(partnership=ia, by=BY, title="Agreement 2019–2022")
    save_objective(agreement=earlier, by=BY, title="Sickness absence 10 % below 2018")
    save_dates(agreement=earlier, by=BY, notes={}, effective=PartialDate.parse("2019"))
    save_record(agreement=earlier, by=BY)
    recorded(ia, "Agreement 2025–2028", effective="2025")

    assert [each.title for each in earlier.objectives.all()] == ["Sickness absence 10 % below 2018"]
    assert not ia.agreements.in_force().get().objectives.exists()


def test_past_its_end_it_has_lapsed_and_no_late_review_is_asked_for(ia):
    recorded(ia, "Pact 2010", effective="2010", ends="2013")

    assert status_of(ia) == PartnershipStatus.LAPSED
    assert not Review.objects.exists()
    assert not OutboxMail.objects.exists()


def test_without_any_date_it_governs_and_says_none(ia):
    record = recorded(ia, "Round table")

    assert record.status == AgreementStatus.IN_FORCE
    assert record.governs_since is None
    assert record.in_force_at is None


def test_a_correction_needs_a_reason_and_keeps_the_earlier_state(ia):
    record = recorded(ia, "Agreement 2025–2028", effective="2025", ends="2028")
    with pytest.raises(MoveRefused):
        save_terms(agreement=record, by=BY, title="Agreement on working life")
    open_correction(agreement=record, by=BY, reason="The source names the end of 2027.")
    record.refresh_from_db()
    save_terms(agreement=record, by=BY, ends=PartialDate.parse("2027"))
    record = save_record(agreement=record, by=BY)

    second, first = RecordState.objects.filter(agreement=record)
    assert '"ends":"2028"' in first.content
    assert '"ends":"2027"' in second.content
    assert second.reason == "The source names the end of 2027."
    assert record.ends_latest == datetime.date(2027, 12, 31)
    assert LedgerEntry.objects.about(ia).filter(act="record.corrected").count() == 1
    with pytest.raises(MoveRefused):
        save_terms(agreement=record, by=BY, ends=PartialDate.parse("2028"))


def test_a_text_signed_here_is_never_corrected(ia):
    draft = draft_agreement(partnership=ia, by=BY, title="Agreement")
    with pytest.raises(MoveRefused):
        open_correction(agreement=draft, by=BY, reason="A better word.")


def test_a_record_is_amended_by_a_text_that_is_signed_here(ia):
    record = recorded(ia, "Agreement 2025–2028", effective="2025", ends="2028")
    draft = draft_agreement(partnership=ia, by=BY, title="First amendment", kind="amendment", previous=record)

    assert draft.origin == "here"
    assert draft.is_draft
    assert status_of(ia) == PartnershipStatus.UNDER_AMENDMENT
    earlier = recorded(ia, "Agreement 2019–2022", effective="2019", ends="2022")  # beside the draft
    assert earlier.status == AgreementStatus.SUPERSEDED
    assert ia.agreements.first() == draft


def test_one_that_begins_later_waits_for_its_day_but_not_beside_a_draft(ia):
    later = recorded(ia, "Agreement 2027–2030", effective="2027-01-01", ends="2030")
    assert later.status == AgreementStatus.SIGNED
    later.status = AgreementStatus.WITHDRAWN
    later.save()
    draft_agreement(partnership=ia, by=BY, title="Agreement")
    with pytest.raises(AnotherIsOnItsWay):
        recorded(ia, "Agreement 2027–2030", effective="2027-01-01")

    begun = ia.agreements.get(status=AgreementStatus.RECORDING)
    brought = {"partnership": ia.pk, "records": [begun.pk], "reason": "Import", "by": BY, "at": timezone.now()}
    assert save_brought(**brought) == [begun.pk]
    ia.agreements.filter(status=AgreementStatus.DRAFT).update(status=AgreementStatus.WITHDRAWN)
    assert save_brought(**brought) == []
    begun.refresh_from_db()
    assert begun.status == AgreementStatus.SIGNED


def test_who_signed_and_the_file_belong_to_the_record(cast, ia):
    lo = make_participation(ia, make_organisation(cast.service, "LO", category="social_partner"))
    record = start_record(partnership=ia, by=BY, title="Agreement 2025–2028")
    party = save_party(agreement=record, by=BY, participation=lo, signatories=[])
    signers = [{"office_held": "The President", "signed": PartialDate.parse("2025-02-12")}]
    save_signers(party=party, by=BY, rows=signers)
    upload = ContentFile(b"%PDF-1.7\n%no pages", name="agreement.pdf")
    added = add_file(agreement=record, by=BY, file=upload, kind="text", file_name="IA-avtalen_2025-2028.pdf")
    record = save_record(agreement=record, by=BY)

    content = record.record_states.get().content
    assert '"office_held":"The President"' in content
    assert added.sha256 in content
    remove_file(file=added, by=BY, reason="A better scan was found.")
    added.refresh_from_db()
    assert added.removed_at
    assert added.file.storage.exists(added.file.name)
