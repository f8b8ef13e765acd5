"""An office brings in what it has: a workbook with titles above the headings, and what its preview names."""

import datetime
from pathlib import Path

from openpyxl import Workbook
from playwright.sync_api import Locator

from partnerships.workbooks.services import running

from .keyboard import KeyboardWalker

MANY = 60
TITLE = "Partnerships of the service, as of 31.12.2025"
TOWNS = ("Alytus", "Kaunas", "Klaipėda", "Panevėžys", "Šiauliai", "Tauragė")
KINDS = ("Youth guidance", "Skills for builders", "Care and work", "Second chance", "Jobs nearby", "Work after fifty",
         "Language at work", "Digital start", "Rural hiring", "Social enterprise")  # fmt: skip
HEADS = {
    "Partnerships": ["Nr", "Name", "Country", "Place", "Level", "Model", "Target groups", "Challenge"],
    "Participants": ["Partnership", "Participant", "Category", "Role"],
    "Agreements": ["Partnership", "Agreement", "Signed", "In force", "End", "Formality", "Main model"],
    "Parties": ["Partnership", "Agreement", "Party", "Signed"],
    "Objectives": ["Partnership", "Agreement", "Objective", "Comparator", "Target", "Unit", "Due"],
    "Contributions": ["Partnership", "Agreement", "Giver", "Kind", "Amount", "Currency"],
    "Values": ["Partnership", "Agreement", "Objective", "Date", "Value", "Source"],
}
DESTROYED = "E24 holds only ########"
Rows = list[list[object]]


def names() -> list[str]:
    return [f"{kind} {town}" for kind in KINDS for town in TOWNS]


def local(day: datetime.date) -> str:
    return f"{day:%d.%m.%Y}"


def workbook(folder: Path, today: datetime.date) -> Path:
    """Each sheet has its title, a blank line, and then its headings; some lines have a fault of their own kind."""
    sheets: dict[str, Rows] = {name: [] for name in HEADS}
    for number, name in enumerate(names(), 1):
        _add(sheets, f"A-{number}", name, number, today)
    _spoil(sheets)
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in ([TITLE], [], HEADS[name], *rows):
            page.append(row)
    path = folder / "Bendradarbiavimas 2025.xlsx"
    book.save(path)
    return path


def _add(sheets: dict[str, Rows], key: str, name: str, number: int, today: datetime.date) -> None:
    """In force for years, some of them soon at their end, some beyond it."""
    begun = today - datetime.timedelta(days=700 + number)
    ends = today + datetime.timedelta(days=25 * (number - 5))
    town = TOWNS[number % len(TOWNS)]
    groups = ("young-people", "long-term-unemployed")[number % 2]
    sheets["Partnerships"].append([key, name, "Liet.", town, "local", "", groups, "Few find work."])
    sheets["Participants"].append([key, f"Municipality of {town}", "local_government", "Rooms"])
    sheets["Participants"].append([key, "Chamber of Crafts", "social partner", ""])
    sheets["Agreements"].append(
        [key, f"Agreement {name}", local(begun), local(begun), local(ends), "formal", "co_constructed"]
    )
    sheets["Parties"].append([key, f"Agreement {name}", f"Municipality of {town}", local(begun)])
    sheets["Parties"].append([key, f"Agreement {name}", "Chamber of Crafts", local(begun)])
    sheets["Objectives"].append([key, f"Agreement {name}", "People in work", "at least", "120", "people", local(ends)])
    money = "1.250,50" if number % 2 else "98.000,00"
    sheets["Contributions"].append([key, f"Agreement {name}", f"Municipality of {town}", "money", money, "EUR"])
    counted = today - datetime.timedelta(days=30)
    sheets["Values"].append([key, f"Agreement {name}", "People in work", local(counted), str(number), "Register"])


