"""The workbook of a campaign as a partner fills it in, and as a manager uploads it."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from tests.factories.partners_in_reviews import MUNICIPALITY
from tests.pages import typed_in

YOUTH = "Department of Youth Affairs"  # as the registry names it


def page_of(campaign) -> str:
    return reverse("reviews:campaign_workbook", args=[campaign.pk])


def book_of(lina, campaign, **asked: Any) -> Workbook:
    return load_workbook(BytesIO(lina.get(reverse("reviews:campaign_file", args=[campaign.pk]), asked).content))


def headings_of(page: Any) -> list[str]:
    return [cell.value for cell in page[1]]


def fill(page: Any, chosen: Callable[[Any], bool], **cells: str) -> int:
    """The last line that was filled in; headings are given with underscores for spaces."""
    headings = {heading.rstrip("?").replace(" ", "_"): number for number, heading in enumerate(headings_of(page))}
    lines = [row for row in page.iter_rows(min_row=2) if chosen(row)]
    for row in lines:
        for heading, text in cells.items():
            row[headings[heading]].value = text
    assert lines, "no such line"
    return lines[-1][0].row


def of(name: str) -> Callable[[Any], bool]:
    return lambda row: row[2].value == name


def figure(row: Any) -> bool:
    """The line of the figure that the municipality reports."""
    return of(MUNICIPALITY)(row) and " figure-" in row[0].value


def file_of(book: Workbook, name: str = "book.xlsx") -> SimpleUploadedFile:
    content = BytesIO()
    book.save(content)
    return SimpleUploadedFile(name, content.getvalue())


def checked(lina, campaign, book: Workbook):
    form = typed_in(lina.get(page_of(campaign)), "once")
    return lina.post(page_of(campaign), {"once": form["once"], "file": file_of(book)})


def entered(lina, campaign, shown, **typed: str):
    return lina.post(page_of(campaign), typed_in(shown, "answers", enter="1", **typed))


def filled(book: Workbook, works: str = "Firms call us.") -> Workbook:
    """What the municipality says: its view, one commitment, and the figure that it reports."""
    fill(book["Parts"], of(MUNICIPALITY), Full_name="Jonas Jonaitis", What_works=works)
    page = book["Record and figures"]
    is_duty = lambda row: of(MUNICIPALITY)(row) and row[5].value.startswith("That is right; Not quite")  # noqa: E731
    fill(page, is_duty, Your_answer="Not quite", **{"What_is_right,_or_the_reason": "Since May."})
    fill(
        page, figure, Your_answer="There is a figure", Value="41",
        Date_or_period="2026-11-20", Source="Own list",
    )  # fmt: skip
    return book
