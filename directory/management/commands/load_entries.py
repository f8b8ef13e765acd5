"""Brings the cases that come with the product into the directory; may be run at any time.

An entry that is there already stays as it is. With --renew those that nobody maintains get the words of today's files.
"""

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from directory.cases.services.bringing import CREATED, LEFT, RENEWED, bring, cases
from directory.recognising.services.keys import SourceTaken
from pes_partnerships.ledger.services import Actor


class Command(BaseCommand):
    help = "Load the directory's cases from public sources."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--renew", action="store_true", help="give entries that nobody maintains today's words")

    def handle(self, *args: Any, **options: Any) -> None:
        done: Counter[str] = Counter()
        for case in list(cases()):  # all are read, and checked, before the first is written
            try:
                _entry, what = bring(case=case, by=Actor.system(), renew=options["renew"])
            except SourceTaken as error:
                self.stderr.write(f"{case.code}: its source has the entry “{error.entry}” already; left out")
                continue
            done[what] += 1
        if options["verbosity"]:
            self.stdout.write(f"entries: {done[CREATED]} new, {done[RENEWED]} renewed, {done[LEFT]} left as they are")
