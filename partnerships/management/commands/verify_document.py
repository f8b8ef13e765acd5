"""Says what a file is: one of the sealed documents to the byte, or not."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from partnerships.signing.services.verifying import Finding, Today, Verdict, verify_file

FINDINGS = {
    Finding.HOLDS: "Unchanged: this is the sealed file, byte for byte.",
    Finding.NOT_OURS: "Not a sealed document of this service: nothing in the records has this file.",
    Finding.CHANGED: "CHANGED: the seal of a document of this service is in it, but the file is not the sealed one.",
    Finding.NOT_SEALED: "Unchanged, but without a seal: this file was stored before documents were sealed.",
    Finding.SEAL_BROKEN: "The file is in the records, but its seal does not hold.",
    Finding.RECORDS_DIFFER: "The seal holds, but the document's row and the ledger do not agree: run verify_ledger.",
}
STATES = {
    Today.IN_FORCE: "in force",
    Today.EXPIRED: "no longer in force: its term is over",
    Today.NOT_YET: "signed, not yet in force",
    Today.SUPERSEDED: "superseded by a later version",
    Today.ENDED: "ended",
}


class Command(BaseCommand):
    help = (
        "Check a file against its seal, the records and the ledger. Exit code 0: it is the sealed file; 1: it is not."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            verdict = verify_file(file.read_bytes())
        except OSError as problem:
            raise CommandError(f"{file} cannot be read: {problem.strerror}") from problem
        told = facts(verdict)
        if options["json"]:
            self.stdout.write(json.dumps(told, indent=2, ensure_ascii=False))
        else:
            lines = [FINDINGS[verdict.finding], *(f"{name}: {value}" for name, value in in_words(told, verdict))]
            self.stdout.write("\n".join(lines))
        if not verdict.holds:
            raise SystemExit(1)


def facts(verdict: Verdict) -> dict[str, Any]:
    seal, document = verdict.seal, verdict.document
    told: dict[str, Any] = {
        "unchanged": verdict.holds,
        "finding": str(verdict.finding),
        "sha256": verdict.sha256,
        "seals": seal.seals,
        "sealed_by": seal.sealed_by,
        "certificate_sha256": seal.certificate_sha256,
        "time_stamp": seal.stamped_at.isoformat() if seal.stamped_at else None,
    }
    if document:
        told |= {
            "document": document.number,
            "version": document.agreement.version,
            "edition": document.edition,
            "newest_edition": verdict.newest_edition,
            "stored": document.made_at.isoformat(),
            "stored_sha256": document.sha256,
            "today": str(verdict.today) if verdict.today else None,
            "in_force_today": verdict.in_force.number if verdict.in_force else None,
        }
    return told


def in_words(told: dict[str, Any], verdict: Verdict) -> list[tuple[str, str]]:
    lines = []
    if verdict.document:
        edition = f"edition {told['edition']}"
        if told["edition"] < told["newest_edition"]:
            edition += f"; the newest is {told['newest_edition']}"
        lines.append(("Document", f"{told['document']}, version {told['version']} ({edition})"))
        state = STATES[verdict.today] if verdict.today else "unknown"
        lines.append(("Today", state + (f"; {verdict.in_force.number} is in force" if verdict.in_force else "")))
    if verdict.seal.seals:
        lines.append(("Sealed by", f"{told['sealed_by']}, certificate SHA-256 {told['certificate_sha256']}"))
        lines.append(("Time stamp", told["time_stamp"] or "none"))
    return [*lines, ("SHA-256", told["sha256"])]
