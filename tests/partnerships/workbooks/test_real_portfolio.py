"""F2, A15, reality rows: the real partnerships come in as one workbook and as JSON, and every fact comes out again."""

import datetime
import json

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from partnerships.models import Agreement, Partnership, Signature
from partnerships.workbooks.rules.kinds import KINDS
from pes_partnerships.lib.dates import PartialDate
from reviews.models import Measurement, Review
from tests.factories.portfolios import book_with, checked_workbook, write
from tests.factories.real_portfolio import cases, editions, sheets

WRITTEN_AS = {"own_number": "record"}  # their number became our reference


def as_workbook() -> ContentFile:
    """Headings in English, cells as text, a list between semicolons."""
    found = {}
    for code, lines in sheets().items():
        kind = KINDS[code]
        fields = list(dict.fromkeys(name for line in lines for name in line))
        rows = [[str(kind.by_code[name].title) for name in fields]]
        rows += [[_cell(line.get(name)) for name in fields] for line in lines]
        found[str(kind.title)] = rows
    return book_with(found)


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(value) if isinstance(value, list) else value


def as_json() -> ContentFile:
    return ContentFile(json.dumps(sheets(), ensure_ascii=False).encode(), name="portfolio.json")


@pytest.fixture(params=[as_workbook])
def portfolio(request, in_scope, time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 29, 9, tzinfo=datetime.UTC))
    found = checked_workbook(in_scope.service, in_scope.lina, request.param(), decimals=".")
    assert [(row.sheet, row.number, row.problems, row.duplicates) for row in found.lines.filter(is_open=True)] == []
    return write(found)


@pytest.mark.parametrize("portfolio", [as_workbook, as_json], indirect=True, ids=["workbook", "json"])
def test_every_fact_comes_out_again(portfolio):
    keys = list(Partnership.objects.values_list("pk", flat=True))
    out = {kind.code: list(kind.handler.exported(keys)) for kind in KINDS}
    lost = []
    for code, lines in sheets().items():
        for line in lines:
            said = {WRITTEN_AS.get(name, name): value for name, value in line.items()}
            if not any(_says(each, said) for each in out[code]):
                lost.append((code, line))

    assert lost == []
    assert {code: len(lines) for code, lines in out.items() if lines} == {
        code: len(lines) for code, lines in sheets().items()
    }


def _says(out: dict, said: dict) -> bool:
    return all(out.get(name) == value for name, value in said.items())


def test_each_has_its_true_status_and_its_editions(portfolio):
    rows = {row.reference: row for row in Partnership.objects.with_status(timezone.localdate())}

    assert len(rows) == len(cases()) == 31
    told = {key: rows[key].status for key in editions()}
    assert told == {key: each["now"] for key, each in editions().items()}
    assert {row.status for key, row in rows.items() if key not in editions()} == {"preparing"}
    texts = rows["NO-IA"].agreements.order_by("position")
    assert [each.title for each in texts][-2:] == ["Agreement 2019–2022", "Agreement 2025–2028"]
    assert [each.status for each in texts] == ["superseded"] * 4 + ["in_force"]


def test_dates_stay_as_the_sources_say_them(portfolio):
    convenio = Agreement.objects.get(title="Convenio 2018")
    days = (convenio.signed, convenio.registered, convenio.published)
    assert days == tuple(map(PartialDate.parse, ("2018-10-17", "2018-10-30", "2018-11-23")))
    assert convenio.registry_number == "RCO2018TF00106"
    assert str(Agreement.objects.get(title="Agreement 2025–2028").ends) == "2028"


def test_nothing_was_signed_and_what_governs_has_its_next_review(portfolio):
    assert not Signature.objects.exists()
    in_force = Agreement.objects.in_force()
    going_on = [each for each in in_force if not each.has_lapsed(timezone.localdate())]
    planned = set(Review.objects.values_list("series__partnership", flat=True))
    assert {each.partnership_id for each in going_on} <= planned
    assert Measurement.objects.count() == len(sheets()["values"])
