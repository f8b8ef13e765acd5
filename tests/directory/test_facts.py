"""D2: facts of the directory that were wrong once, entry by entry, and the kinds of error that must not come back."""

import csv
import json
import re
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from openpyxl import load_workbook

from directory.cases.rules.reading import told_too_late
from directory.cases.services.bringing import cases
from directory.models import Entry
from directory.projection.rules.fiche import FICHE
from directory.projection.services import Sheet, projection_of, sheet_of
from directory.rules.vocabulary import Mark
from partnerships.models import TargetGroup

DATA = Path(__file__).parents[1] / "data"
REAL = json.loads((DATA / "real_cases.json").read_text(encoding="utf-8"))
DATED = json.loads((DATA / "real_portfolio.json").read_text(encoding="utf-8"))["cases"]


@dataclass(frozen=True)
class Fact:
    """What a reader must find in a part of an entry, and must not. "all" is the whole of it."""

    case: str
    part: str
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = field(default=())


FACTS = [
    # training and repayment were told as done, and investors as those who paid first
    Fact(
        "PAPER-BE", "lead",
        ("start-up money", "investors bring the capital", "follows success"), ("trained", "repaid"),
    ),
    Fact("PAPER-BE", "targets", ("63 %", "Ambiguous in the source")),
    Fact("PAPER-BE", "model", ("Co-constructed",), ("Specification by the PES",)),
    Fact("PAPER-BE", "reviewed", ("Three sides set",)),
    Fact("PAPER-BE", "service_areas", ("Upskilling", "4.1.2"), ("Digitalisation;",)),
    Fact("PAPER-BE", "as_of", ("September 2020",)),
    Fact("PAPER-EE", "formality", ("Formal", "legal procurement contracts less"), ("Legally binding",)),
    Fact("PAPER-EE", "pes_role", ("free training",)),
    Fact("PAPER-EE", "partners", ("may change",)),
    Fact("PAPER-EE", "reviewed", ("every two years", "Source 2 says: performance is reviewed twice a year")),
    Fact("PAPER-FR", "target_groups", ("few digital skills",), ("All jobseekers",)),
    Fact("PAPER-FR", "lead", ("selected jobseekers who lack basic digital skills",)),
    Fact("PAPER-FR", "head", ("Pôle emploi at the time",), ("France Travail",)),
    Fact("PAPER-DE", "lead", ("national strategy",)),
    Fact("PAPER-DE", "formality", ("national strategy",)),
    Fact("PAPER-DE", "target_groups", ("women, school leavers and counsellors are meant too is our reading",)),
    Fact("PAPER-DE", "commenced", ("2014", "Source 2 says: established in 2017")),
    Fact("PAPER-LT", "instigator", ("Ministry of Social Security", "Source 2 says: the Ministry for Youth Affairs")),
    Fact("PAPER-LT", "pes_role", ("equal status", "rotates")),
    Fact("PAPER-LT", "period", ("political deadline",)),
    Fact("PAPER-HR", "selection", ("approached by the centres",), ("open",)),
    Fact(
        "PAPER-HR", "model",
        ("our reading", "left open", "no part of clients"), ("Co-constructed", "Open membership"),
    ),
    Fact("PAPER-HR", "objective", ("made to measure",), ("To reach inactive young people and offer them",)),
    Fact("AT-TEP-KTN", "target_groups", ("Older jobseekers",), ("55",)),
    Fact("AT-TEP-KTN", "challenge", ("older workers",), ("55",)),
    Fact("AT-TEP-KTN", "sums", ("EUR 27.58 million", "EUR 15 million", "EUR 50 million", "do not add up")),
    Fact(
        "BE-FOREM-CPAS", "targets",
        ("Kept work for six months or more", "51.37 %, by a parliamentary question", "Another indicator"),
    ),
    Fact("BE-VDAB-BODUKAP", "model", ("Co-constructed",), ("Provisional scope",)),
    Fact(
        "BE-VDAB-BODUKAP", "partners",
        ("Source 1 says: the text of the council’s item names three municipalities",),
    ),
    Fact("BE-VDAB-BODUKAP", "formality", ("umbrella agreement of VDAB", "VVSG")),
    Fact("DE-JBA-HH", "partners", ("labour, social affairs", "seven district offices"), ("youth services",)),
    Fact("DE-JBA-HH", "pes_role", ("Carrier",), ("Equal partner",)),
    Fact("ES-PIEC", "sums", ("educational infrastructure",), ("buildings",)),
    Fact("ES-PIEC", "dates", ("5 August 2020", "23 October 2007", "13 September 2019")),
    Fact("ES-PIEC", "lead", (), ("late in the year",)),
    Fact("ES-PIEC", "model", ("no outsourcing",), ("Subcontracted",)),
    Fact("FR-CAPEMPLOI", "lead", ("deeper operational co-operation",), ("work as one",)),
    Fact("FR-CAPEMPLOI", "head", ("France",), ("Regional versions",)),
    Fact(
        "FR-CAPEMPLOI", "partners",
        ("fund for the employment of people with disabilities in private", "public service"),
    ),
    Fact("HU-ESZTERGOM", "partners", ("its part is not stated", "hosted a session")),
    Fact("HU-ESZTERGOM", "target_groups", (), ("Long-term unemployed",)),
    Fact("HU-ESZTERGOM", "challenge", ("Disadvantaged jobseekers",)),
    Fact("HU-ESZTERGOM", "formality", ("TOP-5.1.2-16-KO1-2017-00002",)),
    Fact("HU-ESZTERGOM", "reviewed", ("steering group",)),
    Fact("NO-IA", "lead", (), ("every four years",)),
    Fact("NO-IA", "period", ("2001, 2006–2009, 2014–2018, 2019–2022 and 2025–2028", "only implied")),
    Fact("NO-IA", "targets", ("to be set after the signature", "17.5 %", "26 %", "2019 in one")),
    Fact("NO-IA", "as_of", ("12 February 2025",)),
    Fact("GUIDE-24", "targets", ("517", "1,584", "143", "38")),
    Fact("RECIPE-BASINGSTOKE", "all", ("our reading: the recipe has no date",)),
]  # fmt: skip


