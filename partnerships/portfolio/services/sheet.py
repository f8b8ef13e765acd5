"""The sheet of partnerships: found by our number, their own number or their name; made and changed in bulk (F2)."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.matching.rules.names import LIKELY, likeness
from partnerships.models import Partnership
from partnerships.shared.services.changes import private_values
from partnerships.shared.services.partnerships import PERSONAL
from partnerships.workbooks.rules.fields import COUNTRIES, LANGUAGE, TERMS, Field
from partnerships.workbooks.rules.kinds import SheetKind
from partnerships.workbooks.services.book import ANOTHER, CHANGE, KEEP, NEW, Book, Line, Writing, compare
from partnerships.workbooks.services.columns import column, columns
from pes_partnerships.ledger.services import Act
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.text import fold

from .sheet_known import Index, Known, References

BATCH = 500
TEXTS = (
    "title", "title_original", "original_language", "challenge", "purpose", "instigator", "selection_method",
    "selection_note", "place", "level", "main_reason", "pes_role", "pes_role_note", "period_note", "added_value",
    "value_measured_by", "success_factors", "strengths", "restrictions", "more_information", "source", "end_reason",
    "end_note",
)  # fmt: skip
DATES = ("commenced",)
DAYS = ("ended_on",)
MANY = ("regions", "target_groups", "service_areas")
CHANGED = (*TEXTS, *DATES, *DAYS, "countries", "office", "manager")


class PartnershipSheet:
    """Handler of the sheet "partnerships"."""

    def check(self, book: Book, kind: SheetKind) -> None:
        known = Known(book)
        taken: dict[int, Line] = {}
        for line in book.of(kind.code):
            line.target = None
            self._name_people(line, known)
            if line.is_left_out:
                continue
            self._identify(line, known)
            if line.target is not None and (twin := taken.get(line.target)):
                text = _("Line %(line)s is about the same partnership. Combine the two lines, or leave one out.")
                line.say(text % {"line": twin.number}, "title", code="twice")
            elif line.target is not None:
                taken[line.target] = line
            if line.get("ended_on") and not line.get("end_reason"):
                stored = known.by_pk.get(line.target or 0)
                if stored is None or not stored.end_reason:
                    text = _("An end needs its reason. Choose one of the list, such as “Goals achieved”.")
                    line.say(text, "end_reason", code="end_reason")
            if line.target is None and line.is_missing("title"):
                line.say(_("The name of the partnership is missing. Enter it, or leave the line out."), "title")
        keys = {line.target for line in book.of(kind.code) if line.target}
        stored = {each["_pk"]: each for each in self._stored(sorted(keys))}
        for line in book.of(kind.code):
            if line.target:
                compare(line, kind, stored[line.target])
            else:
                line.plan, line.before = NEW, {}
        book.found["partnerships"] = Index(book, kind.code, known)

    def _name_people(self, line: Line, known: "Known") -> None:
        if (office := line.get("office")) is not None and fold(office) not in known.offices:
            line.say(
                _("“%(name)s” is no office of this service. Enter its name as in the list of offices.")
                % {"name": office},
                "office",
                code="office",
            )
        if (manager := line.get("manager")) is not None and fold(manager) not in known.managers:
            line.say(
                _("“%(name)s” is no partnership manager of this service. Enter name or e-mail address of one.")
                % {"name": manager},
                "manager",
                code="manager",
            )

    def _identify(self, line: Line, known: "Known") -> None:
        """Our own number; their number, which became our reference; the same name in full; else a likely one."""
        reference, own, title = line.get("record"), line.get("own_number"), line.get("title")
        found = known.by_reference.get(fold(str(reference))) if reference else None
        if reference and found is None:
            line.say(
                _("There is no partnership with the record number %(number)s. Clear the cell for a new one.")
                % {"number": reference},
                "record",
                code="no_record",
            )
            return
        found = found or (known.by_reference.get(fold(str(own))) if own else None)
        if found is not None:
            if line.answer == ANOTHER:
                return  # a partnership of its own: the number is dropped
            is_other = title and fold(title) != fold(found.title) and likeness(title, found.title) < LIKELY
            if is_other and line.answer != KEEP:
                line.duplicates = [known.as_duplicate(found, code="renamed")]
            line.target = found.pk
            return
        if title is None or line.answer == ANOTHER:
            return
        if line.answer == KEEP and (pk := line.decision.get("target")) in known.by_pk:
            line.target = pk
            return
        same = known.by_title.get(fold(title), [])
        if len(same) == 1:
            line.target = same[0].pk
        elif near := known.near(title):
            line.duplicates = [known.as_duplicate(each, code="near") for each in near]

    def write(self, book: Book, kind: SheetKind, writing: Writing) -> None:
        known = Known(book)
        lines = list(book.active(kind.code))
        new = [line for line in lines if line.plan == NEW]
        numbers = References(book)
        for line in new:
            line.row = Partnership(service=book.service, reference=numbers.give(line))
            if book.membership and book.membership.office_id:  # X1: whom an office brings in stays within its reach
                line.row.office_id = book.membership.office_id
            self._set(line, known, line.values)
        Partnership.objects.bulk_create([line.row for line in new], batch_size=BATCH)
        changed = [line for line in lines if line.plan == CHANGE]
        rows = Partnership.objects.select_for_update(of=("self",)).in_bulk([line.target for line in changed])
        for line in changed:
            line.row = rows[line.target]
            self._set(line, known, {code: line.values[code] for code in line.before})
        Partnership.objects.bulk_update([line.row for line in changed], CHANGED, batch_size=100)
        for line in lines:
            line.pk = line.row.pk if line.row else line.target
        for name in MANY:
            _write_many(name, [*new, *(line for line in changed if name in line.before)])
        after = {"file": book.filename}
        for line in [*new, *changed]:
            writing.touch(line.pk)
            act = "partnership.imported" if line.plan == NEW else "partnership.import_changed"
            shown = [code for code in line.before if code not in PERSONAL and code != "manager"]
            writing.acts.append(
                Act(
                    act,
                    line.row,
                    writing.by,
                    service=book.service,
                    before={code: line.before[code] for code in shown},
                    after=after | {code: line.values[code] for code in shown},
                    private=private_values(line.row, {name for name in PERSONAL if line.get(name)}),
                )
            )

    def _set(self, line: Line, known: "Known", values: dict[str, Any]) -> None:
        row = line.row
        for code in TEXTS:
            if code in values:
                setattr(row, code, values[code])
        for code in DATES:
            if code in values:
                setattr(row, code, PartialDate.parse(values[code]))
        if "ended_on" in values:
            row.ended_on = PartialDate.parse(values["ended_on"]).earliest()
        if "countries" in values:
            row.countries = values["countries"]
        if "office" in values:
            row.office_id = known.offices[fold(values["office"])]
        if "manager" in values:
            row.manager_id = known.managers[fold(values["manager"])]

    def exported(self, keys: list[int]) -> Iterator[dict[str, Any]]:
        for values in self._stored(keys):
            values.pop("_pk")
            yield values

    def _stored(self, keys: list[int]) -> Iterator[dict[str, Any]]:
        """Cleaned values as an export writes them, in the order of the keys."""
        for start in range(0, len(keys), BATCH):
            rows = Partnership.objects.filter(pk__in=keys[start : start + BATCH])
            found = rows.select_related("office", "manager").prefetch_related(*MANY).in_bulk()
            for key in keys[start : start + BATCH]:
                if row := found.get(key):
                    yield {"_pk": row.pk, **_values(row)}


def _values(row: Partnership) -> dict[str, Any]:
    values: dict[str, Any] = {"record": row.reference}
    values |= {code: getattr(row, code) for code in TEXTS}
    values |= {code: str(getattr(row, code)) for code in DATES}
    values["ended_on"] = row.ended_on.isoformat() if row.ended_on else ""
    values["countries"] = sorted(str(getattr(each, "code", each)) for each in row.countries)
    values["office"] = row.office.name if row.office else ""
    values["manager"] = row.manager.email if row.manager else ""
    for name in MANY:
        values[name] = sorted(str(each.pk) for each in getattr(row, name).all())
    return values


def _write_many(name: str, lines: list[Line]) -> None:
    through = getattr(Partnership, name).through
    target = Partnership._meta.get_field(name).m2m_reverse_field_name()
    through.objects.filter(partnership__in=[line.pk for line in lines if line.plan == CHANGE]).delete()
    through.objects.bulk_create(
        [
            through(**{"partnership_id": line.pk, f"{target}_id": code})
            for line in lines
            for code in line.values.get(name) or []
        ],
        batch_size=BATCH,
    )


FIELDS = (
    Field("record", gettext_lazy("Record number"), is_reference=True),
    Field("own_number", gettext_lazy("Your number"), longest=30,
          also=("nr", "no", "number", "our number", "numéro", "n°")),
    column(Partnership, "title", also=("name", "partnership", "nom", "partenariat", "title"), is_needed=True),
    *columns(Partnership, "title_original"),
    Field("original_language", gettext_lazy("Original language"), LANGUAGE),
    Field("office", gettext_lazy("Office"), also=("bureau",)),
    Field("manager", gettext_lazy("Partnership manager"), also=("manager", "owner", "gestionnaire"), longest=254),
    *columns(Partnership, "level"),
    Field("countries", gettext_lazy("Countries"), COUNTRIES, also=("country", "pays")),
    Field("regions", gettext_lazy("Regions"), TERMS, also=("region", "nuts"), terms="regions"),
    *columns(Partnership, "place"),
    Field("target_groups", gettext_lazy("Target groups"), TERMS, also=("clients",), terms="target_groups"),
    Field("service_areas", gettext_lazy("Services"), TERMS, terms="service_areas"),
    *columns(
        Partnership, "challenge", "purpose", "instigator", "selection_method", "selection_note", "main_reason",
        "pes_role", "pes_role_note",
    ),
    column(Partnership, "commenced", also=("began", "start", "début")),
    *columns(
        Partnership, "period_note", "added_value", "value_measured_by", "success_factors", "strengths", "restrictions",
        "more_information", "source",
    ),
    column(Partnership, "ended_on", also=("ended", "fin")),
    *columns(Partnership, "end_reason", end_reason={"title": gettext_lazy("Reason for ending")}),
    column(Partnership, "end_note", title=gettext_lazy("Explanation of the end")),
)  # fmt: skip
PARTNERSHIPS = SheetKind(
    "partnerships",
    gettext_lazy("Partnerships"),
    10,
    FIELDS,
    PartnershipSheet(),
    also=("partnerschappen", "portfolio", "partenariats"),
    whole_file=("office", "manager", "level", "countries", "original_language"),
    examples=(
        {
            "own_number": "EX-1",
            "title": gettext_lazy("National framework agreement on youth employment"),
            "level": "national",
            "countries": ["LT"],
            "target_groups": ["young"],
            "commenced": "2023",
        },
        {
            "own_number": "EX-2",
            "title": gettext_lazy("Youth employment pact of the district"),
            "level": "local",
            "countries": ["LT"],
            "regions": ["LT021"],
            "target_groups": ["young"],
            "service_areas": ["counselling"],
            "challenge": gettext_lazy(
                "One in five people under 25 in the district has been out of work for six months."
            ),
            "commenced": "2024-03",
        },
    ),
)
