"""A text of many parties: found, filtered, changed many at a time (A4, S4)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.models import Agreement, Contact, Signatory
from pes_partnerships.ledger.models import LedgerEntry
from tests.factories.agreements import send_out, wide_agreement
from tests.pages import typed_in, words_on


@pytest.fixture
def wide(in_scope) -> Agreement:
    return wide_agreement(in_scope.service, in_scope.lina, "Network of forty", parties=40, objectives=2)


def url_of(page: str, agreement) -> str:
    return reverse(f"partnerships:{page}", args=[agreement.pk])


def changed(lina, agreement, parties, **act) -> str:
    page = url_of("agreement_parties", agreement)
    form = typed_in(lina.get(page), "role", party=[str(each.pk) for each in parties], **act)
    return words_on(lina.post(url_of("parties_change", agreement), form, follow=True))


def test_a_page_holds_thirty_and_the_rest_is_found(wide, lina):
    page = url_of("agreement_parties", wide)
    assert "40 of 40 parties" in words_on(lina.get(page))
    assert lina.get(page).content.decode().count("row-tick") == 30
    name = wide.parties.last().name

    found = lina.get(page + f"?q={name}")

    assert "1 of 40 parties" in words_on(found)
    assert name in words_on(found)
    assert name in lina.get(page + "?format=csv").content.decode("utf-8-sig")


def test_what_is_missing_is_a_filter(wide, lina):
    first = wide.parties.first()
    type(first).objects.filter(pk=first.pk).update(risk="")
    Signatory.objects.filter(party=first).delete()
    page = url_of("agreement_parties", wide)

    assert "1 of 40 parties" in words_on(lina.get(page + "?lacks=risk"))
    assert "1 of 40 parties" in words_on(lina.get(page + "?lacks=signatory"))
    assert "40 of 40 parties" in words_on(lina.get(page + "?lacks=nonsense"))
    signatories = words_on(lina.get(url_of("agreement_signatories", wide) + "?lacking=1"))
    assert "1 party without a signatory." in signatories


def test_a_role_is_given_to_all_that_are_ticked(wide, lina):
    some = list(wide.parties.all()[:5])

    words = changed(lina, wide, some, act="role", role="participant")

    assert "5 parties have been changed." in words
    assert wide.parties.filter(role="participant").count() == 5
    assert LedgerEntry.objects.filter(act="party.saved", object_id=str(some[0].pk)).exists()
    assert "Nothing was changed: the ticked parties already have this value." in changed(
        lina, wide, some, act="role", role="participant"
    )


def test_the_only_contact_with_a_mandate_is_named_for_all(wide, lina):
    some = list(wide.parties.all()[:3])
    Signatory.objects.filter(party__in=some).delete()
    bodies = [party.participation.organisation_id for party in some[:2]]
    Contact.objects.filter(organisation__in=bodies).update(may_sign=True)
    Contact.objects.filter(organisation=some[2].participation.organisation_id).update(may_sign=False)

    assert "2 parties have been changed." in changed(lina, wide, some, act="mandated")

    assert [party.signatories.count() for party in some] == [1, 1, 0]


def test_nothing_ticked_and_no_role_are_said(wide, lina):
    assert "Tick at least one party." in changed(lina, wide, [], act="signs_not")
    assert "Choose a role." in changed(lina, wide, wide.parties.all()[:1], act="role", role="")
    assert not wide.parties.filter(must_sign=False).exists()
    first = wide.parties.first()
    form = {
        **typed_in(lina.get(url_of("agreement_parties", wide)), "role"),
        "party": first.pk,
        "act": "role",
        "role": "",
    }
    again = lina.post(url_of("parties_change", wide) + "?q=party", form)
    assert again.status_code == 422
    assert f'value="{first.pk}" aria-label="Choose {first.name}" checked' in again.content.decode()


def test_a_text_that_went_out_is_not_changed(wide, lina, in_scope):
    page = lina.get(url_of("agreement_parties", wide))
    form = typed_in(page, "role", party=[str(wide.parties.first().pk)], act="signs_not")
    send_out(wide, in_scope)

    words = words_on(lina.post(url_of("parties_change", wide), form, follow=True))

    assert "This version is no longer a draft" in words
    assert not wide.parties.filter(must_sign=False).exists()


def test_the_list_takes_as_many_queries_for_three_as_for_one(in_scope, lina):
    def queries(parties: int) -> int:
        text = wide_agreement(in_scope.service, in_scope.lina, f"Of {parties}", parties=parties, objectives=1)
        lina.get(url_of("agreement_parties", text))
        with CaptureQueriesContext(connection) as found:
            lina.get(url_of("agreement_parties", text))
        return len(found)

    assert queries(3) == queries(2)
