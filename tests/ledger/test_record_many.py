"""Many acts at once: the same chain as one after the other."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.models import LedgerEntry, LedgerHead, PrivateValue
from pes_partnerships.ledger.services import Act, Actor, LedgerRefused, Personal, record, record_many, verify


def acts(service, count, **values) -> list[Act]:
    by = Actor.link("Ona Petraitė")
    return [
        Act("settings.changed", service, by, service=service, after={"step": number}, **values)
        for number in range(count)
    ]


def test_many_acts_follow_each_other_and_the_acts_around_them(service, three_acts):
    record_many(acts(service, 5))
    record(act="settings.changed", anchor=service, by=Actor.system())

    assert (verify().ok, verify().rows) == (True, 9)
    steps = LedgerEntry.objects.filter(act="settings.changed").order_by("seq").values_list("after", flat=True)
    assert [after.get("step") for after in steps] == [0, 1, 2, 3, 4, None]
    assert LedgerHead.objects.get().seq == 9


def test_each_act_has_its_own_actor_and_private_values(service, ona):
    entries = record_many(acts(service, 2, private={"reason": Personal("ill since May", person=ona)}))

    assert [entry.private("reason") for entry in entries] == ["ill since May", "ill since May"]
    assert [entry.actor_name for entry in entries] == ["Ona Petraitė", "Ona Petraitė"]
    salts = PrivateValue.objects.filter(key="reason").values_list("salt", flat=True)
    assert len(set(salts)) == 2


def test_fifty_acts_take_as_many_statements_as_one(service):
    record_many(acts(service, 1))
    with CaptureQueriesContext(connection) as one:
        record_many(acts(service, 1))
    with CaptureQueriesContext(connection) as fifty:
        record_many(acts(service, 50))

    assert len(fifty) == len(one)


def test_one_unknown_act_refuses_them_all(service):
    with pytest.raises(LedgerRefused, match="Unknown act"):
        record_many([*acts(service, 2), Act("agreement.sang", service, Actor.system())])

    assert LedgerEntry.objects.count() == 0


def test_no_act_is_no_row(service):
    assert record_many([]) == []
    assert LedgerEntry.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_many_acts_outside_a_transaction_are_refused():
    service = EmploymentService.objects.create(code="lt", name="Lithuanian service")

    with pytest.raises(LedgerRefused, match="outside a transaction"):
        record_many(acts(service, 2))

    with transaction.atomic():
        record_many(acts(service, 2))
    assert LedgerEntry.objects.count() == 2
