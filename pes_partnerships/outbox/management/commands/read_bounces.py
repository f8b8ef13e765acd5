"""Reads what mail servers sent back, and notes which mails reached nobody."""

import json
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from pes_partnerships.outbox.rules.reports import MOST_BYTES
from pes_partnerships.outbox.services.bounces import Returned, count, take_in
from pes_partnerships.outbox.services.returned_mail import SourceAway, from_imap, from_maildir

TRY_LATER = 75  # EX_TEMPFAIL: the mail server hands the message over again
WORDS = {
    Returned.UNDELIVERED: "noted as not delivered",
    Returned.KNOWN: "known already",
    Returned.DELAYED: "only delayed",
    Returned.ARRIVED: "reported as delivered",
    Returned.EARLY: "too early, left for the next time",
    Returned.FORGED: "with a return address that is not genuine, nothing changed",
    Returned.FOREIGN: "no report on a mail of ours, left alone",
    Returned.UNREADABLE: "a report that does not say what happened, left alone",
}


class Command(BaseCommand):
    help = (
        "Read delivery reports (RFC 3464) from standard input, a maildir, or the mailbox in BOUNCES_IMAP. "
        "Exit code 0: read; 1: the place cannot be read; 75: standard input came before its mail was done."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        place = parser.add_mutually_exclusive_group()
        place.add_argument("--maildir", type=Path, help="read the new messages of this maildir")
        place.add_argument("--imap", action="store_true", help="read the unseen messages of BOUNCES_IMAP")
        parser.add_argument("--recipient", default="", help="of standard input: to whom it was delivered")
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *args: Any, maildir: Path | None, imap: bool, recipient: str, **options: Any) -> None:
        if not settings.RETURN_PATH:
            raise CommandError("RETURN_PATH is not set: nothing that comes back can be known.")
        if imap and not settings.BOUNCES_IMAP:
            raise CommandError("BOUNCES_IMAP is not set: imaps://user:password@host/INBOX.")
        if maildir:
            found: Iterable[Returned] = from_maildir(maildir, take_in)
        elif imap:
            found = from_imap(settings.BOUNCES_IMAP, take_in)
        else:
            found = map(partial(take_in, recipient=recipient), [_standard_input()])
        try:
            counted = count(found)
        except SourceAway as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(json.dumps(counted) if options["json"] else _in_words(counted))
        if counted[Returned.EARLY] and not maildir and not imap:
            raise SystemExit(TRY_LATER)


def _standard_input() -> bytes:
    """The rest is read, too: a mail server takes a closed pipe for a failure."""
    raw = sys.stdin.buffer.read(MOST_BYTES)
    while sys.stdin.buffer.read(MOST_BYTES):
        pass
    return raw


def _in_words(counted: dict[str, int]) -> str:
    lines = [f"{counted[kind]} {words}" for kind, words in WORDS.items() if counted[kind]]
    return "; ".join([f"Messages read: {counted['read']}", *lines]) + "."
