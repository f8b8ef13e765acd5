"""5a–5b: the registry, the partnership and those who take part in it."""

from .cast_of_partners import PARTNERS, TITLE
from .walker import Walker


def register_partners(lina: Walker) -> None:
    """Each organisation with a contact who may sign."""
    for partner in PARTNERS:
        lina.link("Organisations").link("Register an organisation")
        lina.fill("Name", partner["name"]).select("Category", partner["category"])
        lina.select("Country", "Lithuania").fill("Place", "Alytus").button("Register")
        assert lina.heading == partner["name"]
        lina.link("Add a contact")
        lina.fill_all({"Name": partner["contact"], "Position held": partner["office_held"]})
        lina.fill("E-mail address", partner["email"]).tick("May decide", "May sign")
        lina.fill("Mandate", partner["mandate"]).button("Save the contact")
        assert partner["contact"] in lina.text


def start_partnership(lina: Walker) -> None:
    lina.link("Portfolio").link("Create a partnership")
    lina.fill("Name of the partnership", TITLE)
    lina.fill("Labour-market challenge", "Young people outside the city get no career advice.")
    lina.tick("School leavers", "Counselling").select("Level", "Local")
    lina.fill("Description of the place or area", "Alytus").select("Office", "Alytus").button("Create the partnership")
    examine(lina)


def examine(lina: Walker) -> None:
    """F1, F6: before any partner is named, whom the service serves badly, and the five tests."""
    assert lina.heading == "Self-examination"
    lina.fill("Which client group do we serve inadequately", "School leavers outside the city, says the register.")
    lina.fill("Who else serves these clients", "Schools, the municipality and youth workers.")
    lina.button("Save the answers")
    assert lina.heading == "Preparation"
    list_needs(lina)
    lina.task("Five tests of a partnership")
    lina.tick("Yes", group="They cooperate for a common purpose").button("Save the answers")
    lina.task("Decision to proceed").tick("Proceed: approach other organisations", group="Decision").button(
        "Save the decision"
    )
    assert lina.path.endswith("/actors/")
    lina.link("Participants")
    assert lina.heading == "Participants"


def list_needs(lina: Walker) -> None:
    """F1: the chain of support, one line a need; a line can be moved before anything is saved."""
    lina.task("Chain of support")
    for place, need in enumerate(("A place in a school", "A talk in the school")):
        lina.fill("Needs of these clients", need, within=lina.group(f"Need {place + 1}"))
    lina.button("Move up", within=lina.group("Need 2"))
    lina.button("Save the list")
    lina.link("Chain of support")
    assert lina.field("Needs of these clients", within=lina.group("Need 1")).input_value() == "A talk in the school"
    lina.link("Cancel")


def invite_partners(lina: Walker) -> None:
    """Every partner of the registry becomes a member."""
    for partner in PARTNERS:
        lina.link("Add a participant")
        lina.fill("Name, place or number", partner["name"]).button("Search")
        lina.tick(partner["name"]).select("Status", "Member").button("Add the participant")
        assert partner["name"] in lina.text
    lina.link(TITLE)
