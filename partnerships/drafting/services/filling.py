"""Words to start from: standard wording for the empty parts of a draft, and parts of another agreement (A8–A14)."""

from typing import Any

from django.utils.translation import override

from partnerships.clauses.rules.kinds import PARTY, ROWS, ClauseField
from partnerships.clauses.rules.standard import CLAUSE, proposed_clauses
from partnerships.clauses.services.library import wordings
from partnerships.clauses.services.proposing import Facts, facts_of, proposed_values
from partnerships.models import Agreement, Clause, Section
from partnerships.rules.sections import SECTIONS, required_sections
from pes_partnerships.ledger.services import Actor, one_act

from .recording import lock_draft
from .writing import save_section


def proposed_rows(agreement: Agreement, part: str, facts: Facts | None = None) -> list[dict[str, Any]]:
    """The clauses with which an empty part begins, filled with what the partnership knows already."""
    facts = facts_of(agreement) if facts is None else facts
    offered = wordings(agreement.partnership.service, agreement.language, part)
    kinds = proposed_clauses(part, agreement.model, agreement.elements)
    rows = []
    for kind in kinds:
        wording = offered[kind.key]
        rows.append(
            {
                "key": kind.key,
                "title": wording.title,
                "words": wording.words,
                "edition": wording.edition,
                "values": proposed_values(kind, facts, agreement.language),
            }
        )
    return rows


@one_act()
def fill_empty_sections(*, agreement: Agreement, by: Actor) -> list[str]:
    """Standard wording into every required part that is empty; the titles of those parts. No other part changes."""
    locked = lock_draft(agreement)
    facts = facts_of(locked)
    needed = required_sections(locked.model, locked.elements)
    written = {row.key: row for row in locked.sections.prefetch_related("clauses")}
    filled = []
    for kind in SECTIONS:
        row = written.get(kind.key)
        if kind.key not in needed or (row and (row.body.strip() or row.clauses.all())):
            continue
        if clauses := proposed_rows(locked, kind.key, facts):
            save_section(agreement=locked, key=kind.key, title=row.title if row else "", clauses=clauses, by=by)
            filled.append(str(kind.title))
    return filled


@one_act()
def copy_section(*, agreement: Agreement, source: Section, by: Actor, replaces: bool = False) -> Section:
    """A part of another agreement into this draft: in the place of what is there, or beside it.

    Beside it, a clause that the draft has already gives way to the one copied, and free words follow those that are
    there. Parties that do not take part here are left open.
    """
    locked = lock_draft(agreement)
    own = locked.sections.filter(key=source.key).prefetch_related("clauses").first()
    with override(locked.language):
        origin = str(source.agreement)[:250]
    parties = {party.participation.organisation_id: party.participation_id for party in _parties(locked)}
    copied = {row.key: _copied(row, parties, origin) for row in source.clauses.all()}
    stays = own if own and not replaces else None
    kept = [_as_it_is(row) for row in stays.clauses.all() if row.key not in copied] if stays else []
    bodies = [stays.body if stays else "", source.body if stays is None or source.body not in stays.body else ""]
    return save_section(
        agreement=locked,
        key=source.key,
        title=(own.title if own else "") or source.title,
        body="\n\n".join(body.strip() for body in bodies if body.strip()),
        clauses=[*kept, *copied.values()],
        by=by,
    )


def clause_rows(section: Section) -> list[dict[str, Any]]:
    """The clauses of a part as `save_section` takes them."""
    return [_as_it_is(row) for row in section.clauses.all()]


def _parties(agreement: Agreement) -> Any:
    return agreement.parties.select_related("participation")


def _as_it_is(row: Clause) -> dict[str, Any]:
    names = ("key", "title", "words", "values", "edition", "origin")
    return {name: getattr(row, name) for name in names}


def _copied(row: Clause, parties: dict[int | None, int], origin: str) -> dict[str, Any]:
    fields = CLAUSE[row.key].fields if row.key in CLAUSE else ()
    values = {each.name: _taken(each, row.values.get(each.name), row, parties) for each in fields}
    return {**_as_it_is(row), "values": {name: value for name, value in values.items() if value}, "origin": origin}


def _taken(each: ClauseField, value: Any, row: Clause, parties: dict[int | None, int]) -> Any:
    if each.kind == PARTY:
        return parties.get(_organisation_of(value, row))
    if each.kind == ROWS and isinstance(value, list):
        return [
            {
                column.name: _taken(column, line[column.name], row, parties)
                for column in each.columns
                if column.name in line
            }
            for line in value
        ]
    return value


def _organisation_of(participation: Any, row: Clause) -> int:
    """Of a party of the agreement that is copied from; 0, which is no organisation, where it is none."""
    found = row.section.agreement.parties.filter(participation=participation).first()
    return (found.participation.organisation_id if found else None) or 0
