"""Makes the ready rows of the start page anew."""

from typing import Any

from django.core.management.base import BaseCommand

from partnerships.portfolio.services.rebuild import rebuild


class Command(BaseCommand):
    help = "Make the ready rows of the start page anew; what was wrong is said in the log."

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = rebuild()
        self.stdout.write("All ready rows were right." if not wrong else "Ready rows were wrong and are right now.")
