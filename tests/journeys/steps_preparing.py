"""From the self-examination to partners at the table, on the case of Cap emploi as the demonstration holds it."""

from collections.abc import Callable
from pathlib import Path

from django.utils import timezone
from django_scopes import scope

from directory.demo.portfolio import World, register
from directory.demo.read import read
from pes_partnerships.ledger.services import Actor
from tests.cast import Cast

from .walker import Mailbox, Walker

CASE = Path(__file__).parents[2] / "fixtures" / "demo" / "partnerships" / "france-cap-emploi.toml"
AGEFIPH, CHEOPS, FIPHFP = ACTORS = ("agefiph", "cheops", "fiphfp")
NAMES = {AGEFIPH: "Agefiph", CHEOPS: "Cheops", FIPHFP: "FIPHFP"}
TITLE = "Employment service and Cap emploi together"
REASON = "The talks begin with private firms, where Agefiph has what the fund would bring; the text leaves it a place."
ANSWERS = {
    "How are these clients involved": "They or their representatives must help to design it",
    "How do the other organisations become partners": "We invite organisations that already work in this field",
    "Who takes the decisions": "Partners decide jointly",
    "How much of the solution is already known": "The problem; the partners have to specify the service jointly",
}


def enter_the_case(people: Cast) -> None:
    """The organisations of the demonstration's file, each with its contact; letters in English, to be read here."""
    rows = {row["key"]: row for row in read(CASE, timezone.localdate())["organisations"]}
    with scope(service=people.service):
        for key in ACTORS:
            row = rows[key] | {"contact_language": "en"}
            register(World(people.service), Actor.user(people.lina), row)


def start(lina: Walker) -> None:
    lina.link("Portfolio").link("Create a partnership")
    lina.fill("Name of the partnership", TITLE)
    lina.fill("Labour-market challenge", "People with disabilities tell their story to two networks.")
    lina.tick("People with limited work capability or a disability").button("Create the partnership")


def look_at_ourselves(lina: Walker) -> None:
    """F1: whom we serve badly, the four questions, and the chain of support as rows."""
    lina.fill(
        "Which client group do we serve inadequately", "People who change between two networks, says the register."
    )
    lina.fill("Who else serves these clients", "Cap emploi, and two funds.")
    lina.fill("Where do their services complement ours", "Both make the first talk; only one adapts workplaces.")
    lina.fill("Would better coordination", "Yes: one first talk instead of two.")
    lina.fill("What information could be exchanged", "They know workplaces, we know who recruits.").button(
        "Save the answers"
    )
    assert lina.heading == "Preparation"
    lina.task("Chain of support")
    lina.fill("Needs of these clients", "A first talk", within=lina.group("Need 1"))
    lina.select("Extent covered by us", "Fully covered", within=lina.group("Need 1"))
    lina.fill("Needs of these clients", "Adaptation of the workplace", within=lina.group("Need 2"))
    lina.select("Extent covered by us", "Not covered", within=lina.group("Need 2"))
    lina.fill("Needs of these clients", "Somebody to call in the first year", within=lina.group("Need 3"))
    lina.select("Extent covered by us", "Not covered", within=lina.group("Need 3")).button("Save the list")
    assert lina.heading == "Preparation"


def find_actors(lina: Walker) -> None:
    """F2, F5: who serves these clients, found in the registry; one of them is a key actor."""
    lina.task("Organisations identified")
    assert lina.heading == "Find partners"
    lina.tick(*(f"Add {name}" for name in NAMES.values())).button("Add to the participants")
    lina.link("Participants")
    in_row(lina, "FIPHFP", "Change").tick("Key actor").button("Save")


def invite(lina: Walker) -> None:
    for name in NAMES.values():
        in_row(lina, name, "Invite").button("Send the invitation")
        assert lina.heading == "Dialogue"
        lina.link("Participants")


