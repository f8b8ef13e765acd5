from django.core.management.base import BaseCommand

from pes_partnerships.outbox.services import requeue_failed


class Command(BaseCommand):
    help = "Queue the mails again that were given up while the mail server was away."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"{requeue_failed()} mails queued again.")
