"""How lines of a portfolio name partnerships, organisations and participants, and what is stored of them (F2, F5)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from partnerships.models import Organisation, OrganisationName, Participation, Site
from partnerships.participants.rules.offices import office_findings
from partnerships.rules.lifecycle import GONE
from partnerships.rules.vocabulary import CountComparator
from partnerships.workbooks.rules.fields import parts_of, shown_cell
from partnerships.workbooks.rules.kinds import SheetKind
from partnerships.workbooks.services.book import NEW, Book, Line
from pes_partnerships.lib.text import fold

BATCH = 500
OF_ORGANISATION = ("name_en", "language", "place", "registration_number", "website")
_OF_RECORD = {*OF_ORGANISATION, "name", "is_class", "country"}


def belongs(line: Line, partnerships: Any) -> None:
    """The partnership that a line of another sheet names; said where there is none, or several."""
    line.above, line.found = None, None
    name = line.get("partnership")
    if name is None:
        line.say(
            _("The partnership is missing. Enter its record number, your number for it or its name."), "partnership"
        )
        return
    above, pk, is_several = partnerships.find(str(name))
    if is_several:
        text = _("“%(name)s” fits several partnerships. Use the number of the partnership instead.")
        line.say(text % {"name": name}, "partnership", code="several")
    elif above is None and pk is None:
        text = _("“%(name)s” is neither on the sheet of partnerships nor in the portfolio.")
        line.say(text % {"name": name}, "partnership", code="no_partnership")
    line.above, line.found = above, pk


def place_of(line: Line) -> int | None:
    """The key of the partnership, once it is written."""
    return line.above.pk if line.above else line.found


class Registry:
    """The organisations of the service by number and by every name they have or had."""

    def __init__(self, book: Book) -> None:
        rows = Organisation.objects.unmerged().filter(service=book.service)
        self.by_pk = {row.pk: row for row in rows.defer("search_text", "offers")}
        self.by_number = {
            (row.country.code or "", row.registration_number): row
            for row in self.by_pk.values()
            if row.registration_number
        }
        self.by_name: dict[str, dict[int, Organisation]] = defaultdict(dict)
        for row in self.by_pk.values():
            for name in (row.name, row.name_en):
                if name:
                    self.by_name[fold(name)][row.pk] = row
        for name, pk in OrganisationName.objects.filter(organisation__in=self.by_pk).values_list(
            "name", "organisation"
        ):
            self.by_name[fold(name)].setdefault(pk, self.by_pk[pk])

    def find(self, line: Line) -> Organisation | None:
        """By number and country; by its name in full, where one alone has it and the place does not differ."""
        number = line.get("registration_number")
        if number and (owner := self.by_number.get((country_of(line), number))):
            return owner
        same = list(self.by_name.get(fold(line.values["name"]), {}).values())
        place = fold(line.get("place", ""))
        fits = [row for row in same if not place or not row.place or fold(row.place) == place]
        return fits[0] if len(fits) == 1 else None

    def identity(self, line: Line) -> tuple[str, str, str]:
        """Lines with the same name, place and number mean one organisation."""
        return fold(line.values["name"]), fold(line.get("place", "")), line.get("registration_number", "")


class Places:
    """Who takes part already in the partnerships of the file."""

    def __init__(self, book: Book, keys: list[int | None]) -> None:
        known = sorted({pk for pk in keys if pk})
        self.by_name: dict[tuple[int, str], dict[str, Any]] = {}
        self.by_organisation: dict[tuple[int, int], dict[str, Any]] = {}
        self.rows: dict[int, Participation] = {}
        for start in range(0, len(known), BATCH):
            for row in rows_of(known[start : start + BATCH]):
                self.rows[row.pk] = row
                if row.status in GONE and (row.partnership_id, fold(row.name)) in self.by_name:
                    continue
                self.by_name[row.partnership_id, fold(row.name)] = values_of(row)
                if row.organisation_id:
                    self.by_organisation[row.partnership_id, row.organisation_id] = values_of(row)

    def of(self, line: Line) -> dict[str, Any] | None:
        pk = line.above.target if line.above else line.found
        if not pk:
            return None
        organisation = line.organisation
        by_row = self.by_organisation.get((pk, organisation.pk)) if isinstance(organisation, Organisation) else None
        values = by_row or self.by_name.get((pk, fold(line.values["name"])))
        return dict(values) if values else None


class ParticipantIndex:
    """How lines of other sheets name a participant of their partnership."""

    def __init__(self, book: Book, code: str, stored: "Places", known: "Registry") -> None:
        self._lines: dict[tuple[Any, str], Line] = {}
        self._book, self._code, self._stored, self._known = book, code, stored, known
        self._made: dict[tuple[str, str, str], Line] = {}
        for line in _placed_of(book, code):
            place = id(line.above) if line.above else line.found
            self._lines.setdefault((place, fold(line.values["name"])), line)

    def find(self, line: Line, name: str) -> tuple[Line | None, int | None]:
        """The line, or the key of the stored participation."""
        place = id(line.above) if line.above else line.found
        found = self._lines.get((place, fold(name)))
        if found is not None:
            return found, None
        pk = line.above.target if line.above else line.found
        values = self._stored.by_name.get((pk or 0, fold(name)))
        return None, values["_pk"] if values else None

    def add(self, line: Line, name: str) -> Line | None:
        """A participant that no line names, because a person said that a party takes part.

        None where its organisation is not in the registry and the line does not say its category.
        """
        values = {"partnership": line.values.get("partnership"), "name": name, "category": line.get("category")}
        made = Line(self._code, line.sheet, 0, values)
        made.above, made.found, made.plan = line.above, line.found, NEW
        made.organisation = self._known.find(made) or self._made.get(self._known.identity(made))
        if made.organisation is None:
            if made.get("category") is None:
                return None
            self._made[self._known.identity(made)] = made
        self._book.of(self._code).append(made)
        self._lines[id(line.above) if line.above else line.found, fold(name)] = made
        return made


def _placed_of(book: Book, code: str) -> list[Line]:
    return [each for each in book.active(code) if (each.above is not None or each.found) and each.get("name")]


def country_of(line: Line) -> str:
    codes = line.get("country") or (line.above.get("countries") if line.above else None) or []
    return codes[0] if len(codes) == 1 else ""


def rows_of(keys: list[int]) -> list[Participation]:
    rows = Participation.objects.filter(partnership__in=keys).select_related("partnership", "organisation")
    rows = rows.prefetch_related("sites")
    return (
        sorted(rows, key=lambda row: (keys.index(row.partnership_id), row.order, row.pk))
        if len(keys) < 50
        else list(rows.order_by("partnership", "order", "pk"))
    )


def check_offices(line: Line) -> None:
    """Offices are of one organisation; what the page would refuse, a file is refused, too."""
    if line.get("offices") is not None:
        line.values["offices"] = sorted_lines(parts_of(line.values["offices"]))
    offices, count = line.get("offices") or "", line.get("office_count")
    if line.values.get("is_class"):
        for code in ("offices", "office_count"):
            if line.get(code) is not None:
                line.say(_("Offices are stated for one organisation. For a class of partners, state how many."), code)
        return
    comparator = line.get("office_comparator") or CountComparator.EXACTLY
    for finding in office_findings((), offices, None if count is None else int(count), comparator):
        line.say(finding.title, finding.field)


def sorted_lines(names: Iterable[str]) -> str:
    """Offices as they are compared: one a line, in an order that does not depend on how they were entered."""
    return "\n".join(sorted(dict.fromkeys(names), key=fold))


def put_offices(rows: Mapping[int, str], written: Iterable[Participation]) -> None:
    """The offices of each written row: a site of its organisation by its name or address, the others by name."""
    written = [row for row in written if row.pk in rows]
    sites: dict[int, dict[str, int]] = defaultdict(dict)
    for site in Site.objects.filter(organisation__in={row.organisation_id for row in written}):
        sites[site.organisation_id].setdefault(fold(site.title), site.pk)
    through, links = Participation.sites.through, []
    for row in written:
        known = sites[row.organisation_id or 0]
        names = rows[row.pk].splitlines()
        links += [through(participation_id=row.pk, site_id=known[fold(name)]) for name in names if fold(name) in known]
        row.offices = "\n".join(name for name in names if fold(name) not in known)
    through.objects.filter(participation__in=[row.pk for row in written]).delete()
    through.objects.bulk_create(links, batch_size=BATCH)
    Participation.objects.bulk_update(written, ["offices"], batch_size=100)


def of_participation(values: dict[str, Any]) -> dict[str, Any]:
    """What a line of this sheet may change: a record of the registry is changed there alone."""
    kept = _OF_RECORD if values["is_class"] else {*_OF_RECORD, "category"}
    return {code: value for code, value in values.items() if code not in kept}


def say_what_the_registry_keeps(line: Line, kind: SheetKind) -> None:
    """A note where the file says something else of a known organisation: a number without its zeros, another place."""
    stored = {**_facts_of(line.organisation), "name": line.organisation.name}
    facts = [
        _("%(field)s: %(kept)s (in the file: %(said)s)")
        % {"field": kind.by_code[code].title, "kept": shown_cell(kind.by_code[code], stored[code]) or "–",
           "said": shown_cell(kind.by_code[code], line.values[code])}
        for code in kind.by_code
        if code in stored and line.get(code) is not None and _folded(line.values[code]) != _folded(stored[code])
    ]  # fmt: skip
    if facts:
        text = _(
            "The registry keeps what it says of this organisation: %(facts)s. Change it there if the file is right."
        )
        line.say(text % {"facts": "; ".join(facts)}, "name", code="registry_keeps", severity="note")


def _folded(value: Any) -> Any:
    return fold(value) if isinstance(value, str) else value


def _facts_of(organisation: Organisation) -> dict[str, Any]:
    return {
        "category": organisation.category,
        "country": [str(organisation.country.code)] if organisation.country else [],
        **{code: str(getattr(organisation, code) or "") for code in OF_ORGANISATION},
    }


def values_of(row: Participation) -> dict[str, Any]:
    nothing = {"category": row.category, "country": [], **dict.fromkeys(OF_ORGANISATION, "")}
    return {
        "_pk": row.pk,
        "name": row.name,
        "is_class": row.organisation_id is None,
        **(_facts_of(row.organisation) if row.organisation else nothing),
        "status": row.status,
        "role": row.role,
        "joined": str(row.joined),
        "left": str(row.left),
        "count": "" if row.count is None else str(row.count),
        "count_comparator": row.count_comparator,
        "counted_in": str(row.counted_in),
        "offices": sorted_lines([*(site.title for site in row.sites.all()), *row.offices.splitlines()]),
        "office_count": "" if row.office_count is None else str(row.office_count),
        "office_comparator": row.office_comparator,
        "is_key_actor": row.is_key_actor,
        "note": row.note,
    }
