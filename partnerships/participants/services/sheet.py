"""The sheet of participants: organisations of the registry, new ones, or classes without single names (F4, F5)."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.matching.services.duplicates import propose_many, refresh_many
from partnerships.matching.services.name_search import Wanted
from partnerships.models import Organisation, Participation
from partnerships.registry.rules.searched import search_text_of
from partnerships.rules.lifecycle import ParticipationStatus
from partnerships.rules.vocabulary import CountComparator
from partnerships.workbooks.rules.fields import COUNTRIES, LANGUAGE, YES_NO, Field
from partnerships.workbooks.rules.kinds import SheetKind
from partnerships.workbooks.services.book import ANOTHER, CHANGE, KEEP, NEW, Book, Line, Writing, compare
from partnerships.workbooks.services.columns import column, columns
from pes_partnerships.ledger.services import Act
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.text import fold

from .sheet_places import (
    OF_ORGANISATION,
    ParticipantIndex,
    Places,
    Registry,
    belongs,
    check_offices,
    country_of,
    of_participation,
    place_of,
    put_offices,
    rows_of,
    say_what_the_registry_keeps,
    values_of,
)

BATCH = 500
TEXTS = ("role", "note", "status", "count_comparator", "office_comparator")
DATES = ("joined", "left", "counted_in")
DEFAULTS = {
    "status": ParticipationStatus.MEMBER,
    "count_comparator": CountComparator.EXACTLY,
    "office_comparator": CountComparator.EXACTLY,
}


class ParticipantSheet:
    """Handler of the sheet "participants"."""

    def check(self, book: Book, kind: SheetKind) -> None:
        partnerships, known = book.found["partnerships"], Registry(book)
        for line in book.of(kind.code):
            belongs(line, partnerships)
            check_offices(line)
            if line.is_missing("name"):
                line.say(_("The name of the organisation or of the class of partners is missing."), "name")
        self._resolve(book, kind, known)
        stored = Places(book, [line.above.target if line.above else line.found for line in _placed(book, kind)])
        seen: dict[tuple[Any, str], Line] = {}
        for line in _placed(book, kind):
            key = (id(line.above) if line.above else line.found, fold(line.values["name"]))
            if (twin := seen.get(key)) is not None:
                text = _("Line %(line)s names the same participant. Combine the two lines, or leave one out.")
                line.say(text % {"line": twin.number}, "name", code="twice")
                continue
            seen[key] = line
            values = stored.of(line)
            if isinstance(line.organisation, Organisation):
                say_what_the_registry_keeps(line, kind)
            if values is None:
                line.target, line.plan, line.before = None, NEW, {}
            else:
                line.target = values.pop("_pk")
                compare(line, kind, of_participation(values))
        book.found["participants"] = ParticipantIndex(book, kind.code, stored, known)

    def _resolve(self, book: Book, kind: SheetKind, known: "Registry") -> None:
        """Which organisation of the registry each line means; a new one is made once, however many lines name it."""
        unknown: dict[tuple[str, str, str], list[Line]] = defaultdict(list)
        for line in book.active(kind.code):
            line.organisation = None
            if line.get("name") is None or line.values.get("is_class"):
                continue
            if line.answer == KEEP and line.decision.get("target") in known.by_pk:
                line.organisation = known.by_pk[line.decision["target"]]
            elif (found := known.find(line)) is not None and line.answer != ANOTHER:
                line.organisation = found
            else:
                unknown[known.identity(line)].append(line)
        lines = [same[0] for same in unknown.values() if same[0].answer != ANOTHER]
        for line, proposals in zip(lines, propose_many(book.service, [_wanted(line) for line in lines]), strict=True):
            if proposals:
                line.duplicates = [
                    {
                        "code": "organisation",
                        "target": each.organisation_id,
                        "name": each.name,
                        "place": each.place,
                        "reasons": each.reasons,
                    }
                    for each in proposals
                ]
        for same in unknown.values():
            first = same[0]
            if all(line.is_missing("category") for line in same):
                first.say(
                    _("“%(name)s” is not in the registry, and its category is missing. Enter it, such as ngo.")
                    % {"name": first.values["name"]},
                    "category",
                    code="category",
                )
            for line in same:
                line.organisation = first if line is not first else None
                if line is not first and first.answer == KEEP:
                    line.organisation = known.by_pk.get(first.decision.get("target"))

    def write(self, book: Book, kind: SheetKind, writing: Writing) -> None:
        lines = [line for line in book.active(kind.code) if not line.barring]
        self._register(book, [line for line in lines if line.plan == NEW], writing)
        new = [line for line in lines if line.plan == NEW]
        orders = _orders([pk for line in new if (pk := place_of(line))])
        for line in new:
            pk = place_of(line)
            organisation = line.organisation
            line.row = Participation(
                partnership_id=pk,
                organisation_id=None if organisation is None else _pk_of(organisation),
                class_name="" if organisation is not None else line.values["name"],
                order=orders[pk],
            )
            orders[pk] += 1
            self._set(line, {**DEFAULTS, **line.values})
        Participation.objects.bulk_create([line.row for line in new], batch_size=BATCH)
        changed = [line for line in lines if line.plan == CHANGE]
        rows = Participation.objects.select_for_update(of=("self",)).in_bulk([line.target for line in changed])
        for line in changed:
            line.row = rows[line.target]
            self._set(line, {code: line.values[code] for code in line.before})
        fields = [*TEXTS, *DATES, "count", "office_count", "is_key_actor", "category"]
        Participation.objects.bulk_update([line.row for line in changed], fields, batch_size=100)
        stated = {line.row.pk: line.values["offices"] for line in [*new, *changed] if line.get("offices") is not None}
        put_offices(stated, [line.row for line in [*new, *changed]])
        for line in lines:
            line.pk = line.row.pk if line.row else line.target
        for line in [*new, *changed]:
            writing.touch(line.row.partnership_id)
        for line in changed:
            writing.acts.append(
                Act(
                    "participation.import_changed",
                    line.row.partnership,
                    writing.by,
                    obj=line.row,
                    service=book.service,
                    before={code: value for code, value in line.before.items() if code not in ("note", "role")},
                    after={code: line.values[code] for code in line.before if code not in ("note", "role")},
                )
            )

    def _register(self, book: Book, lines: list[Line], writing: Writing) -> None:
        """The organisations that the registry does not have yet, one for all lines that mean it."""
        first = [line for line in lines if line.organisation is None and not line.values.get("is_class")]
        made = []
        for line in first:
            country = country_of(line)
            organisation = Organisation(
                service=book.service, name=line.values["name"], category=line.get("category", ""), country=country
            )
            for code in OF_ORGANISATION:
                setattr(organisation, code, line.get(code, ""))
            organisation.search_text = search_text_of(organisation, (), ())
            line.organisation = organisation
            made.append(organisation)
        Organisation.objects.bulk_create(made, batch_size=BATCH)
        refresh_many(book.service, [each.pk for each in made])
        writing.organisations |= {each.pk for each in made}
        after = {"file": book.filename}
        writing.acts += [
            Act("organisation.imported", each, writing.by, service=book.service, after={"name": each.name, **after})
            for each in made
        ]

    def _set(self, line: Line, values: dict[str, Any]) -> None:
        row = line.row
        for code in TEXTS:
            if values.get(code) is not None:
                setattr(row, code, values[code])
        for code in DATES:
            if values.get(code) is not None:
                setattr(row, code, PartialDate.parse(values[code]))
        for code in ("count", "office_count"):
            if values.get(code) is not None:
                setattr(row, code, int(values[code]))
        if values.get("is_key_actor") is not None:
            row.is_key_actor = values["is_key_actor"]
        if values.get("category") is not None and row.class_name:
            row.category = values["category"]

    def exported(self, keys: list[int]) -> Iterator[dict[str, Any]]:
        for start in range(0, len(keys), BATCH):
            for row in rows_of(keys[start : start + BATCH]):
                values = values_of(row)
                values.pop("_pk")
                yield {"partnership": row.partnership.reference, **values}


def _placed(book: Book, kind: SheetKind) -> list[Line]:
    return [
        line
        for line in book.active(kind.code)
        if (line.above is not None or line.found) and line.get("name") is not None
    ]


def _pk_of(organisation: Any) -> int:
    """Of a stored one, of one that was made, or of the line that made it."""
    while isinstance(organisation, Line):
        organisation = organisation.organisation
    return organisation.pk


def _wanted(line: Line) -> Wanted:
    others = (("name_en", line.values["name_en"]),) if line.get("name_en") else ()
    return Wanted(
        line.values["name"],
        line.get("registration_number", ""),
        line.get("website", ""),
        country_of(line),
        line.get("place", ""),
        others,
    )


def _orders(keys: list[int]) -> dict[int, int]:
    rows = Participation.objects.filter(partnership__in=keys).order_by()
    last = dict(rows.values_list("partnership").annotate(Max("order")))
    return defaultdict(int, {pk: order + 1 for pk, order in last.items()})


PARTNERSHIP = Field(
    "partnership",
    gettext_lazy("Partnership"),
    also=("partnership number", "partenariat", "record number of the partnership"),
    is_needed=True,
)
FIELDS = (
    PARTNERSHIP,
    Field(
        "name",
        gettext_lazy("Participant"),
        also=("name", "partner", "organisation", "nom", "partenaire"),
        is_needed=True,
    ),
    Field("is_class", gettext_lazy("Class of partners, not named individually"), YES_NO, also=("class",)),
    column(Organisation, "category", also=("kind", "kind of partner", "nature")),
    Field("country", gettext_lazy("Country"), COUNTRIES, also=("pays",)),
    *columns(Organisation, "name_en"),
    Field("language", gettext_lazy("Language of the name"), LANGUAGE),
    *columns(Organisation, "place", "registration_number", "website"),
    column(Participation, "status", title=gettext_lazy("Status of the participant")),
    *columns(Participation, "role", "joined", "left", "count", "count_comparator", "counted_in"),
    column(Participation, "offices", title=gettext_lazy("Offices that take part"), also=("offices", "bureaux")),
    *columns(Participation, "office_count", "office_comparator", "is_key_actor", "note"),
)
PARTICIPANTS = SheetKind(
    "participants",
    gettext_lazy("Participants"),
    20,
    FIELDS,
    ParticipantSheet(),
    also=("partners", "partenaires"),
    key=("partnership", "name"),
    whole_file=("category", "country", "status"),
    examples=(
        {"partnership": "EX-1", "name": gettext_lazy("Ministry of Labour (example)"), "category": "central_government"},
        {"partnership": "EX-2", "name": gettext_lazy("Youth centre of the district (example)"), "category": "ngo",
         "country": ["LT"], "role": gettext_lazy("Finds young people and accompanies them")},
    ),
)  # fmt: skip