@cache
def codes() -> dict[str, str]:
    return {case.code: case.public["title"] for case in cases()}


@pytest.fixture(scope="module")
def sheets(django_db_setup, django_db_blocker) -> dict[str, Sheet]:
    """Every case as its page shows it, in English; nothing is left in the database."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference", verbosity=0)
        call_command("load_entries", verbosity=0)
        entries = Entry.objects.prefetch_related("targets", "regions", "target_groups", "service_areas", "keys")
        found = {key.key.removeprefix("case:"): sheet_of(projection_of(entry)) for entry in entries
                 for key in entry.keys.all() if key.key.startswith("case:")}  # fmt: skip
        transaction.set_rollback(True)
    return found


def read(sheet: Sheet, part: str) -> str:
    """The words of a part, in one line."""
    parts = {
        "lead": lambda: [sheet.public["lead"]],
        "head": lambda: [sheet.place, sheet.public["pes_name"]],
        "as_of": lambda: [sheet.as_of],
        "targets": lambda: [
            f"{t['what']} {t['target'] or ''} {t['result'] or ''} {t['note'] or ''}" for t in sheet.targets
        ],
        "sums": lambda: [f"{s.what} {s.agreed} {s.delivered} {s.note}" for s in sheet.sums],
        "dates": lambda: [f"{d.day} {d.what} {d.note}" for d in sheet.dates],
        "all": lambda: [*(words for row in sheet.rows for words in row.words), *sheet.marked_words],
    }
    rows = {row.name: row.words for row in sheet.rows}
    return re.sub(r"\s+", " ", " ".join(parts[part]() if part in parts else rows[part]))


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact.case}-{fact.part}")
def test_a_fact_that_was_wrong_is_right(sheets, fact):
    words = read(sheets[fact.case], fact.part)
    assert [said for said in fact.says if said.lower() not in words.lower()] == []
    assert [said for said in fact.never if said.lower() in words.lower()] == []


def test_no_entry_is_older_than_what_it_tells(sheets):
    assert {code: late for code, sheet in sheets.items() if (late := told_too_late(sheet.public))} == {}


def test_a_reading_of_ours_has_its_mark_and_its_reason_in_words(sheets):
    for sheet in sheets.values():
        ours = {name for name, mark in sheet.public["marks"].items() if mark == Mark.OUR_READING}
        said = "\n".join(sheet.marked_words)
        assert [name for name in ours if sheet.public["notes"][name]["why"] not in said] == []
    # also where the mark belongs to the words beside a row
    [row] = [row for row in sheets["NO-IA"].rows if row.name == "model"]
    assert "Elements of other models: our reading: branches set targets of their own" in row.mark_words


def test_only_where_sources_were_read_in_part_an_empty_row_says_so(sheets):
    assert sheets["PAPER-HR"].not_stated == "not stated in the source"
    assert sheets["AT-TEP-KTN"].not_stated == "not stated in the part of the source that we read"
    whole = {code for code, sheet in sheets.items() if not sheet.public["read_in_part"]}
    assert {code.split("-")[0] for code in whole} == {"PAPER", "GUIDE", "RECIPE"}


def test_every_source_with_an_address_can_be_followed(sheets):
    for code, sheet in sheets.items():
        pages = [source for source in sheet.sources if "https://" in source or "http://" in source]
        assert pages or code.startswith(("GUIDE", "RECIPE")), code


def test_every_row_of_the_annex_is_a_row_of_the_fiche():
    fields = {name for _label, field, beside in FICHE for name in (field, *beside)}
    annex = json.loads((DATA / "annex.json").read_text(encoding="utf-8"))
    asked = {row["field"] for rows in annex.values() for row in rows.values()}
    assert asked - fields == {"title", "countries", "place", "targets"}  # the head of the page, and the table above


def test_groups_without_a_source_are_our_own(db):
    call_command("load_reference", verbosity=0)
    ours = dict(TargetGroup.objects.filter(pk__in=("older-workers", "lone-parents")).values_list("pk", "source"))
    assert ours == {"older-workers": "our own group", "lone-parents": "our own group"}
    assert not any(character.isdigit() for character in TargetGroup.objects.get(pk="older-workers").names["en"])


@pytest.mark.parametrize("case", [*REAL["cases"], *REAL["short_cases"]], ids=lambda case: case["id"])
def test_every_real_case_has_its_entry(sheets, case):
    """Name, countries, partners, and every page that it was taken from; days as precise as the source has them."""
    sheet = sheets[case["id"]]
    public = sheet.public
    assert public["countries"] == case["countries"]
    assert [url for url in case["source_urls"] if url not in public["source"]] == []
    assert public["title"]
    assert Mark.NOT_CONFIRMED in public["marks"].values()
    if case["name_original"]:
        assert public["title_original"]
        assert public["original_language"]
    known = read(sheet, "partners") + " " + read(sheet, "all") + public["lead"] + public["title"]
    for partner in case["partners"]:
        # one telling word of each is enough: names are written in our own way
        words = [word for word in re.findall(r"\w{2,}", partner["name"]) if word not in GENERAL]
        assert any(word.lower() in known.lower() for word in words), partner["name"]


@pytest.mark.parametrize("case", DATED, ids=lambda case: case["id"])
def test_every_day_of_a_real_case_is_told_as_precisely_as_its_source_has_it(sheets, case):
    public = sheets[case["id"]].public
    assert public["commenced"] == (case["date_commenced"] or "")
    told = {row["day"] for row in public["dates"]}
    assert {row["date"] for row in case["dates"] if row["date"]} - told == set()


GENERAL = {"the", "and", "for", "with", "not", "named", "of", "in", "or", "to", "de"}


def test_a_file_of_the_list_says_what_is_ours(db, client):
    call_command("load_reference", verbosity=0)
    call_command("load_entries", verbosity=0)
    address = reverse("directory:search")
    rows = list(csv.DictReader(StringIO(client.get(address, {"format": "csv"}).content.decode("utf-8-sig"))))
    book = load_workbook(BytesIO(client.get(address, {"format": "xlsx"}).content), read_only=True).active
    cells = "\n".join(str(cell) for row in book.iter_rows(values_only=True) for cell in row)

    norway = next(row for row in rows if row["Name"] == "Inclusive Working Life Agreement")
    assert "our reading: government and social partners agree as three sides" in norway["Model"]
    assert "Elements of other models: our reading" in norway["Marks and reasons"]
    assert norway["Facts as of"] == "12 February 2025"
    assert "our reading: government and social partners agree as three sides" in cells
