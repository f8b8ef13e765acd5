"""Files of organisations at two stages of their way."""

from typing import Any

from tests.factories.imports import checked_file, failed_file


def rows(crew: Any, world: Any) -> dict[str, object]:
    return {
        "checked_import": checked_file(crew.service, crew.lina, "Name,Category\nYouth Centre,ngo\nNo Category,\n"),
        "failed_import": failed_file(crew.service, crew.lina),
    }
