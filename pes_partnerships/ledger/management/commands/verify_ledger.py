import re
from argparse import ArgumentTypeError
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from pes_partnerships.ledger.guard import missing_triggers
from pes_partnerships.ledger.services import differences, verify

MOST_NAMED = 20


def seq_and_hash(said: str) -> tuple[int, str]:
    """“17:ab12…”, as it is printed in sealed documents and mailed; spaces do not matter."""
    found = re.fullmatch(r"(\d{1,18}):([0-9a-f]{64})", re.sub(r"\s", "", said).lower())
    if not found:
        raise ArgumentTypeError("a number, a colon, and 64 hexadecimal digits")
    return int(found[1]), found[2]


class Command(BaseCommand):
    help = (
        "Check the whole chain of the ledger, and the signatures, texts and documents that it speaks of. Name what "
        "does not hold and exit with 1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--expect", type=seq_and_hash, metavar="SEQ:HASH", help="an entry that is known from elsewhere"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify(expect=options.get("expect"))
        if not verdict.ok:
            row = f"row {verdict.first_bad}"
            if verdict.entry:
                row += f" ({verdict.entry.act}, {verdict.entry.object_type}/{verdict.entry.object_id})"
            raise CommandError(f"The ledger is broken at {row}: {verdict.reason}. {verdict.rows} rows before it hold.")
        found = list(islice(differences(), MOST_NAMED + 1))
        if found:
            lines = [f"{each.row}: {each.reason}" for each in found[:MOST_NAMED]]
            lines += ["… and more"] if len(found) > MOST_NAMED else []
            raise CommandError("\n".join(["The chain is whole, but rows differ from what it says:", *lines]))
        if missing := missing_triggers():
            self.stderr.write(f"The guard of the ledger in the database is not whole: {', '.join(missing)}")
        self.stdout.write(f"The ledger is sound: {verdict.rows} rows, head {verdict.head_hash}")
