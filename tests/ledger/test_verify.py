"""Whoever changes the ledger behind the product's back is found out, and the row is named."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import QuerySet

from pes_partnerships.ledger.models import LedgerEntry, LedgerHead, PrivateValue
from pes_partnerships.ledger.services import Actor, LedgerRefused, erase_person, record, verify


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def delete_row(seq: int) -> None:
    PrivateValue.objects.filter(entry__seq=seq).delete()
    sql(f"DELETE FROM ledger_ledgerentry WHERE seq = {seq:d}")  # noqa: S608


def test_an_empty_ledger_is_sound(db):
    assert verify().ok


def test_a_ledger_that_nobody_touched_is_sound(three_acts):
    out = StringIO()

    call_command("verify_ledger", stdout=out)

    assert out.getvalue() == f"The ledger is sound: 3 rows, head {three_acts[-1].hash}\n"


@pytest.mark.parametrize(
    "assignment",
    [
        "act = 'agreement.ended'",
        '"after" = \'{"step": 7}\'',
        "at = '2020-01-01 00:00:00'",
        "service_id = NULL",
        "object_label = 'another'",
        "actor_kind = 'system'",
    ],
)
def test_a_changed_row_is_named(three_acts, assignment):
    sql(f"UPDATE ledger_ledgerentry SET {assignment} WHERE seq = 2")  # noqa: S608

    verdict = verify()

    assert (verdict.ok, verdict.rows, verdict.first_bad) == (False, 1, 2)
    assert verdict.reason == "the row was changed after it was recorded"


def test_a_changed_row_with_a_new_hash_of_its_own_is_found_by_the_next(three_acts):
    changed = three_acts[1]
    changed.act = "agreement.ended"
    QuerySet.update(LedgerEntry.objects.filter(seq=2), act=changed.act, hash=changed.reckoned_hash())

    verdict = verify()

    assert (verdict.first_bad, verdict.reason) == (3, "the row does not follow from the row before it")


def test_the_command_names_the_row_and_fails(three_acts, service):
    sql("UPDATE ledger_ledgerentry SET act = 'agreement.ended' WHERE seq = 2")

    with pytest.raises(CommandError) as refusal:
        call_command("verify_ledger")

    assert str(refusal.value) == (
        f"The ledger is broken at row 2 (agreement.ended, employmentservice/{service.pk}): "
        "the row was changed after it was recorded. 1 rows before it hold."
    )
    assert refusal.value.returncode == 1


@pytest.mark.parametrize(("seq", "reason"), [(1, "the row is missing"), (2, "the row is missing")])
def test_a_deleted_row_is_named(three_acts, seq, reason):
    delete_row(seq)

    verdict = verify()

    assert (verdict.ok, verdict.first_bad, verdict.reason) == (False, seq, reason)


def test_a_deleted_end_is_named(three_acts):
    delete_row(3)

    verdict = verify()

    assert (verdict.first_bad, verdict.reason) == (3, "the row is missing, with all after it")


def test_a_deleted_end_with_the_head_set_back_to_it_still_needs_the_right_hash(three_acts):
    delete_row(3)
    LedgerHead.objects.update(seq=2)

    assert verify().reason == "the head of the ledger names another hash"


def test_a_row_smuggled_in_past_the_head_is_named(three_acts):
    LedgerHead.objects.update(seq=2, hash=three_acts[1].hash)

    verdict = verify()

    assert (verdict.first_bad, verdict.reason) == (3, "the row was added past the head of the ledger")


def test_a_lost_head_is_found_and_not_made_anew(three_acts, service):
    LedgerHead.objects.all().delete()

    assert verify().first_bad == 1
    with pytest.raises(LedgerRefused, match="head of the ledger is gone"):
        record(act="partnership.ended", anchor=service, by=Actor.system())


def test_a_changed_personal_value_is_named(three_acts):
    PrivateValue.objects.filter(entry__seq=2).update(value="Somebody else")

    verdict = verify()

    assert verdict.first_bad == 2
    assert verdict.reason == "the personal value “actor” was changed after it was recorded"


def test_erasing_a_person_leaves_the_chain_whole(three_acts, ona):
    erased = erase_person(person=ona, by=Actor.system())

    assert erased == 3
    assert (verify().ok, verify().rows) == (True, 4)
    assert {entry.actor_name for entry in LedgerEntry.objects.filter(seq__lte=3)} == {"Erased person"}
    assert not PrivateValue.objects.filter(value__contains="Ona").exists()


def test_people_who_erase_themselves_leave_no_name_behind(three_acts, ona):
    erase_person(person=ona, by=Actor.user(ona))

    last = LedgerEntry.objects.last()
    erased = {"1": ["actor"], "2": ["actor"], "3": ["actor"]}
    assert (last.act, last.actor_name) == ("person.erased", "Erased person")
    assert last.after == {"values": 3, "erased": erased}
    assert verify().ok


def test_a_personal_value_that_no_erasure_names_is_missed(three_acts, ona):
    PrivateValue.objects.filter(entry__seq=2).delete()

    verdict = verify()
    assert (verdict.first_bad, verdict.reason) == (2, "the personal value “actor” is missing, and no erasure names it")

    erase_person(person=ona, by=Actor.system())  # it names the two that were left
    assert verify().first_bad == 2


def test_an_erasure_of_an_earlier_version_accounts_for_as_many_as_it_took(three_acts, service):
    with transaction.atomic():
        record(act="person.erased", anchor=service, by=Actor.system(), after={"values": 2})
    PrivateValue.objects.filter(entry__seq__lte=2).delete()
    assert verify().ok

    PrivateValue.objects.all().delete()
    assert verify().first_bad == 3


def test_a_chain_that_was_written_again_holds_in_itself_and_not_against_what_is_known(three_acts):
    """Whoever holds the database can write all of it again; a mailed or printed head tells."""
    known = f"2:{three_acts[1].hash}"
    call_command("verify_ledger", "--expect", known, stdout=StringIO())
    call_command("verify_ledger", "--expect", f"2: {three_acts[1].hash.upper()}", stdout=StringIO())

    last = LedgerHead.objects.get()
    delete_row(3), delete_row(2)
    changed = three_acts[1]
    changed.act = "agreement.ended"
    changed.commitments = {}
    QuerySet.bulk_create(
        LedgerEntry.objects.all(),
        [
            LedgerEntry(
                **{
                    **{name: getattr(changed, name) for name in LedgerEntry.CHAINED},
                    "previous_hash": changed.previous_hash,
                    "hash": changed.reckoned_hash(),
                }
            )
        ],
    )
    LedgerHead.objects.update(seq=2, hash=changed.reckoned_hash())

    assert verify().ok
    with pytest.raises(CommandError, match=r"row 2 .* another hash than expected"):
        call_command("verify_ledger", "--expect", known)
    with pytest.raises(CommandError, match="broken at row 3: the row is missing"):
        call_command("verify_ledger", "--expect", f"3:{last.hash}")
    with pytest.raises(CommandError, match="64 hexadecimal digits"):
        call_command("verify_ledger", "--expect", "2")
