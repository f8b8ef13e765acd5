"""The sheet of values: what was measured, with its date and source; a value that differs is a correction (O2)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.elsewhere.services.sheets import AGREEMENT
from partnerships.elsewhere.services.sheets.agreements import agreements_of
from partnerships.elsewhere.services.sheets.cells import cleaned, sliced
from partnerships.elsewhere.services.sheets.parts import written
from partnerships.models import Agreement, Objective
from partnerships.participants.services.sheet import PARTNERSHIP
from partnerships.participants.services.sheet_places import belongs
from partnerships.rules.vocabulary import TargetKind
from partnerships.workbooks.rules.fields import Field
from partnerships.workbooks.rules.kinds import SheetKind
from partnerships.workbooks.services.book import CHANGE, NEW, Book, Line, Writing, compare
from partnerships.workbooks.services.columns import column, columns
from pes_partnerships.ledger.services import Act
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.text import fold
from reviews.models import Measurement
from reviews.shared.rules import is_share

from .measuring import Brought, bring_values

FIELDS = ("as_of", "value", "text", "numerator", "denominator", "source", "is_estimate", "is_control_group")
NUMBERS = ("value",)
COUNTS = ("numerator", "denominator")
HUNDRED = Decimal(100)


class ValueSheet:
    """Handler of the sheet "values"."""

    def check(self, book: Book, kind: SheetKind) -> None:
        today = timezone.localdate()
        for line in book.of(kind.code):
            belongs(line, book.found["partnerships"])
            self._find_objective(line, book)
        lines = [line for line in book.active(kind.code) if "objective" in line.linked]
        stored = self._stored(lines)
        seen: dict[tuple[Any, ...], Line] = {}
        for line in lines:
            self._judge(line, today)
            key = _key(line)
            if (twin := seen.get(key)) is not None:
                text = _("Line %(line)s has a value for the same date from the same source. Leave one of them out.")
                line.say(text % {"line": twin.number}, "as_of", code="twice")
                continue
            seen[key] = line
            row = stored.get(key)
            if row is None:
                line.target, line.plan, line.before = None, NEW, {}
            else:
                line.target, line.linked["row"] = row.pk, row
                compare(line, kind, _values(row))

    def _find_objective(self, line: Line, book: Book) -> None:
        line.linked = {}
        title = str(line.get("objective", ""))
        if (line.above is None and not line.found) or not title:
            if not title:
                line.say(_("The objective that was measured is missing."), "objective")
            return
        named, row = book.found["agreements"].find(line, str(line.get("agreement", "")))
        agreement = named or row
        found = book.found["objectives"].find(agreement, title) if agreement else None
        if found is None:
            text = _("This partnership has no objective “%(title)s” in the agreement that the line is about.")
            line.say(text % {"title": title}, "objective", code="no_objective")
            return
        line.linked |= {"agreement": agreement, "objective": found}
        if isinstance(found, Line) and found.is_left_out:
            line.above = found
        if name := line.get("party"):
            party = book.found["parties"].find(line, str(name))
            if party is None:
                line.say(_("“%(name)s” is no party to this agreement.") % {"name": name}, "party", code="no_party")
            line.linked["party"] = party

    def _judge(self, line: Line, today: Any) -> None:
        """The same that the form of a value refuses."""
        objective = line.linked["objective"]
        unit = str(objective.get("unit", "") if isinstance(objective, Line) else objective.unit)
        kind = objective.get("target_kind") if isinstance(objective, Line) else objective.target_kind
        if line.is_missing("source"):
            line.say(_("The source of the value is missing. Enter where the figure comes from."), "source")
        if line.is_missing("as_of"):
            line.say(_("The date or period of the value is missing."), "as_of")
        elif line.get("as_of") and (first := PartialDate.parse(line.values["as_of"]).earliest()) and first > today:
            line.say(_("A value cannot lie in the future. Check its date."), "as_of", code="future")
        if line.is_missing("value", "text", "numerator"):
            line.say(_("The line has no value: enter a number, “so many out of so many”, or words."), "value")
        if kind == TargetKind.JUDGED and line.get("value") is not None and line.get("text") is None:
            line.say(_("This objective is assessed by people: enter words, not a number."), "value", severity="note")
        value, part, whole = (Decimal(line.values[code]) if line.get(code) else None for code in ("value", *COUNTS))
        if is_share(unit) and value is not None and value > HUNDRED:
            line.say(_("%(value)s %% is more than a hundred.") % {"value": line.values["value"]}, "value", code="share")
        if part is not None and whole is not None and part > whole:
            line.say(_("A quota above its base: there are more than the group has."), "numerator", code="base")

    def _stored(self, lines: list[Line]) -> dict[tuple[Any, ...], Measurement]:
        """The values that count, of the objectives that are stored already."""
        keys = {pk for line in lines if (pk := _stored_objective(line))}
        found: dict[tuple[Any, ...], Measurement] = {}
        for some in sliced(sorted(keys)):
            rows = Measurement.objects.standing().filter(objective__in=some, quota=None)
            for row in rows.select_related("objective", "party__participation__organisation"):
                found[row.objective_id, *_said(_values(row))] = row
        return found

    def write(self, book: Book, kind: SheetKind, writing: Writing) -> None:
        lines = [line for line in book.active(kind.code) if line.plan in (NEW, CHANGE) and "objective" in line.linked]
        keys = {pk for line in lines if (pk := written(_key_of(line.linked["objective"])))}
        objectives: dict[int, Objective] = {}
        for some in sliced(sorted(keys)):
            rows = Objective.objects.filter(pk__in=some).select_related("agreement__partnership__service")
            objectives |= {row.pk: row for row in rows}
        brought = []
        for line in lines:
            objective = objectives[written(_key_of(line.linked["objective"]))]
            said = {**_values(line.linked["row"]), **line.values} if line.plan == CHANGE else line.values
            party = line.linked.get("party")
            brought.append(Brought(objective, _typed(said), party_id=written(party), corrects=line.linked.get("row")))
        reason = _("Import of the file %(file)s") % {"file": book.filename}
        rows = bring_values(brought, by=writing.by, reason=reason[:250], at=timezone.now())
        touched: dict[int, list[int]] = {}
        for row, line in zip(rows, lines, strict=True):
            line.pk, line.row = row.pk, row
            count = touched.setdefault(row.objective.agreement.partnership_id, [0, 0])
            count[line.plan == CHANGE] += 1
        partnerships = {each.agreement.partnership_id: each.agreement.partnership for each in objectives.values()}
        for pk, (new, corrected) in touched.items():
            writing.touch(pk)
            after = {"file": book.filename, "new": new, "changed": corrected}
            writing.acts.append(
                Act("measurement.imported", partnerships[pk], writing.by, service=book.service, after=after)
            )

    def exported(self, keys: list[int]) -> Iterator[dict[str, Any]]:
        for some in sliced(keys):
            agreements = {row.pk: row for row in agreements_of(some)}
            rows = Measurement.objects.standing().filter(objective__agreement__in=agreements, quota=None)
            rows = rows.select_related("objective", "party__participation__organisation")
            ordered = rows.order_by("objective__agreement", "objective__order", "objective", "as_of", "pk")
            for row in ordered.iterator(chunk_size=2000):
                agreement: Agreement = agreements[row.objective.agreement_id]
                whose = {"partnership": agreement.partnership.reference, "agreement": agreement.title}
                yield {**whose, "objective": row.objective.title, **_values(row)}


def _key_of(objective: Any) -> Any:
    return objective if isinstance(objective, Line) else objective.pk


def _stored_objective(line: Line) -> int | None:
    objective = line.linked["objective"]
    return objective.target if isinstance(objective, Line) else objective.pk


def _key(line: Line) -> tuple[Any, ...]:
    """One value for one date from one source, of all partners or of one."""
    return _stored_objective(line) or id(line.linked["objective"]), *_said(line.values)


def _said(values: dict[str, Any]) -> tuple[str, ...]:
    party, is_control = str(values.get("party") or ""), bool(values.get("is_control_group"))
    return str(values.get("as_of", "")), fold(str(values.get("source", ""))), fold(party), str(is_control)


def _values(row: Measurement) -> dict[str, Any]:
    party = row.party.participation.name if row.party else ""
    said = cleaned(row, FIELDS)
    if row.numerator is not None and row.denominator:
        said["value"] = ""  # it is calculated from its counts
    return {**said, "party": party}


def _typed(values: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"as_of": PartialDate.parse(values["as_of"])}
    found |= {code: Decimal(values[code]) for code in NUMBERS if values.get(code) not in (None, "")}
    found |= {code: int(values[code]) for code in COUNTS if values.get(code) not in (None, "")}
    found |= {code: values[code] for code in ("text", "source") if values.get(code)}
    return found | {code: bool(values.get(code)) for code in ("is_estimate", "is_control_group")}


VALUES = SheetKind(
    "values",
    gettext_lazy("Values"),
    70,
    (
        PARTNERSHIP,
        AGREEMENT,
        Field("objective", gettext_lazy("Objective"), also=("objectif", "indicator"), is_needed=True),
        column(Measurement, "as_of", also=("date", "period", "month"), is_needed=True),
        column(Measurement, "value", also=("result", "resultaat", "valeur")),
        *columns(Measurement, "numerator", "denominator", "text", "source", "is_estimate", "is_control_group"),
        Field("party", gettext_lazy("Of one partner"), also=("party",)),
    ),
    ValueSheet(),
    also=("results", "resultaten", "valeurs"),
    key=("partnership", "agreement", "objective", "as_of", "source", "party"),
    whole_file=("source",),
    examples=(
        {
            "partnership": "EX-2",
            "objective": gettext_lazy("Young people in work"),
            "as_of": "2025-12-31",
            "value": "95",
            "source": gettext_lazy("Register of the employment service"),
        },
    ),
)
