"""Rebuilds the ready rows of the start page."""

from typing import Any

from django.core.management.base import BaseCommand

from partnerships.portfolio.services.rebuild import rebuild


class Command(BaseCommand):
    help = "Rebuild the ready rows of the start page; the log says what was wrong."

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = rebuild()
        self.stdout.write("All ready rows were right." if not wrong else "Ready rows were wrong and are right now.")
