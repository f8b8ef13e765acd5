"""An agreement that adds up its months, and two years of figures: pasted, from a workbook, and what is wrong named."""

import datetime
from pathlib import Path

from django_scopes import scope, scopes_disabled
from openpyxl import Workbook

from partnerships.models import Agreement
from partnerships.rules.vocabulary import Counting
from reviews.models import Measurement
from tests.cast import Cast
from tests.factories import ready_agreement, send_out, sign_all

from .walker import Walker

COUNTED, SHARE = "More young people get support", "More are in work or training"
REGISTER = "https://register.example.org/figures"
SOURCE = "Monthly figures of the Centre"
TITLE = "One Stop Career Support for Youth"
MONTHS = range(1, 13)


def signed_to_add_up(people: Cast, *, at: datetime.datetime) -> Agreement:
    """The first objective is counted month by month, and its months are added up."""
    draft = ready_agreement(people, at=at)
    with scope(service=people.service):
        draft.objectives.filter(title=COUNTED).update(counting=Counting.SUM)
        sign_all(send_out(draft, people, at=at), at=at)
    return draft


def count_of(years: int, month: int) -> int:
    """People with a first session in the month: 408 in the first year, 504 in the second, 912 together."""
    return (34 + 8 * years) + (1 if month % 2 else -1)


def share_of(years: int, month: int) -> float:
    return round(54 + 6 * years + month / 4, 2)


def open_paste(jonas: Walker) -> None:
    jonas.link("Enter values for several objectives and periods").link("Paste or upload values")
    assert jonas.heading == "Paste or upload values"


def look_at_wrong_lines(jonas: Walker, year: int) -> None:
    """140 % and fewer than no people: each is named with its line, and there is no button that saves."""
    lines = ["Month\t1\t2", f"{year}-01\t77\t54,5", f"{year}-02\t-3\t54,5", f"{year}-03\t231\t140"]
    jonas.fill("Cells from your spreadsheet", "\n".join(lines)).fill("Source of the new values", SOURCE)
    jonas.select("How numbers are written", "1.250,5: a comma before decimals").button("Read and check")
    assert jonas.status == 422
    assert f"Line 3: 1. {COUNTED}, February {year}: A count is 0 or more." in jonas.text
    assert f"Line 4: 2. {SHARE}, March {year}: A share lies between 0 and 100 per cent." in jonas.text
    assert jonas.page.get_by_role("button", name="Save").count() == 0
    assert saved() == 0


def paste_a_year(jonas: Walker, year: int) -> None:
    """The same page takes the right cells; they are looked at once more before they are saved."""
    cells = [f"{year}-{month:02}\t{count_of(0, month)}\t{comma(share_of(0, month))}" for month in MONTHS]
    jonas.fill("Cells from your spreadsheet", "\n".join(["Month\t1\t2", *cells])).button("Read again")
    assert f"1. {COUNTED}, December {year} 33 people new" in jonas.text
    assert f"2. {SHARE}, January {year} 54.25 % new" in jonas.text
    assert saved() == 0
    jonas.button("Save 24 values")
    assert "24 values were entered." in jonas.text


def upload_a_year(jonas: Walker, year: int, folder: Path) -> None:
    jonas.link("Paste or upload values").field("Or a file").set_input_files(workbook(year, folder))
    jonas.fill("Source of the new values", SOURCE).button("Read and check")
    assert f"2. {SHARE}, December {year} 63 % new" in jonas.text
    assert saved() == 24
    jonas.button("Save 24 values")
    assert saved() == 48


def workbook(year: int, folder: Path) -> Path:
    book = Workbook()
    book.active.append(["Objective", *(f"{year}-{month:02}" for month in MONTHS)])
    book.active.append([1, *(count_of(1, month) for month in MONTHS)])
    book.active.append([2, *(share_of(1, month) for month in MONTHS)])
    book.save(file := folder / "figures.xlsx")
    return file


def read_objectives(jonas: Walker, year: int) -> None:
    """The picture in words, the latest value with its source, and what it means for the target."""
    open_objective(jonas, f"1. {COUNTED}")
    met = f"Met. 912 people, and the target is 900 people. The value adds up 24 periods. December {year}, {SOURCE}"
    assert met in jonas.text
    words = "from 35 people in {before} to 912 people in {year}. The target is 900 people."
    assert picture(jonas) == f"{COUNTED}: {words.format(before=year - 1, year=year)}"
    open_objective(jonas, f"2. {SHARE}")
    assert "On course. 63 %" in jonas.text
    assert picture(jonas) == f"{SHARE}: from 54.3 % in {year - 1} to 63 % in {year}. The target is 65 %."


def prove_the_last_value(jonas: Walker, year: int) -> None:
    """What was uploaded carries its proof like a value that was typed (G5)."""
    with scopes_disabled():
        last = Measurement.objects.last().pk
    jonas.goto(f"/reviews/values/{last}/proof/").link("Add proof")
    jonas.fill("Title", f"Register of the Centre {year}").fill("Or the address of a web page", REGISTER)
    jonas.button("Add proof")
    assert "1 proof" in jonas.text.lower()
    assert f"Register of the Centre {year}" in jonas.text


def open_objective(jonas: Walker, name: str) -> None:
    jonas.link(TITLE).link(name)


def picture(jonas: Walker) -> str:
    """The chart as it is read out: of the two, for wide pages and for narrow ones, the one that is there to be seen."""
    chart = jonas.page.locator("svg.chart:visible")
    assert chart.bounding_box()["width"] > 200
    return chart.get_attribute("aria-label").replace("\xa0", " ")


def comma(number: float) -> str:
    return str(number).replace(".", ",")


def saved() -> int:
    with scopes_disabled():
        return Measurement.objects.count()
