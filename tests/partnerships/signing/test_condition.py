"""A text that waits for a condition: it enters into force by a recorded act with day and proof (S1, A7)."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.rules.lifecycle import AgreementStatus
from partnerships.signing.services.clock import sweep_agreements
from partnerships.signing.services.force import fulfil_condition
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.moves import MoveRefused
from tests.factories import signed_agreement
from tests.factories.forming import BY
from tests.pages import typed_in, words_on

CONDITION = {"force_rule": "condition", "force_condition": "The negotiations of the social partners have ended."}


@pytest.fixture
def waiting(in_scope):
    return signed_agreement(in_scope, **CONDITION)


def url_of(agreement) -> str:
    return reverse("partnerships:agreement_condition", args=[agreement.pk])


def met(lina, agreement, **fields):
    url, today = url_of(agreement), timezone.localdate()
    day = {"on_day": today.day, "on_month": today.month, "on_year": today.year}
    return lina.post(
        url, typed_in(lina.get(url), "proof", **{**day, "proof": "Minutes of 12 May", **fields}), follow=True
    )


def test_all_have_signed_and_nothing_is_in_force_before_the_condition_is_fulfilled(waiting, lina):
    assert waiting.status == AgreementStatus.SIGNED
    sweep_agreements(now=timezone.now() + datetime.timedelta(days=400))
    waiting.refresh_from_db()
    assert waiting.status == AgreementStatus.SIGNED
    page = words_on(lina.get(reverse("partnerships:signatures", args=[waiting.pk])))
    assert "Waiting for its condition The negotiations of the social partners have ended." in page

    assert "The condition is fulfilled. The agreement is now in force." in words_on(met(lina, waiting))

    waiting.refresh_from_db()
    assert (waiting.status, waiting.condition_proof) == (AgreementStatus.IN_FORCE, "Minutes of 12 May")
    entry = LedgerEntry.objects.get(act="agreement.condition_fulfilled")
    assert entry.after["condition_proof"] == "Minutes of 12 May"
    assert "No condition is open for this version." in words_on(lina.get(url_of(waiting), follow=True))


def test_a_partnership_whose_text_is_signed_and_waits_is_not_in_draft(waiting, lina):
    """A16: all have signed; the portfolio and the page of the partnership say so."""
    for page in (reverse("partnerships:partnership", args=[waiting.partnership_id]), reverse("partnerships:portfolio")):
        words = words_on(lina.get(page))
        assert ("Signed, not yet in force" in words, "Drafting" in words.partition("Partnerships")[0]) == (True, False)


def test_a_day_to_come_still_has_to_come(in_scope, lina):
    agreement = signed_agreement(in_scope, **CONDITION, effective=PartialDate(timezone.localdate().year + 1, 12, 1))

    assert "enters into force on its effective date, 1 December" in words_on(met(lina, agreement))

    agreement.refresh_from_db()
    assert agreement.status == AgreementStatus.SIGNED
    sweep_agreements(now=timezone.now() + datetime.timedelta(days=800))
    agreement.refresh_from_db()
    assert agreement.status == AgreementStatus.IN_FORCE


def test_a_day_in_the_future_or_no_proof_is_refused(waiting, lina):
    page = met(lina, waiting, on_year=timezone.localdate().year + 1, proof="")
    assert page.status_code == 422
    assert "This date is in the future." in words_on(page)
    waiting.refresh_from_db()
    assert waiting.condition_met_on is None


def test_it_is_fulfilled_once_and_only_where_one_was_agreed(in_scope, waiting):
    today = timezone.localdate()
    fulfil_condition(agreement=waiting, on=today, proof="Minutes", by=BY)
    for agreement in (waiting, signed_agreement(in_scope)):
        with pytest.raises(MoveRefused):
            fulfil_condition(agreement=agreement, on=today, proof="Minutes", by=BY)


def test_a_length_has_its_last_day_from_the_entry_into_force(in_scope):
    agreement = signed_agreement(in_scope, ends="", term_months=36)

    begins = agreement.effective.earliest()
    assert agreement.ends_latest == begins.replace(year=begins.year + 3) - datetime.timedelta(days=1)
    assert agreement.ends.latest() == agreement.ends_latest
    assert '"term_months":36' in agreement.snapshot  # the signed text keeps the length, not the day
