"""5h–5i: what would be public, its check, the public page for anybody, and the history of it all."""

from .cast_of_partners import PARTNERS, TITLE
from .walker import Walker


def propose(lina: Walker) -> None:
    """D4: before anything is public, the manager decides field by field and sees the page as a visitor will."""
    lina.goto("/portfolio/").link(TITLE).link("Propose for the directory")
    assert "Decide field by field what anyone can read." in lina.text
    lina.button("Show the preview")
    assert "This is what a visitor will see" in lina.text
    assert "Department of Youth Affairs" in lina.text
    assert not any(partner["email"] in lina.text for partner in PARTNERS)
    lina.button("Propose this page")


def publish(dora: Walker) -> None:
    dora.link("Entries to check").link(TITLE)
    dora.button("Publish this page")


def find_as_anybody(visitor: Walker) -> None:
    """D1: by words and by facet, without an account."""
    visitor.goto("/")
    visitor.fill("Words to search for", "school leavers").button("Search").link(TITLE)
    assert visitor.heading == TITLE
    visitor.goto("/search/").tick("School leavers").button("Apply filters").link(TITLE)
    assert visitor.heading == TITLE
    assert not any(partner["email"] in visitor.text for partner in PARTNERS)


def read_history(lina: Walker, expected: list[str]) -> None:
    """Who did what, when."""
    lina.goto("/portfolio/").link(TITLE).link("History")
    said = lina.text
    while lina.page.get_by_role("link", name="Next", exact=True).count():
        said += lina.link("Next").text
    missing = [words for words in expected if words not in said]
    assert not missing, f"{missing} in {said}"
