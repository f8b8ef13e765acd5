"""A text signed here is registered and published later: reality 15 and 50, ES-PIEC (A15, A7)."""

import pytest
from django.urls import reverse

from partnerships.lifecycle.services.registration import save_registration
from partnerships.models import Agreement
from partnerships.shared.services.refused import Refused
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.moves import MoveRefused
from tests.factories import ready_agreement, signed_agreement
from tests.factories.elsewhere import saved_record
from tests.factories.forming import BY
from tests.factories.registry import frozen_of
from tests.pages import typed_in, words_on

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def page(agreement: Agreement) -> str:
    return reverse("partnerships:agreement_registration", args=[agreement.pk])


def test_both_dates_number_and_address_are_recorded_and_the_signed_text_stays(in_scope, sign_in):
    signed = signed_agreement(in_scope)
    stood = frozen_of(signed)
    browser = sign_in(in_scope.lina)
    typed = {
        "registered_day": "30", "registered_month": "10", "registered_year": "2018", "published_year": "2018",
        "registry_number": "REOICO 2018/731", "publication_url": "boe.es/boe/dias/2018/11/23/",
    }  # fmt: skip

    answer = browser.post(page(signed), typed_in(browser.get(page(signed)), "registry_number", **typed))

    signed = Agreement.objects.select_related("partnership__service").get(pk=signed.pk)
    assert answer.url == reverse("partnerships:agreement_text", args=[signed.pk])
    assert (str(signed.registered), str(signed.published)) == ("2018-10-30", "2018")
    shown = words_on(browser.get(answer.url))
    for words in ("30 October 2018", "REOICO 2018/731", "https://boe.es/boe/dias/2018/11/23/"):
        assert words in shown
    assert frozen_of(signed) == stood
    [entry] = LedgerEntry.objects.filter(act="agreement.registration")
    assert entry.sentence() == "Lina recorded where the agreement is registered or published."
    assert (entry.before["registry_number"], entry.after["registry_number"]) == ("", "REOICO 2018/731")


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"published_year": "2199"}, "published", "This date is in the future. Enter it once it has come."),
        ({"publication_url": "no page"}, "publication_url", "Enter the whole address of a page"),
        ({"registry_number": "x" * 61}, "registry_number", "at most 60 characters"),
    ],
)
def test_each_fault_is_said_at_its_field(in_scope, sign_in, typed, field, sentence):
    signed = signed_agreement(in_scope)
    browser = sign_in(in_scope.lina)

    answer = browser.post(page(signed), typed_in(browser.get(page(signed)), "registry_number", **typed))

    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors[field])


def test_only_a_text_that_was_signed_here_is_registered_here(in_scope, sign_in):
    draft, record = ready_agreement(in_scope), saved_record(in_scope)
    browser = sign_in(in_scope.lina)

    assert browser.get(page(draft)).url == reverse("partnerships:agreement", args=[draft.pk])
    assert browser.get(page(record)).url == reverse("partnerships:record", args=[record.pk])
    for each in (draft, record):
        with pytest.raises(MoveRefused):
            save_registration(agreement=each, by=BY, registry_number="1")
    with pytest.raises(Refused):
        save_registration(agreement=signed_agreement(in_scope), by=BY, published=PartialDate(2199))


def test_a_reader_sees_it_and_changes_nothing(in_scope, sign_in):
    signed = signed_agreement(in_scope)
    text = reverse("partnerships:agreement_text", args=[signed.pk])
    reader = sign_in(in_scope.vytas)
    assert "Registration and publication" not in words_on(reader.get(text))
    save_registration(agreement=signed, by=BY, registry_number="REOICO 2018/731")
    shown = words_on(reader.get(text))
    assert ("REOICO 2018/731" in shown, "Record registration" in shown) == (True, False)
