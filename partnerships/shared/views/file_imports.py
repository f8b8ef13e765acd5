"""What the pages of every import know of its status (F2)."""

from typing import Any

from partnerships.models.file_import import FileImport
from partnerships.rules.lifecycle import IMPORT_MOVES, ImportStatus

TO_MATCH = IMPORT_MOVES["match"][0]
MAY_BE_GIVEN_UP = IMPORT_MOVES["give_up"][0]
UNDOING = (ImportStatus.TO_UNDO, ImportStatus.UNDOING)
WRITING = (ImportStatus.CONFIRMED, ImportStatus.WRITING)
RUNNING = (ImportStatus.QUEUED, ImportStatus.CHECKING, *WRITING, *UNDOING)


def progress_of(found: FileImport) -> dict[str, Any]:
    return {
        "found": found,
        "runs": found.status in RUNNING,
        "is_writing": found.status in WRITING,
        "is_undoing": found.status in UNDOING,
        "is_written": found.status == ImportStatus.WRITTEN,
        "is_undone": found.status == ImportStatus.UNDONE,
        "may_be_matched": found.status in TO_MATCH and bool(found.file),
    }