def _spoil(sheets: dict[str, Rows]) -> None:
    sheets["Partnerships"][3][2] = "Lietva"  # a country that is none
    sheets["Participants"].append(["A-6", "Youth Forum", "", "Speaks for the young"])  # a category that is missing
    sheets["Parties"].append(["A-7", f"Agreement {names()[6]}", "Labour Inspectorate", ""])  # it takes no part
    sheets["Agreements"][12][2] = "03/04/2024"  # April or March
    sheets["Values"][20][4] = "########"  # what a spreadsheet left of a number
    sheets["Values"].append(
        ["A-9", f"Agreement {names()[8]}", "Firms visited", "31.12.2025", "14", "List"]
    )  # no target


def upload(lina: KeyboardWalker, path: Path) -> None:
    lina.goto("/portfolio/").link("Import what you have")
    assert lina.heading == "Import what you have"
    lina.choose_file("File with your portfolio", path).button("Upload and match the sheets")
    assert lina.heading == "Match sheets and columns"


def match(lina: KeyboardWalker) -> None:
    """Headings stand in line 3, and the columns were guessed; that is looked at, and nothing has to be typed."""
    lina.unfold("Columns and headings (line 3)")
    lina.button("Check the file")
    assert lina.heading == "Effect of the import"


def case(lina: KeyboardWalker, title: str) -> Locator:
    found = lina.page.locator("section.case", has=lina.page.get_by_role("heading", name=title))
    assert found.count() == 1, f"{title!r} is asked {found.count()} times"
    return found


def answer(lina: KeyboardWalker, title: str, label: str) -> None:
    lina.choose(lina.field(label, within=case(lina, title)))


def mend(lina: KeyboardWalker) -> None:
    """Each kind of fault is one question, whatever the number of its lines; a figure that is none is named."""
    assert "Of 543 lines, 65 wait for your decision." in lina.text
    decide(lina)
    countries = case(lina, "2 entries in “Countries” are not in the list.")
    lina.fill("“Liet.” in 59 lines", "Lithuania", within=countries)
    lina.fill("Line 7", "LT", within=countries)
    lina.fill("Line 24", "lots", within=case(lina, DESTROYED))
    lina.button("Save the decisions and check again")
    assert lina.status == 422
    assert "“lots” is not a number." in lina.text
    decide(lina)
    lina.fill("Line 24", "21", within=case(lina, DESTROYED))
    lina.button("Save the decisions and check again")
    answer(lina, "“Labour Inspectorate” is not in the registry", "Central government")
    lina.button("Save the decisions and check again")
    assert "All 543 lines are decided." in lina.text


def decide(lina: KeyboardWalker) -> None:
    answer(lina, "Dates can be read in two ways", "The day first")
    answer(lina, "“Labour Inspectorate” does not take part", "Make it a participant, as a member")
    answer(lina, "This partnership has no objective “Firms visited”", "Leave the line out")
    answer(lina, "“Youth Forum” is not in the registry", "NGOs and non-profit organisations")


def write(lina: KeyboardWalker) -> None:
    lina.link("Go on to writing")
    assert "Nothing is written yet." in lina.text
    lina.button("Write 60 partnerships")


def follow(lina: KeyboardWalker) -> None:
    """What follows is the worker's; the page goes on by itself when it is done."""
    running.run_workbooks()
    lina.page.get_by_role("link", name="View the portfolio").wait_for()
    lina.check().link("View the portfolio")


def read_portfolio(lina: KeyboardWalker) -> None:
    """Dates, warnings and coverage are there from the first day."""
    said = lina.text
    for words in (
        "The portfolio has 60 partnerships.",
        "15 agreements end within twelve months",
        "Young people, Co-constructed",
        "Chamber of Crafts 60",
        "Renew, replace or end",
        "findings in 60 partnerships",
        "Show 60 of 60 partnerships.",
    ):
        assert words in said, words


def look_through(lina: KeyboardWalker) -> None:
    lina.link("findings", exact=False)
    assert lina.heading == "Look through the portfolio"


def read_one(lina: KeyboardWalker, today: datetime.date) -> None:
    """The sixth: its end, what was reached, and that nobody signed here."""
    lina.goto("/portfolio/?view=ending").link(names()[5])
    ends = today + datetime.timedelta(days=25)
    for words in ("signed elsewhere", f"{ends.day} {ends:%B %Y}", "People in work"):
        assert words in lina.text, words
