"""The guard of the ledger in PostgreSQL: what was recorded can be read and continued, and nothing else.

Triggers that fire for every role, in replication too (ENABLE ALWAYS). A personal value goes only where an erasure that
is recorded in the chain names it; there is no setting that opens the guard. Who owns the tables can drop it: run the
product by another role (docs/production.md); `verify_ledger` says when it is missing.
"""

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TRIGGERS = {
    "ledger_entries_stay": "ledger_ledgerentry",
    "ledger_entries_are_not_emptied": "ledger_ledgerentry",
    "ledger_values_go_by_erasure": "ledger_privatevalue",
    "ledger_values_are_not_emptied": "ledger_privatevalue",
    "ledger_head_goes_forward": "ledger_ledgerhead",
    "ledger_head_is_not_emptied": "ledger_ledgerhead",
}
FUNCTIONS = ("ledger_refuses", "ledger_value_goes", "ledger_head_moves")

MADE = """
CREATE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'The ledger is append-only: % of % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION ledger_value_goes() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    of bigint;
    is_erased boolean;
BEGIN
    -- by the schema of the table itself: a temporary table of the same name is none of the ledger's
    EXECUTE format('SELECT seq FROM %I.ledger_ledgerentry WHERE id = $1', TG_TABLE_SCHEMA) INTO of USING OLD.entry_id;
    EXECUTE format(
        'SELECT EXISTS (SELECT 1 FROM %1$I.ledger_ledgerentry WHERE act = ''person.erased'' AND seq >= $1
         AND seq <= (SELECT max(seq) FROM %1$I.ledger_ledgerhead)
         AND ((seq = $1 AND $2 = ''actor'') OR jsonb_exists("after" -> ''erased'' -> $1::text, $2)))',
        TG_TABLE_SCHEMA
    ) INTO is_erased USING of, OLD.key::text;
    IF TG_OP = 'DELETE' AND is_erased THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'A personal value goes only by an erasure: % of % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION ledger_head_moves() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.id = OLD.id AND NEW.seq > OLD.seq THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'The head of the ledger only goes forward: % of % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER ledger_entries_stay BEFORE UPDATE OR DELETE ON ledger_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION ledger_refuses();
CREATE TRIGGER ledger_entries_are_not_emptied BEFORE TRUNCATE ON ledger_ledgerentry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuses();
CREATE TRIGGER ledger_values_go_by_erasure BEFORE UPDATE OR DELETE ON ledger_privatevalue
    FOR EACH ROW EXECUTE FUNCTION ledger_value_goes();
CREATE TRIGGER ledger_values_are_not_emptied BEFORE TRUNCATE ON ledger_privatevalue
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuses();
CREATE TRIGGER ledger_head_goes_forward BEFORE UPDATE OR DELETE ON ledger_ledgerhead
    FOR EACH ROW EXECUTE FUNCTION ledger_head_moves();
CREATE TRIGGER ledger_head_is_not_emptied BEFORE TRUNCATE ON ledger_ledgerhead
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuses();
"""
PUT_UP = MADE + "".join(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name};\n" for name, table in TRIGGERS.items())
TAKE_DOWN = "".join(
    [f"DROP TRIGGER {name} ON {table};\n" for name, table in TRIGGERS.items()]
    + [f"DROP FUNCTION {name}();\n" for name in FUNCTIONS]
)


def put_up(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(PUT_UP, params=None)  # it has percent signs of its own


def take_down(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(TAKE_DOWN, params=None)


def missing_triggers() -> list[str]:
    """Those that are not there or do not always fire; none where the database is not PostgreSQL."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE NOT tgisinternal AND tgenabled = 'A' AND relnamespace = current_schema()::regnamespace"
        )
        there = set(cursor.fetchall())
    return sorted(name for name, table in TRIGGERS.items() if (name, table) not in there)
