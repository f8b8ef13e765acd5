"""Run once after a backup was restored and before the clock starts again."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.models.outbox_mail import OutboxQuerySet
from pes_partnerships.outbox.services.restoring import drop, hold_after_restore, let_go


def moment(text: str) -> datetime:
    """“2026-11-30T14:00” in the time zone of the installation, or with one of its own."""
    at = parse_datetime(text)
    if at is None:
        raise ValueError(text)
    return at if timezone.is_aware(at) else timezone.make_aware(at)


class Command(BaseCommand):
    help = (
        "Hold every reminder and every mail that was due before --at, the moment until which the lost database was in "
        "use: they may have been sent. Stop the clock before, and start it afterwards. Then let them go or drop them, "
        "here or on the page of the clock."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        act = parser.add_mutually_exclusive_group(required=True)
        act.add_argument("--at", type=moment, help="hold what was due before this moment (2026-11-30T14:00)")
        act.add_argument("--list", action="store_true", help="name the mails that are held")
        act.add_argument("--let-go", nargs="+", metavar="NUMBER", help="send these now, or: all")
        act.add_argument("--drop", nargs="+", metavar="NUMBER", help="never send these, or: all")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["at"]:
            self._hold(options["at"])
        elif options["list"]:
            self._list()
        elif options["let_go"]:
            number = let_go(_named(options["let_go"]), by=Actor.system(), now=timezone.now())
            self.stdout.write(f"To be sent: {number}.")
        else:
            self.stdout.write(f"Dropped: {drop(_named(options['drop']), by=Actor.system())}.")

    def _hold(self, at: datetime) -> None:
        if at > timezone.now():
            raise CommandError(f"{at:%Y-%m-%d %H:%M %Z} lies ahead: nothing of that time can have been sent.")
        held = hold_after_restore(at=at, by=Actor.system())
        self.stdout.write(
            f"Held: {held.waiting} mails that waited in the backup, and {held.written} that fell due since then. "
            "Start the clock, then let them go or drop them: on the page of the clock, or with --let-go and --drop."
        )

    def _list(self) -> None:
        for mail in OutboxMail.objects.held().order_by("due_at"):
            said = mail.subject or mail.kind
            self.stdout.write(f"{mail.number}  {mail.due_at:%Y-%m-%d %H:%M}  {mail.to_address}  {said}")


def _named(numbers: list[str]) -> OutboxQuerySet:
    held = OutboxMail.objects.held()
    if numbers == ["all"]:
        return held
    found = {mail.number: mail.pk for mail in held}
    if unknown := [each for each in numbers if each.upper() not in found]:
        raise CommandError(f"No held mail has the number {', '.join(unknown)}. --list names them.")
    return held.filter(pk__in=[found[each.upper()] for each in numbers])
