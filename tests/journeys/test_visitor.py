"""D1: a visitor comes by the map, compares, and asks for what differs; with axe, at both widths, without scripts."""

import pytest

from tests.directory.conftest import make_entry

from .walker import PHONE, WIDE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def entries(people):
    for title, country, model in (
        ("Ghent pact", "BE", "agile"), ("Luxembourg pact", "LU", "supportive"), ("Alytus pact", "LT", "agile"),
        ("Utrecht pact", "NL", "agile"),
    ):  # fmt: skip
        make_entry(title, countries=[country], model=model, groups=["young-people"], commenced="2019")


@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_from_the_map_to_a_comparison(walk, entries, width):
    visitor = walk(width=width, scripts=False).goto("/")
    assert "No entry yet from" in visitor.text
    visitor.link("Luxembourg: 1 entry")
    assert "Luxembourg pact" in visitor.text

    visitor.link("Luxembourg pact").link("Compare with …")
    assert "Choose at least one more entry." in visitor.text
    visitor.link("Add", exact=False)
    assert visitor.heading == "2 partnerships side by side"
    assert "Same target group: young people." in visitor.text

    visitor.link("Show only what differs").link("Show all rows")
    visitor.link("Remove", exact=False)
    visitor.link("Choose another one in the search").tick("Compare: Alytus pact").button("Compare what is ticked")
    assert visitor.heading == "2 partnerships side by side"
    assert "Alytus pact" in visitor.text


def test_a_country_is_reached_and_opened_by_keyboard(walk, entries):
    visitor = walk(width=WIDE).goto("/map/")
    link = visitor.page.locator('svg.map a[href*="country=LT"]')
    link.focus()
    assert link.evaluate("a => getComputedStyle(a.querySelector('path')).fill") == "rgb(255, 214, 23)"
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/search/?country=LT")
    assert "Alytus pact" in visitor.check().text
