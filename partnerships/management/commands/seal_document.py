"""Seals a document again, for instance under a new certificate."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django_scopes import scopes_disabled

from partnerships.models import Document
from partnerships.signing.services.sealing import NotSigned, seal_again
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.seals import SealProblem

from .export_document import the_one


class Command(BaseCommand):
    help = "Seal a signed document again as its next edition. The earlier edition stays, and still verifies."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", help="the document number, such as DE-2012-0001-v1")
        parser.add_argument("--service", default="", help="the code of its service, where several use the same number")
        parser.add_argument("--reason", required=True, help="why; it is kept with the document and in the ledger")

    def handle(self, *args: Any, number: str, reason: str, **options: Any) -> None:
        with scopes_disabled():
            kind, agreement = the_one(number, options["service"])
            if kind == Document.Kind.MEMBERS:
                raise CommandError(f"A list of members follows its text: seal {agreement.number} again.")
            try:
                document = seal_again(agreement=agreement, by=Actor.system(), reason=reason)
            except (NotSigned, SealProblem) as problem:
                raise CommandError(f"{number} was not sealed again: {problem}") from problem
        self.stdout.write(f"{number}: edition {document.edition}, SHA-256 {document.sha256}")
