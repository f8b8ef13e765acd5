"""Does by hand what the clock does, or tells what it would do."""

import json
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from pes_partnerships.outbox.services import sweep
from pes_partnerships.outbox.services.rehearsing import rehearse, run_sweeps


class Command(BaseCommand):
    help = (
        "Write what is due now and send what waits, as the clock does. With --dry-run nothing is written or sent: "
        "it tells every mail that would be written until a day if nobody acts."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="tell what would be written, and write nothing")
        parser.add_argument("--at", type=date.fromisoformat, help="with --dry-run: until this day (2027-03-01)")
        parser.add_argument("--json", action="store_true", help="with --dry-run: a JSON object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["dry_run"]:
            self._tell(now, options["at"] or timezone.localdate(now), as_json=options["json"])
        elif options["at"] or options["json"]:
            raise CommandError("--at and --json tell what would be written: use them with --dry-run.")
        else:
            run_sweeps(now)
            self.stdout.write(f"Sent: {sweep().sent}.")

    def _tell(self, now: datetime, until: date, *, as_json: bool) -> None:
        if until < timezone.localdate(now):
            raise CommandError(f"{until} has passed: nothing can be told of it.")
        mails = rehearse(now=now, until=until).mails
        for mail in mails:
            line = mail.line()
            self.stdout.write(json.dumps(line, ensure_ascii=False) if as_json else "  ".join(line.values()))
        if not as_json:
            self.stdout.write(f"Until {until}: {len(mails)} would be written. Nothing was written.")
