"""What people decide on the lines of a checked file, and what is still open (F2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from partnerships.models import ImportRow, Organisation, RegistryImport
from partnerships.rules.lifecycle import ImportStatus
from pes_partnerships.ledger.services import one_act

from .checks import planned
from .exporting import stored_records
from .losses import KEEP, QUESTION, TAKE, decided_values, questions_of, with_questions

ANOTHER, SKIP, AGAIN, RECORD = "another", "skip", "again", "record-"


class DecisionRefused(ValueError):
    """This cannot be decided so; the text says why and what to do."""


@dataclass(frozen=True)
class Standing:
    """Where one line stands: what keeps it from being written, and its notes."""

    problems: list[dict[str, Any]]
    notes: list[dict[str, Any]]
    questions: list[dict[str, Any]]  # about what a spreadsheet may have taken from a value
    is_unknown: bool  # which record it is, if any

    @property
    def is_undecided(self) -> bool:
        return self.is_unknown or any("answer" not in one for one in self.questions)


def standing(row: ImportRow) -> Standing:
    """A line that is left out has no problem; some problems concern new organisations only."""
    is_in = row.plan != ImportRow.Plan.SKIP
    notes = [one for one in row.problems if one["severity"] == "note"]
    problems = [
        one
        for one in row.problems
        if is_in and one["severity"] == "problem" and not (one.get("if_new") and row.organisation_id)
    ]
    is_decided = row.confirmed_new or row.organisation_id is not None or not is_in
    questions = questions_of(row.problems) if is_in else []
    return Standing(problems, notes, questions, is_unknown=bool(row.duplicates) and not is_decided)


def open_rows(registry_import: RegistryImport) -> tuple[list[int], list[int]]:
    """Keys of the lines with a problem, and of those with a suspected duplicate that nobody decided on."""
    problems, undecided = [], []
    for row in registry_import.rows.filter(~Q(problems=[]) | ~Q(duplicates=[])).defer("values", "undo"):
        stands = standing(row)
        if stands.problems:
            problems.append(row.pk)
        if stands.is_undecided:
            undecided.append(row.pk)
    return problems, undecided


def lines_with_losses(registry_import: RegistryImport) -> list[int]:
    """Keys of the lines whose questions about lost zeros or letters nobody answered."""
    asked = registry_import.rows.exclude(problems=[]).exclude(plan=ImportRow.Plan.SKIP).only("pk", "problems")
    return [row.pk for row in asked if any("answer" not in one for one in questions_of(row.problems))]


def counted(registry_import: RegistryImport) -> dict[str, int]:
    """How many lines are new, change a record, change nothing, are left out; have problems, are undecided."""
    plans = list(registry_import.rows.values_list("plan", flat=True))
    problems, undecided = open_rows(registry_import)
    return {str(plan): plans.count(plan) for plan in ImportRow.Plan.values} | {
        "problems": len(problems),
        "duplicates": len(undecided),
    }


@one_act()
def decide(*, registry_import: RegistryImport, choices: Mapping[int, str]) -> list[tuple[int, str]]:
    """Save choices by line key: ANOTHER, SKIP, AGAIN (undo), RECORD + its number, KEEP or TAKE for its questions.

    Returns (line, sentence) for those that cannot be.
    """
    held = RegistryImport.objects.select_for_update().get(pk=registry_import.pk)
    if held.status != ImportStatus.CHECKED:
        return []
    refused = []
    for row in held.rows.filter(pk__in=choices):
        try:
            _decide(row, choices[row.pk])
        except DecisionRefused as error:
            refused.append((row.line, str(error)))
    RegistryImport.objects.filter(pk=held.pk).update(counts=counted(held))
    return refused


def _decide(row: ImportRow, choice: str) -> None:
    if choice in (KEEP, TAKE):
        row.problems = [{**one, "answer": choice} if one["severity"] == QUESTION else one for one in row.problems]
    else:
        _identify(row, choice)
    stored = _stored(row)
    if stored and choice.startswith(RECORD):
        row.problems = with_questions(row.problems, row.values, stored)
    row.plan = ImportRow.Plan.SKIP if choice == SKIP else planned(decided_values(row.values, row.problems), stored)
    row.save(update_fields=["plan", "confirmed_new", "organisation", "problems"])


def _identify(row: ImportRow, choice: str) -> None:
    identified = row.organisation_id if not row.duplicates else None
    row.confirmed_new, row.organisation_id = False, identified
    if choice == ANOTHER:
        _refuse_taken_number(row)
        row.confirmed_new = bool(row.duplicates)
    elif choice.startswith(RECORD):
        row.organisation_id = _proposed(row, choice.removeprefix(RECORD))


def _refuse_taken_number(row: ImportRow) -> None:
    if any(one.get("certain") for one in row.duplicates):
        raise DecisionRefused(
            _("Each registration number belongs to one organisation in a country. Correct the number in the "
            "file, choose this record, or ignore the line.")
        )  # fmt: skip


def _proposed(row: ImportRow, number: str) -> int:
    offered = {str(one["organisation"]) for one in row.duplicates if "organisation" in one}
    if number not in offered or not Organisation.objects.unmerged().filter(pk=number).exists():
        raise DecisionRefused(_("This record is no longer available. Check the file again."))
    other = row.registry_import.rows.exclude(pk=row.pk).exclude(plan=ImportRow.Plan.SKIP)
    taken = other.filter(organisation=number).values_list("line", flat=True).first()
    if taken:
        raise DecisionRefused(
            _("Line %(line)s already refers to this record. Ignore one of the two lines.") % {"line": taken}
        )
    return int(number)


def _stored(row: ImportRow) -> dict[str, Any] | None:
    if row.organisation_id is None:
        return None
    return next(stored_records(Organisation.objects.filter(pk=row.organisation_id)), None)
