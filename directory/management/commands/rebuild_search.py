"""Writes again all that searches read: after an update that changes by what rows are found. May be run at any time."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django_scopes import scope

from directory.models import Entry
from directory.publishing.services.writing import write_search_text
from directory.search.services import is_up_to_date, rebuild_search
from partnerships.matching.services.duplicates import rebuild_keys
from partnerships.models import Partnership
from partnerships.registry.services.search_texts import rebuild_search_texts
from partnerships.shared.services.partnerships import refresh_search_text as write_partnership
from pes_partnerships.accounts.models import EmploymentService


class Command(BaseCommand):
    help = (
        "Write the search text of organisations, partnerships and directory entries again, and the keys of duplicates."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-needed", action="store_true", help="only the directory, if its index is out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_needed"]:
            if not is_up_to_date():
                rebuild_search()
            return
        for service in EmploymentService.objects.filter(runs_here=True):
            with scope(service=service):
                organisations = rebuild_search_texts(service)
                rebuild_keys(service)
                partnerships = [
                    write_partnership(row) for row in Partnership.objects.filter(service=service).iterator()
                ]
            if options["verbosity"]:
                said = f"{organisations} organisations were found by other words, {len(partnerships)} partnerships read"
                self.stdout.write(f"{service.name}: {said}")
        for entry in Entry.objects.iterator():
            write_search_text(entry)
        rebuild_search()
