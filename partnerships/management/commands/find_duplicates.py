"""Writes the search keys of every registry anew and finds what seems to be in it twice (F2); may be run at any time."""

from typing import Any

from django.core.management.base import BaseCommand
from django_scopes import scope

from partnerships.matching.services.duplicates import rebuild_keys
from pes_partnerships.accounts.models import EmploymentService


class Command(BaseCommand):
    help = "Find organisations that a registry seems to have twice; what was decided about pairs stays."

    def handle(self, *args: Any, **options: Any) -> None:
        for service in EmploymentService.objects.filter(runs_here=True):
            with scope(service=service):
                pairs = rebuild_keys(service)
            if options["verbosity"]:
                self.stdout.write(f"{service.name}: {pairs} pairs to decide")
