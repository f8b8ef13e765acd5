"""5c–5d: from an empty draft, by its task list, to a text that nothing bars from signature."""

import datetime

from django.utils import timezone

from pes_partnerships.lib.dates import add_months

from .cast_of_partners import DISSOLUTION, PARTNERS, SECTIONS, SERVICE_NAME
from .walker import Walker

AGREEMENT = "Agreement on career support for young people"
OBJECTIVE = "More school leavers are in work or training"
QUALITY = "Each partner answers the others within five working days."


def first_review() -> datetime.date:
    """Seventy days ahead, so that the story sees every reminder before it and after it."""
    return timezone.localdate() + datetime.timedelta(days=70)


def start_draft(lina: Walker) -> None:
    lina.link("Draft an agreement").fill("Title of the agreement", AGREEMENT).button("Start the draft")
    assert "2 of 18 parts are done" in lina.text
    assert "13 issues must be resolved before signature" in lina.text


def stay_within_the_office(lina: Walker) -> None:
    """F10: what the office may decide by itself is said for each text; here nothing goes past it."""
    lina.task("Delegated authority of the office")
    lina.tick("Nothing in this text exceeds the office’s delegated authority").button("Save")


def choose_model(lina: Walker) -> None:
    """A1, A2: a leading model, and an element of another one, which adds a part to the text."""
    assert "Accession and withdrawal" not in lina.text
    lina.task("Model and formality").tick("Agile", "Open membership", "Formal")
    lina.fill("Reason for choosing this model", "The needs of young people change quickly.").button("Save")
    assert "Required by element “Open membership”" in lina.text


def name_parties(lina: Walker) -> None:
    """A4, A5: roles, risks, gains and duties; the party that carries the most risk leads."""
    lina.task("Parties, roles and risks").button("Copy the participants")
    for partner in PARTNERS:
        lina.link(partner["name"])
        lina.select("Role", partner["role"]).select("Level of risk", partner["risk_level"])
        lina.fill_all({"Its risks": partner["risk"], "Its benefits": partner["gain"]}).button("Save")
    lina.goto_tasks()
    lina.task("Responsibilities")
    for number, partner in enumerate(PARTNERS, start=1):
        if number > 3:
            lina.button("Add a line")
        line = lina.group(f"Line {number}")
        lina.fill("Responsibility", partner["duty"], within=line).select(
            "Responsible party", partner["name"], within=line
        )
    lina.button("Save").task("Lead partner").select("Lead partner", SERVICE_NAME).button("Save")


def set_objective(lina: Walker) -> None:
    """O1: an incomplete objective is saved, and each missing letter is named; then it is SMART."""
    lina.task("Add an objective").fill("Short name", OBJECTIVE).button("Save and close")
    assert f"Objective 1 is not SMART yet: {OBJECTIVE}" in lina.text
    lina.task(f"Objective 1: {OBJECTIVE}")
    lina.fill_all({
        "What should change, and for whom": "School leavers are in work, education or training six months later",
        "Target group": "Those who left the Centre",
        "Indicator": "Share of leavers in work or training",
        "Target": "65",
        "Unit": "%",
        "Measured among": "leavers",
        "Baseline value": "54",
        "Source of the figures": "Social insurance register",
        "Why it is attainable": "The share grew from 43 to 54 in four years.",
        "Which problem it addresses": "It shows whether the Centre changes lives.",
    })  # fmt: skip
    lina.select("Owner", SERVICE_NAME).select("Target comparison", "at least")
    lina.tick("A value measured before the start")
    lina.select("Kind of result", "Outcome: a change for clients")
    this_year = timezone.localdate().year
    lina.year("Date of the baseline", this_year - 1).year("Due date", this_year + 2).button("Save and close")
    assert "is not SMART yet" not in lina.text


def write_parts(lina: Walker) -> None:
    lina.task("Definition of quality").fill("How the partners define the quality", QUALITY).button("Save")
    for title, words in SECTIONS.items():
        lina.task(title).link("Write it in your own words instead").fill("Text", words).button("Save")


def promise_contribution(lina: Walker) -> None:
    lina.task("Contributions and funding").link("Add a contribution").select("Party", SERVICE_NAME)
    lina.select("Kind", "Staff").fill_all({"Amount": "2.5", "Unit": "adviser posts"}).button("Save")
    lina.goto_tasks()


def set_term(lina: Walker) -> None:
    """A7, R1: a first review more than twelve months away is refused, with the reason; the rest stays typed."""
    today = timezone.localdate()
    lina.task("Term and review date").tick("Fixed term", "When the last party has signed")
    lina.date("End date", add_months(today, 24)).date("Date of the first review", add_months(today, 13)).button("Save")
    assert "The first review is more than twelve months away." in lina.text
    assert "At least one review a year is required." in lina.text
    assert lina.group("End date").get_by_label("Year").input_value() == str(add_months(today, 24).year)
    lina.date("Date of the first review", first_review()).button("Save")


def agree_on_the_end(lina: Walker) -> None:
    """A8: the page begins with a proposal for the four matters, and a button adds others."""
    lina.task("Dissolution protocol")
    lina.fill_all({"Who may terminate it": "Any party.", "Notice": "Three months, in writing"})
    for number, (matter, act) in enumerate(DISSOLUTION.items(), start=1):
        if number > 4:
            lina.button("Add a line")
        line = lina.group(f"Line {number}")
        lina.select("Subject", matter, within=line).fill("Arrangement", act, within=line)
        lina.select("Responsible party", SERVICE_NAME, within=line).fill("Time limit in days", 30, within=line)
    lina.button("Save")


def refused_while_open(lina: Walker) -> None:
    """A16: with findings open it does not go out, and each of them is named."""
    lina.task("Signatories and their mandates")
    for partner in PARTNERS:  # S4: the only one who may sign was named when the parties were taken over
        person = f"{partner['contact']}, {partner['office_held']}"
        lina.field(person, within=lina.group(partner["name"])).uncheck()
    lina.button("Save").goto(f"{lina.path}send/")
    assert "Cannot be sent: 2 issues to resolve." in lina.text
    for partner in PARTNERS:
        assert f"No signatory has been named for party {partner['name']}." in lina.text
    assert lina.page.get_by_role("button", name="Finalise and send for signature").count() == 0
    lina.link("Back to the task list")


def name_signatories(lina: Walker) -> None:
    """S4: the mandate comes with the contact."""
    lina.task("Signatories and their mandates")
    for partner in PARTNERS:
        person = f"{partner['contact']}, {partner['office_held']}"
        lina.tick(person, group=partner["name"])
    lina.button("Save")
    assert "All issues are resolved." in lina.text


def send(lina: Walker) -> None:
    lina.task("Check the text and send it for signature")
    lina.tick("I have read the full text").button("Finalise and send for signature")
    assert "2 e-mails with a signing link are being sent." in lina.text
