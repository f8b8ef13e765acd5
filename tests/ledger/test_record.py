"""What record() writes, and what it refuses."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import translation

from pes_partnerships.accounts.models import EmploymentService, User
from pes_partnerships.ledger.models import LedgerAltered, LedgerEntry, LedgerHead, PrivateValue
from pes_partnerships.ledger.services import Actor, LedgerRefused, Personal, diff, record
from pes_partnerships.lib.dates import PartialDate


def test_an_act_follows_from_the_act_before_it(three_acts):
    first, second, third = three_acts

    assert [entry.seq for entry in three_acts] == [1, 2, 3]
    assert first.previous_hash == "0" * 64
    assert [second.previous_hash, third.previous_hash] == [first.hash, second.hash]
    head = LedgerHead.objects.get()
    assert (head.seq, head.hash) == (3, third.hash)


def test_the_chain_holds_no_clear_text_of_a_person(service, ona):
    entry = record(act="signature.declined", anchor=service, by=Actor.user(ona), private={"reason": "I retire"})

    row = LedgerEntry.objects.values().get(pk=entry.pk)
    assert "Ona" not in str(row)
    assert "retire" not in str(row)
    assert sorted(row["commitments"]) == ["actor", "reason"]


def test_values_come_back_as_plain_text(service):
    signed = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
    before = {"due": date(2026, 1, 31), "sum": Decimal("10.50"), "from": PartialDate(2019)}

    record(
        act="agreement.changed",
        anchor=service,
        by=Actor.system(),
        before=before,
        after={"owner": service},
        at=signed,
    )

    entry = LedgerEntry.objects.get()
    assert entry.before == {"due": "2026-01-31", "sum": "10.50", "from": "2019"}
    assert entry.after == {"owner": service.pk}
    assert entry.at == signed


def test_a_difference_keeps_only_what_changed():
    before, after = diff({"title": "Youth", "fte": 2, "gone": 1}, {"title": "Youth", "fte": 3, "new": None})

    assert (before, after) == ({"fte": 2, "gone": 1}, {"fte": 3, "gone": None})


@pytest.mark.django_db(transaction=True)
def test_an_act_outside_a_transaction_is_refused():
    service = EmploymentService.objects.create(code="lt", name="Lithuanian service")

    with pytest.raises(LedgerRefused, match="outside a transaction"):
        record(act="partnership.created", anchor=service, by=Actor.system())

    assert LedgerEntry.objects.count() == 0


def test_an_unknown_act_is_refused_with_the_place_to_add_it(service):
    with pytest.raises(LedgerRefused, match=r"'agreement\.sang'.*acts\.py"):
        record(act="agreement.sang", anchor=service, by=Actor.system())


def test_the_key_of_the_actor_is_not_free(service, ona):
    with pytest.raises(LedgerRefused, match="'actor'"):
        record(act="partnership.created", anchor=service, by=Actor.user(ona), private={"actor": "Jonas"})


def test_an_act_goes_when_its_transaction_fails(service, ona):
    @transaction.atomic
    def create_and_fail():
        record(act="partnership.created", anchor=service, by=Actor.user(ona))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        create_and_fail()

    assert (LedgerEntry.objects.count(), PrivateValue.objects.count()) == (0, 0)
    assert LedgerHead.objects.get().seq == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: LedgerEntry.objects.update(act="agreement.ended"),
        lambda entry: LedgerEntry.objects.filter(pk=entry.pk).delete(),
        lambda entry: LedgerEntry.objects.bulk_update([entry], ["act"]),
    ],
    ids=["save", "delete", "update", "queryset delete", "bulk update"],
)
def test_what_is_recorded_cannot_be_changed(three_acts, change):
    with pytest.raises(LedgerAltered, match="append-only"), transaction.atomic():
        change(three_acts[1])

    assert LedgerEntry.objects.get(seq=2).act == "agreement.drafted"


def test_a_thing_shows_its_history_newest_first(service, ona, three_acts, django_assert_num_queries):
    other = User.objects.create_user("jonas@example.org", name="Jonas")
    record(act="settings.changed", anchor=other, by=Actor.user(other))
    record(act="contact.added", anchor=other, obj=service, by=Actor.link("Marija", person=other))

    with django_assert_num_queries(2):
        history = [(entry.act, entry.actor_name) for entry in LedgerEntry.objects.about(service)]

    assert history == [
        ("contact.added", "Marija"),
        ("agreement.sent", "Ona Petraitė"),
        ("agreement.drafted", "Ona Petraitė"),
        ("partnership.created", "Ona Petraitė"),
    ]


def test_an_act_reads_as_a_sentence(service, ona):
    service.ledger_label = "LT-2026-0147"
    sent = record(act="agreement.sent", anchor=service, by=Actor.user(ona))
    begun = record(act="agreement.in_force", anchor=ona, by=Actor.clock())

    with translation.override("en"):
        assert sent.sentence() == "Ona Petraitė sent the agreement for signature."
        assert sent.object_label == "LT-2026-0147"
        assert begun.sentence() == "The system put the agreement into force."


def test_a_private_value_can_belong_to_another_person(service, ona):
    told = Personal("ill since May", person=ona)

    entry = record(act="participation.changed", anchor=service, by=Actor.system(), private={"reason": told})

    assert PrivateValue.objects.get().person_id == str(ona.pk)
    assert entry.private("reason") == "ill since May"
