"""PostgreSQL itself refuses to change, delete or empty the ledger; personal values go by an erasure alone."""

import pytest
from django.db import DatabaseError, connection, transaction

from pes_partnerships.ledger.guard import missing_triggers, put_up, take_down
from pes_partnerships.ledger.models import LedgerEntry, PrivateValue
from pes_partnerships.ledger.services import Actor, erase_person, record, verify


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def guarded(three_acts):
    """The migration puts it up; the tables of the tests are made without migrations."""
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL only")
    sql("SET CONSTRAINTS ALL IMMEDIATE")  # what the three acts have left to check would bar a change of the tables
    with connection.schema_editor() as editor:
        put_up(None, editor)
    return three_acts


REFUSED = [
    "UPDATE ledger_ledgerentry SET act = 'agreement.ended' WHERE seq = 2",
    "DELETE FROM ledger_ledgerentry WHERE seq = 3",
    "TRUNCATE ledger_ledgerentry CASCADE",
    "UPDATE ledger_privatevalue SET value = 'Another'",
    "DELETE FROM ledger_privatevalue",
    "TRUNCATE ledger_privatevalue",
    "UPDATE ledger_ledgerhead SET seq = 2",
    "UPDATE ledger_ledgerhead SET hash = repeat('0', 64)",
    "DELETE FROM ledger_ledgerhead",
    "TRUNCATE ledger_ledgerhead",
]


@pytest.mark.parametrize("statement", REFUSED)
@pytest.mark.parametrize("role", ["origin", "replica"])
def test_the_database_refuses_to_change_what_was_recorded(guarded, statement, role):
    sql(f"SET LOCAL session_replication_role = {role}")
    with pytest.raises(DatabaseError, match="is refused"), transaction.atomic():
        sql(statement)

    assert verify().ok


def test_acts_are_recorded_as_before_and_an_erasure_takes_what_it_names(guarded, service, ona):
    with transaction.atomic():
        record(act="agreement.ended", anchor=service, by=Actor.link("Somebody"), private={"reason": "Over"})

    assert erase_person(person=ona, by=Actor.user(ona)) == 3
    assert (verify().ok, verify().rows) == (True, 5)
    assert set(PrivateValue.objects.values_list("value", flat=True)) == {"Somebody", "Over"}
    with pytest.raises(DatabaseError, match="only by an erasure"), transaction.atomic():
        PrivateValue.objects.all().delete()


def test_an_erasure_that_stands_in_no_chain_opens_nothing(guarded):
    """Neither in a temporary table of the ledger's name, nor in an entry that lies beyond the end of the chain."""
    erased = """(SELECT json_object_agg(seq, json_build_array('signatory', 'actor')) FROM public.ledger_ledgerentry)"""
    sql('CREATE TEMP TABLE ledger_ledgerentry (id bigint, seq bigint, act text, "after" jsonb)')
    sql("INSERT INTO pg_temp.ledger_ledgerentry (id, seq, act) SELECT id, seq, act FROM public.ledger_ledgerentry")
    invented = f"999, 999, 'person.erased', jsonb_build_object('erased', {erased}::jsonb)"
    sql(f"INSERT INTO pg_temp.ledger_ledgerentry VALUES ({invented})")  # noqa: S608
    with pytest.raises(DatabaseError, match="only by an erasure"), transaction.atomic():
        sql("DELETE FROM ledger_privatevalue")

    sql("DROP TABLE pg_temp.ledger_ledgerentry")
    names = ", ".join(f'"{field.column}"' for field in LedgerEntry._meta.concrete_fields if field.column != "id")
    said = names.replace('"seq"', "seq + 900").replace('"act"', "'person.erased'").replace('"hash"', "repeat('f', 64)")
    said = said.replace('"after"', f"jsonb_build_object('erased', {erased}::jsonb)")
    sql(f"INSERT INTO ledger_ledgerentry ({names}) SELECT {said} FROM ledger_ledgerentry WHERE seq = 3")  # noqa: S608
    with pytest.raises(DatabaseError, match="only by an erasure"), transaction.atomic():
        sql("DELETE FROM ledger_privatevalue")


def test_the_guard_is_missed_where_it_was_taken_away_or_put_to_sleep(guarded):
    assert missing_triggers() == []
    sql("ALTER TABLE ledger_ledgerentry DISABLE TRIGGER ledger_entries_stay")
    assert missing_triggers() == ["ledger_entries_stay"]
    with connection.schema_editor() as editor:
        take_down(None, editor)
    assert len(missing_triggers()) == 6
