"""Writes sealed documents to files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet
from django_scopes import scopes_disabled

from partnerships.models import Agreement, Document
from partnerships.shared.services.kept_files import Tampered
from partnerships.signing.services.sealed import stored_file
from partnerships.signing.services.verifying import cited


def the_one(number: str, service: str) -> tuple[str, Agreement]:
    """The kind of the document that the number cites, and its agreement."""
    kind, found = cited(number, service=service)
    if not found:
        raise CommandError(f"There is no agreement {number}.")
    if len(found) > 1:
        raise CommandError(f"Several services have an agreement {number}: say which with --service CODE.")
    return kind, found[0]


def line(row: Document) -> str:
    seal = f"{row.get_level_display()} by {row.sealed_by}" if row.level else "not sealed"
    return f"{row.number}  edition {row.edition}  {row.sha256}  {seal}"


class Command(BaseCommand):
    help = "List the signed documents (--list), or write one to a file (NUMBER --out FILE)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", nargs="?", help="the document number, such as DE-2012-0001-v1")
        parser.add_argument("--out", type=Path, help="the file to write; it must not exist yet")
        parser.add_argument("--edition", type=int, help="an earlier edition instead of the newest")
        parser.add_argument("--service", default="", help="the code of its service, where several use the same number")
        parser.add_argument("--list", action="store_true", help="one line a document, its number first")

    def handle(self, *args: Any, **options: Any) -> None:
        with scopes_disabled():
            if options["list"]:
                self.list_all()
                return
            if not options["number"] or not options["out"]:
                raise CommandError("Say which document and where to: NUMBER --out FILE, or --list.")
            kind, agreement = the_one(options["number"], options["service"])
            self.export(agreement.documents.filter(kind=kind), options["number"], options["edition"], options["out"])

    def list_all(self) -> None:
        rows = Document.objects.select_related("agreement__partnership")
        rows = rows.order_by("agreement__partnership__reference", "agreement__version", "-kind", "edition")
        self.stdout.write("\n".join(map(line, rows)) or "No document has been signed yet.")

    def export(self, rows: QuerySet[Document], number: str, edition: int | None, out: Path) -> None:
        document = (rows.filter(edition=edition) if edition else rows).first()
        if document is None:
            raise CommandError(f"There is no signed document {number}. See them all with --list.")
        try:
            content = stored_file(document).read()
            with out.open("xb") as file:
                file.write(content)
        except Tampered as problem:
            raise CommandError(f"The stored file is not the one that was sealed: {problem}") from problem
        except FileExistsError as problem:
            raise CommandError(f"{out} exists already.") from problem
        self.stdout.write(f"{out}: {number}, edition {document.edition}, SHA-256 {document.sha256}")
