"""Electronically signed copies: taken in and counted by managers, read by all who read the portfolio (X1)."""

import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from partnerships.models import SignedCopy
from tests.permissions.routes import MANAGER, READERS, Route, of

ROUTES: list[Route] = [
    Route("partnerships:copy_new", MANAGER, of("out_signatory")),
    Route("partnerships:copy", MANAGER, of("signed_copy")),
    Route("partnerships:copy_discard", MANAGER, of("signed_copy"), method="post"),
    Route("partnerships:copy_file", READERS, of("signed_copy")),
]
CONTENT = b"%PDF-1.7"
SAID = {
    "name": "Ona", "organisation": "", "issued_by": "An issuer", "certificate_sha256": "ab" * 32,
    "valid_from": "2026-01-01T00:00:00+00:00", "valid_until": "2029-01-01T00:00:00+00:00",
    "said_at": None, "stamped_at": None, "intact": True, "issuer": "not_checked",
}  # fmt: skip


def rows(crew: Any, world: Any) -> dict[str, object]:
    signatory, out = world.out_signatory, world.out
    copy = SignedCopy(
        agreement=out,
        signatory=signatory,
        text_sha256=out.snapshot_sha256,
        sha256=hashlib.sha256(CONTENT).hexdigest(),
        verdict=[SAID],
        added_at=timezone.now(),
    )
    copy.file.save("copy.pdf", ContentFile(CONTENT), save=False)
    copy.save()
    return {"signed_copy": copy}
