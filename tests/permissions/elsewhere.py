"""Records of texts signed elsewhere: read by all who read the portfolio, written by managers (X1)."""

from typing import Any

from partnerships.elsewhere.services.recording import save_dates, start_record
from partnerships.models import Agreement
from pes_partnerships.lib.dates import PartialDate
from tests.factories.elsewhere import open_record, saved_record
from tests.factories.forming import BY
from tests.permissions.routes import MANAGER, READERS, Route, of

ROUTES: list[Route] = [
    Route("partnerships:record_new", MANAGER, of("partnership")),
    Route("partnerships:record", READERS, of("open_record"), posts=MANAGER),
    Route("partnerships:record_correct", MANAGER, of("saved_record")),
    Route("partnerships:record_objectives", MANAGER, of("record_after"), method="post"),
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


def _after(earlier: Agreement) -> Agreement:
    """The edition after another one, without objectives yet."""
    later = start_record(partnership=earlier.partnership, by=BY, title="Pact 2021")
    return save_dates(agreement=later, by=BY, notes={}, effective=PartialDate.parse("2021"))


def rows(crew: Any, world: Any) -> dict[str, object]:
    record = open_record(crew)
    return {
        "open_record": record,
        "recorded_party": record.parties.first(),
        "recorded_file": record.recorded_files.first(),
        "saved_record": saved_record(crew),
        "record_after": _after(saved_record(crew, title="Pact 2019", effective="2019", ends="2020")),
    }
