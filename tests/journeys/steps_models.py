"""From an empty draft to a text that nothing bars from signature, clause by clause and by keyboard (A1, A2, A8–A14)."""

from typing import Any

from django.utils import timezone

from partnerships.models import Partnership
from pes_partnerships.lib.dates import add_months
from tests.factories.forming import make_contact, make_organisation, make_participation, make_partnership

from .cast_of_partners import PARTNERS
from .steps_drafting import first_review, set_objective
from .walker import Walker

QUALITY = "Each partner answers the others within five working days."
MOST_TABS = 600
# what has the focus: is it an answer of a clause in the text that is still empty, or the button that leads on?
FOCUSED = """() => {
  const at = document.activeElement;
  const clause = at.closest(".clause-row");
  return {
    tag: at.tagName, name: at.name || "", words: (at.innerText || "").trim(), value: at.value || "",
    number: at.inputMode === "decimal", day: /_(day|month|year)$/.test(at.name || ""),
    asks: !!clause && !at.closest("details") && (at.name || "").startsWith("c_") && at.type !== "checkbox"
      && at.type !== "hidden",
  };
}"""


def enter_partners(cast: Any) -> Partnership:
    """Who takes part is known, and who may sign for whom; the text is not begun."""
    partnership = make_partnership(
        cast.service,
        "Career support for young people in Alytus",
        office=None,
        manager=cast.lina,
        challenge="Young people look for advice in many places.",
        purpose="Every school leaver gets advice within a month.",
        place="Alytus",
    )
    for partner in PARTNERS:
        own = {"category": "employment_service", "pes": cast.service} if partner is PARTNERS[0] else {}
        organisation = make_organisation(cast.service, partner["name"], **own)
        make_contact(
            organisation,
            partner["contact"],
            **{name: partner[name] for name in ("office_held", "email", "mandate")},
            may_sign=True,
        )
        make_participation(partnership, organisation, status="member")
    return partnership


def start(lina: Walker, partnership: Partnership, model: str, elements: tuple[str, ...]) -> None:
    lina.goto(f"/partnerships/{partnership.pk}/agreements/new/").button("Start the draft")
    lina.task("Model and formality").tick(model, *elements, "Formal")
    lina.fill("Reason for choosing this model", "It fits the partners.").button("Save")


def name_parties(lina: Walker, *, clients: bool) -> None:
    lina.task("Parties, roles and risks").button("Copy the participants")
    for partner in PARTNERS:
        lina.link(partner["name"]).select("Level of risk", partner["risk_level"]).fill("Its risks", partner["risk"])
        if clients and partner is PARTNERS[-1]:
            lina.tick("Represents clients")
        lina.button("Save")
    lina.goto_tasks()
    lina.task("Responsibilities")
    for number, partner in enumerate(PARTNERS, start=1):
        line = lina.group(f"Line {number}")
        lina.fill("Responsibility", partner["duty"], within=line)
        lina.select("Responsible party", partner["name"], within=line)
    lina.button("Save").task("Lead partner").select("Lead partner", PARTNERS[0]["name"]).button("Save")


def write_clauses(lina: Walker) -> None:
    """Standard wording into every empty section, then each answer that is missing, by Tab and keys."""
    lina.button("Insert standard wording")
    assert "sections now have standard wording" in lina.text
    while (section := first_incomplete(lina)) is not None:
        lina.goto(section)
        answer_all(lina)


def first_incomplete(lina: Walker) -> str | None:
    """The address of the first section of the task list that is not complete."""
    lines = lina.page.locator(".task-line", has=lina.page.locator("a[href*='/sections/']"))
    for line in lines.all():
        if "Incomplete" in line.inner_text():
            return line.locator("a").first.get_attribute("href")
    return None


def answer_all(lina: Walker) -> None:
    here = lina.path
    for _press in range(MOST_TABS):
        lina.page.keyboard.press("Tab")
        at = lina.page.evaluate(FOCUSED)
        if at["tag"] == "BUTTON" and at["words"] == "Save":
            with lina.page.expect_navigation():
                lina.page.keyboard.press("Enter")
            lina.check()
            assert lina.path != here, lina.text[:400]
            return
        if not at["asks"] or at["value"]:
            continue
        if at["tag"] == "SELECT":
            lina.page.keyboard.press("ArrowDown")
        elif at["day"]:
            if at["name"].endswith("_year"):
                lina.page.keyboard.insert_text(str(timezone.localdate().year + 1))
        elif at["tag"] in ("INPUT", "TEXTAREA"):
            lina.page.keyboard.insert_text("4" if at["number"] else "As the partners agreed")
    raise AssertionError(f"the button to save is not reached with Tab on {here}")


def finish(lina: Walker) -> None:
    """Term, end, quality, contributions and signatories; then the text can be sent."""
    today = timezone.localdate()
    lina.task("Definition of quality").fill("How the partners define the quality", QUALITY).button("Save")
    lina.task("Term and review date").tick("Fixed term")
    lina.date("End date", add_months(today, 24)).date("Date of the first review", first_review()).button("Save")
    lina.task("Dissolution protocol")
    assert "The arrangements below are a proposal" in lina.text
    lina.button("Save")
    lina.task("Signatories and their mandates").button("Save")
    assert "All issues are resolved." in lina.text, lina.text.partition("Issues to resolve")[2][:1500]
    lina.task("Check the text and send it for signature")
    assert lina.page.get_by_role("button", name="Finalise and send for signature").count() == 1


def objective(lina: Walker) -> None:
    set_objective(lina)
