from django.core.management.base import BaseCommand, CommandError

from pes_partnerships.ledger.services import verify


class Command(BaseCommand):
    help = "Check the whole chain of the ledger; name the first row that does not hold and exit with 1."

    def handle(self, *args: object, **options: object) -> None:
        verdict = verify()
        if verdict.ok:
            self.stdout.write(f"The ledger is sound: {verdict.rows} rows, head {verdict.head_hash}")
            return
        row = f"row {verdict.first_bad}"
        if verdict.entry:
            row += f" ({verdict.entry.act}, {verdict.entry.object_type}/{verdict.entry.object_id})"
        raise CommandError(f"The ledger is broken at {row}: {verdict.reason}. {verdict.rows} rows before it hold.")
