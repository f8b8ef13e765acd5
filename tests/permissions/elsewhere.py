"""Records of texts signed elsewhere: read by all who read the portfolio, written by managers (X1)."""

from typing import Any

from tests.factories.elsewhere import open_record, saved_record
from tests.permissions.routes import MANAGER, READERS, Route, of

ROUTES: list[Route] = [
    Route("partnerships:record_new", MANAGER, of("partnership")),
    Route("partnerships:record", READERS, of("open_record"), posts=MANAGER),
    Route("partnerships:record_correct", MANAGER, of("saved_record")),
    Route("partnerships:record_objectives", MANAGER, of("open_record"), method="post"),
    Route("partnerships:record_discard", MANAGER, of("open_record")),
    Route("partnerships:record_signers", MANAGER, of("recorded_party")),
    Route("partnerships:record_signers_many", MANAGER, of("open_record")),
    Route("partnerships:record_state", READERS, lambda w: {"pk": w.saved_record.pk, "number": 1}),
    Route("partnerships:record_pdf", READERS, of("saved_record")),
    Route("partnerships:record_file_new", MANAGER, of("open_record")),
    Route("partnerships:record_file", READERS, of("recorded_file")),
    Route("partnerships:record_file_check", READERS, of("recorded_file")),
    Route("partnerships:record_file_replace", MANAGER, of("recorded_file")),
    Route("partnerships:record_file_remove", MANAGER, of("recorded_file")),
]


def rows(crew: Any, world: Any) -> dict[str, object]:
    record = open_record(crew)
    return {
        "open_record": record,
        "recorded_party": record.parties.first(),
        "recorded_file": record.recorded_files.first(),
        "saved_record": saved_record(crew),
    }