def answer(walk: Callable[..., Walker], mailbox: Mailbox, key: str, choice: str, note: str, **browser: object) -> None:
    """A contact opens the link of the mail, without an account; the second time the page says what was answered."""
    link = mailbox.link(f"{key}@partners.example.org", "/answer/")
    contact = walk(**browser).goto(link)
    assert NAMES[key] in contact.heading
    contact.button("Send the answer")
    assert "Choose one of the three answers. No answer has been sent yet." in contact.text
    contact.tick(choice).fill("Comment", note).button("Send the answer")
    assert contact.path == "/answer/done/"
    contact.goto(link)
    assert "answered" in contact.text


def decide_on_the_reluctant(lina: Walker) -> None:
    """F5: the warning stays until somebody says why the partnership can do without."""
    lina.link("Portfolio").link(TITLE)
    assert "FIPHFP is a key actor and declined." in lina.text
    lina.link("Record a decision", within=lina.page.locator(".finding", has_text="FIPHFP is a key actor"), exact=False)
    lina.button("Proceed without the actor")
    assert "Enter a reason, otherwise the warning remains." in lina.text
    lina.fill("Why the partnership can work without it", REASON).button("Proceed without the actor")
    assert REASON in lina.text
    assert lina.page.locator(".finding", has_text="FIPHFP").count() == 0, lina.text


def draw_the_map(lina: Walker) -> None:
    """F1: who covers which need; one is covered twice, one by nobody."""
    lina.link("Preparation").task("Coverage map")
    lina.link("Cheops", within=lina.page.locator(".line-links"))
    lina.select("A first talk", "Fully covered").button("Save")
    lina.link("Agefiph", within=lina.page.locator(".line-links"))
    lina.select("Adaptation of the workplace", "Fully covered").button("Save")
    verdicts = {row[0]: row[-1] for row in lina.table()}
    assert verdicts["A first talk"].startswith("Covered twice")
    assert verdicts["Adaptation of the workplace"].startswith("Covered")
    assert verdicts["Somebody to call in the first year"].startswith("Gap")
    lina.link("Back to the preparation")


def is_it_worth_it(lina: Walker) -> None:
    """F6, F8, F11."""
    lina.task("Five tests of a partnership")
    for test in ("The partners are otherwise independent", "They cooperate for a common purpose"):
        lina.tick("Yes", group=test)
    lina.tick("No", group="They create a new structure").button("Save the answers")
    assert "Explain what is missing" in lina.text
    lina.fill("Remarks on these answers", "A common first talk is no structure.").button("Save the answers")
    lina.task("Added value").fill("What added value is expected?", "The story is told once.")
    lina.fill("How will the added value be measured?", "Placements that last a year, counted alike.")
    lina.tick("Yes", group="Do the likely benefits").button("Save the answers")
    lina.task("Support needed at the launch")
    lina.select("Type", "Facilitation", within=lina.group("Support need 1"))
    lina.fill("Description of the need", "Somebody from outside leads the talks.", within=lina.group("Support need 1"))
    lina.button("Save the list")


def choose_model(lina: Walker) -> None:
    """F9: the interview, the proposal with its paragraphs, the manager's decision with a reason."""
    lina.task("Choice of model")
    for question, choice in ANSWERS.items():
        lina.tick(choice, group=question)
    lina.button("Get a recommendation")
    assert "Co-constructed" in lina.text
    assert "5.3" in lina.text
    lina.fill("Reason for choosing this model", "Both sides know only a part of description of the need.").button(
        "Record a decision"
    )


def decide(lina: Walker) -> None:
    """F1: the recorded decision; partners are at the table, and a model is chosen."""
    lina.link("Portfolio").link(TITLE).link("Prepare the partnership").task("Decision to proceed")
    lina.tick("Proceed: approach other organisations", group="Decision").fill(
        "Reason", "Three of four named the same problem."
    )
    lina.button("Save the decision")
    lina.link("Portfolio").link(TITLE).link("Prepare the partnership")
    assert "Partners found, model chosen (Co-constructed): 2 organisations have joined" in lina.text
    lina.link("Draft an agreement")


def in_row(lina: Walker, name: str, link: str) -> Walker:
    """The link of one row of a table; after its word the name stands for screen readers only."""
    return lina.link(link, within=lina.page.locator("main tbody tr", has_text=name), exact=False)
