"""Writing a draft: every part of the text is saved here, and only while the version is a draft (A1–A10, A15)."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Max

from partnerships.drafting.rules.money import years_exceed
from partnerships.models import (
    Agreement,
    Annex,
    Clause,
    Contribution,
    ContributionYear,
    DissolutionStep,
    Objective,
    Partnership,
    Party,
    Responsibility,
    Section,
)
from partnerships.preparation.services.advice import terms_of_decision
from partnerships.rules.sections import ORDER
from partnerships.shared.services.annexes import forget_file
from partnerships.shared.services.conflicts import LISTS
from partnerships.shared.services.in_use import refuse_used
from partnerships.shared.services.row_lists import RowList, write_rows
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.moves import MoveRefused

from .copying import copy_text
from .recording import lock_draft, record_part, set_last_day, write_part

RESPONSIBILITIES = RowList("responsibilities", ("text", "owner"), saved="responsibility.saved")
CLAUSE_FIELDS = ("title", "words", "values", "edition", "origin")
DISSOLUTION = RowList("dissolution_steps", ("matter", "act", "owner", "within_days"), saved="dissolution.saved")


@one_act()
def draft_agreement(
    *,
    partnership: Partnership,
    by: Actor,
    title: str,
    kind: str = "original",
    previous: Agreement | None = None,
    starts_empty: bool = False,
    at: datetime.datetime | None = None,
    **fields: Any,
) -> Agreement:
    """A new version; with `previous` it starts as a copy of that text, objectives keeping their lineage (A15).

    `starts_empty`: it follows that text, and takes nothing over from it.
    A decision on the model that is younger than `previous` gives model, borrowed elements and reason (F9).
    """
    locked = Partnership.objects.select_for_update().get(pk=partnership.pk)
    if locked.ended_on:
        raise MoveRefused("the partnership has ended")
    if partnership.agreements.open().exists():
        raise MoveRefused("a version is on the way already")
    last = partnership.agreements.order_by("-version").values_list("version", flat=True).first() or 0
    agreement = Agreement(partnership=partnership, version=last + 1, kind=kind, title=title, previous=previous)
    agreement.position = next_position(partnership)
    agreement.language = partnership.service.language
    agreement.review_every_months = partnership.service.review_every_months
    if previous and not starts_empty:
        copy_text(previous, agreement)
        if (
            agreement.term_months
        ):  # the day was calculated when the old text entered into force; the new one starts its own
            agreement.ends = PartialDate()
    for name, value in {**terms_of_decision(partnership, previous), **fields}.items():  # F9: what was decided
        setattr(agreement, name, value)
    set_last_day(agreement)
    agreement.full_clean(exclude=["lead"])
    agreement.save()
    record(
        act="agreement.drafted",
        anchor=partnership,
        obj=agreement,
        by=by,
        service=partnership.service,
        after={"version": agreement.version, "kind": kind, "title": title},
        at=at,
    )
    return agreement


def next_position(partnership: Partnership) -> int:
    """The place after all texts that a partnership has."""
    return (partnership.agreements.aggregate(last=Max("position"))["last"] or 0) + 1


@one_act()
def save_terms(*, agreement: Agreement, by: Actor, seen: str | None = None, **fields: Any) -> Agreement:
    """The fields of the version itself: model, formality, dates, review, lead, quality, ending."""
    locked = lock_draft(agreement)
    write_part(locked, fields, act="agreement.changed", agreement=locked, by=by, seen=seen)
    return locked


@one_act()
def save_section(
    *,
    agreement: Agreement,
    key: str,
    by: Actor,
    title: str = "",
    body: str = "",
    clauses: Sequence[dict[str, Any]] | None = None,
    seen: str | None = None,
) -> Section:
    """A written part; its clauses are replaced whole, in the order given, when they are given."""
    locked = lock_draft(agreement)
    section = locked.sections.filter(key=key).first() or Section(agreement=locked, key=key, order=ORDER.get(key, 99))
    write_part(section, {"title": title, "body": body}, act="section.saved", agreement=locked, by=by, seen=seen)
    if clauses is not None:
        before, after = _write_clauses(section, clauses)
        if before != after:
            record_part(locked, section, "section.saved", by, {"clauses": before}, {"clauses": after})
    return section


def _write_clauses(section: Section, clauses: Sequence[dict[str, Any]]) -> tuple[list[Any], list[Any]]:
    """What stood before, and what stands now."""
    stored = {row.key: row for row in section.clauses.all()}
    before = [_said_of(row) for row in stored.values()]
    section.clauses.exclude(key__in=[values["key"] for values in clauses]).delete()
    kept = []
    for order, values in enumerate(clauses):
        row = stored.get(values["key"]) or Clause(section=section, key=values["key"])
        for name in CLAUSE_FIELDS:
            if name in values:
                setattr(row, name, values[name])
        row.order = order
        row.full_clean()
        row.save()
        kept.append(row)
    return before, [_said_of(row) for row in kept]


def _said_of(row: Clause) -> dict[str, Any]:
    return {"key": row.key, "title": row.title, "words": row.words, "values": row.values}


@one_act()
def save_responsibility(
    *,
    agreement: Agreement,
    by: Actor,
    text: str,
    owner: Party | None = None,
    responsibility: Responsibility | None = None,
) -> Responsibility:
    locked = lock_draft(agreement)
    row = responsibility or Responsibility(agreement=locked, order=locked.responsibilities.count())
    write_part(row, {"text": text, "owner": owner}, act="responsibility.saved", agreement=locked, by=by)
    return row


@one_act()
def save_contribution(
    *,
    agreement: Agreement,
    by: Actor,
    contribution: Contribution | None = None,
    years: Iterable[dict[str, Any]] | None = None,
    seen: str | None = None,
    **fields: Any,
) -> Contribution:
    """A contribution with its amounts by year, which are replaced whole when they are given (A10)."""
    locked = lock_draft(agreement)
    row = contribution or Contribution(agreement=locked, order=locked.contributions.count())
    write_part(row, fields, act="contribution.saved", agreement=locked, by=by, seen=seen)
    before = [str(year) for year in row.years.all()]
    if years is not None:
        row.years.all().delete()
        for values in years:
            names = LISTS["contribution"]["years"]
            year = ContributionYear(contribution=row, **{name: values[name] for name in names if name in values})
            year.full_clean()
            year.save()
    stored = list(row.years.all())
    if years_exceed(row.amount, [year.amount for year in stored]):
        raise MoveRefused("the years come to more than the whole")
    if before != (after := [str(year) for year in stored]):
        record_part(locked, row, "contribution.saved", by, {"years": before}, {"years": after})
    return row


@one_act()
def save_dissolution_step(
    *, agreement: Agreement, by: Actor, step: DissolutionStep | None = None, **fields: Any
) -> DissolutionStep:
    locked = lock_draft(agreement)
    row = step or DissolutionStep(agreement=locked, order=locked.dissolution_steps.count())
    write_part(row, fields, act="dissolution.saved", agreement=locked, by=by)
    return row


@one_act()
def save_lines(
    kind: RowList, *, agreement: Agreement, by: Actor, rows: Sequence[dict[str, Any]], seen: str | None = None
) -> None:
    """All the lines of one list: those changed, added and removed, or none when somebody else was faster."""
    locked = lock_draft(agreement)
    before = [str(row) for row in kind.rows(locked)]
    written = write_rows(kind, owner=locked, rows=rows, seen=seen)
    after = [str(row) for row in written.kept]
    if before != after or written.changed:
        record_part(locked, locked, kind.saved, by, {"lines": before}, {"lines": after})


@one_act()
def save_ending(
    *, agreement: Agreement, by: Actor, terms: dict[str, Any], rows: Sequence[dict[str, Any]], seen: str | None
) -> None:
    """Who may end it, with what notice, and the steps of the dissolution protocol, together or not at all (A8)."""
    save_terms(agreement=agreement, by=by, **terms)
    save_lines(DISSOLUTION, agreement=agreement, by=by, rows=rows, seen=seen)


@one_act()
def remove_part(*, part: Party | Contribution | Objective | Annex | Section, by: Actor) -> None:
    """Take a party, a contribution, an objective, an annex or a section out of a draft; the ledger keeps that it was.

    A party's answers to a text that was taken back go with it: they count no more, and the ledger has them.
    """
    locked = lock_draft(part.agreement)
    refuse_used(part, locked)
    if isinstance(part, Party):
        part.signatures.exclude(withdrawn_at=None).delete()
    act = {
        "party": "party.saved",
        "contribution": "contribution.saved",
        "objective": "objective.removed",
        "annex": "annex.saved",
        "section": "section.saved",
    }
    if locked.lead_id and isinstance(part, Party) and locked.lead_id == part.pk:
        locked.lead = None
        locked.save(update_fields=["lead", "edited_at"])
    if isinstance(part, Annex):
        forget_file(part.file.name)
    record_part(locked, part, act[part._meta.model_name], by, {"removed": str(part)}, {})
    part.delete()
