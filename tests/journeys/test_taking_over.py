"""D4: an entry of the directory is taken over, checked, public, and given back; each page with axe, at both widths."""

import pytest

from directory.models import Entry
from tests.cast import PASSWORD
from tests.directory.conftest import make_entry, make_running

from .walker import PHONE, WIDE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "https://www.ots.at/presseaussendung/OTS_20021023_OTS0134"


@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_an_entry_is_taken_over_and_given_back(walk, people, width):
    entry = make_entry("Employment in Carinthia", countries=["AT"], source=PAGE, success_factors="A budget each year.")
    make_entry("Carinthia territorial pact", countries=["AT"], source="Yearbook")
    pact = make_running(people.service, "Territorial pact Carinthia", countries=["AT"], source=PAGE)
    lina = walk(width=width).sign_in(people.lina, PASSWORD).goto(f"/partnerships/{pact.pk}/")
    lina.link("Propose for the directory")
    assert "The directory has an entry of this source already" in lina.text
    lina.link("Take this entry over", exact=False)
    assert "A budget each year." in lina.text
    lina.fill("Note to the directory admin", "It is ours.").button("Propose to take this entry over")

    dora = walk(width=width).sign_in(people.dora, PASSWORD).goto("/queue/")
    dora.link("Check", within=dora.page.locator("main"), exact=False)
    assert "Takes over an entry" in dora.text
    dora.page.get_by_role("button", name="Publish").click()
    dora.check().goto("/entries/employment-in-carinthia/")
    assert "from an earlier source" in dora.text

    dora.link("Withdraw from the directory").link("Give the entry back").button("Give back")
    assert dora.status == 422
    dora.fill("Reason for giving the entry back", "By mistake.").button("Give back")
    assert Entry.objects.get(pk=entry.pk).title == "Employment in Carinthia"
    lina.goto(f"/partnerships/{pact.pk}/propose/")
    assert "Take this entry over" in lina.text


@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_an_entry_that_looks_alike_is_told_apart(walk, people, width):
    make_entry("Carinthia territorial pact", countries=["AT"], source="Yearbook")
    pact = make_running(people.service, "Territorial pact Carinthia", countries=["AT"], source="Own files")
    lina = walk(width=width).sign_in(people.lina, PASSWORD).goto(f"/partnerships/{pact.pk}/propose/")
    lina.link("It is another partnership").button("Propose this page")
    assert "Say how they differ." in lina.text
    lina.fill("How does this partnership differ", "That one is of the south.").button("Propose this page")
    dora = walk(width=width).sign_in(people.dora, PASSWORD).goto("/queue/")
    dora.link("Territorial pact Carinthia")
    assert "That one is of the south." in dora.text
