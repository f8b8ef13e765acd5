"""Holds stored files and frozen texts beside their rows and the ledger, as the clock does every night."""

from typing import Any

from django.core.management.base import BaseCommand

from partnerships.evidence.services.files import check_files
from partnerships.models import FileFault


class Command(BaseCommand):
    help = "Check every stored file and every frozen text. Exit code 0: nothing is wrong; 1: something is."

    def handle(self, *args: Any, **options: Any) -> None:
        report = check_files()
        open_faults = FileFault.objects.filter(gone_at=None)
        for fault in open_faults.iterator(chunk_size=200):
            words = " ".join(each for each in (fault.row, fault.path, fault.detail) if each)
            self.stdout.write(f"{fault.kind}: {words}")
        self.stdout.write(
            f"{report.files} files and {report.texts} texts checked: {report.found - report.restored} findings, "
            f"{report.restored} lost copies restored."
        )
        if open_faults.exists():
            raise SystemExit(1)
