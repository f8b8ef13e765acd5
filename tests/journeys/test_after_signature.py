"""What an agreement goes through once it is signed: minor changes, notice, local agreements, a next version."""

import datetime

import pytest
from django.utils import timezone
from django_scopes import scope

from partnerships.models import Agreement
from pes_partnerships.accounts.models import Office
from tests.cast import PASSWORD
from tests.factories import signed_agreement
from tests.factories.minor_changes import ALLOWED

pytestmark = [pytest.mark.browser, pytest.mark.rehearse, pytest.mark.django_db(transaction=True)]
ONA = "ona@youth.example"


@pytest.mark.parametrize("width", [360, 1280])
def test_a_minor_change_is_recorded_told_and_corrected(walk, people, mailbox, width):
    signed = signed_agreement(people)
    lina = walk(width=width).sign_in(people.lina, PASSWORD).goto(f"/agreements/{signed.pk}/minor-changes/")
    assert "No minor change has been recorded for this text" in lina.text
    lina.link("Record a minor change").button("Record it and notify the parties")
    assert "Choose what kind of change it is." in lina.text
    lina.tick("Days, times and places of meetings").fill_all(
        {
            "What changes": "Meeting day",
            "Until now": "First Monday",
            "From now on": "Second Tuesday",
            "Words of the text that allow it": ALLOWED,
        }
    )
    lina.date("Applies from", timezone.localdate()).tick("The agreement allows this change")
    lina.button("Record it and notify the parties")
    assert "3 people are notified by e-mail." in lina.text
    assert "Second Tuesday" in mailbox.latest(ONA).get_body(preferencelist=("plain",)).get_content()

    lina.link("Correct it by a further record").fill("From now on", "Third Friday")
    lina.tick("The agreement allows this change").button("Record it and notify the parties")

    assert "corrects number 1" in lina.text
    lina.goto(f"/agreements/{signed.pk}/text/")
    assert "Changed since, without new signatures" in lina.text


@pytest.mark.parametrize("width", [360, 1280])
def test_the_life_cycle_leads_to_notice_and_back(walk, people, width):
    signed = signed_agreement(people)
    lina = walk(width=width).sign_in(people.lina, PASSWORD).goto(f"/partnerships/{signed.partnership_id}/")
    lina.link("Life cycle").link("Record a notice of termination")
    last = timezone.localdate() + datetime.timedelta(days=40)
    lina.select("Who gives notice", "Alytus city municipality").fill("Notice in words", "Letter of the mayor")
    lina.date("Date of the notice", timezone.localdate()).date("Last day of the agreement", last)
    lina.button("Record the notice and tell all parties")
    assert "in 40 days" in lina.text
    lina.goto(f"/partnerships/{signed.partnership_id}/")
    assert "Notice was given by Alytus city municipality" in lina.text
    lina.link("Life cycle").link("Withdraw the notice of termination").button(
        "Withdraw the notice and tell all parties"
    )
    assert "The agreement continues for its own term." in lina.text


@pytest.mark.parametrize("width", [360, 1280])
def test_an_umbrella_has_its_local_agreements(walk, people, width):
    signed = signed_agreement(people)
    with scope(service=people.service):
        for name in ("Kaunas", "Vilnius", "Zarasai"):
            Office.objects.create(service=people.service, name=name)
    lina = walk(width=width).sign_in(people.lina, PASSWORD).goto(f"/partnerships/{signed.partnership_id}/")
    lina.link("Make local agreements under this one").link("Make a template")
    lina.select("Meetings, chair and decisions", "Module: each chooses whether to include it")
    lina.button("Make this edition of the template").link("Make local agreements")
    lina.tick("Kaunas", "Vilnius").button("Make the drafts")
    assert "2 drafts have been made." in lina.text
    lina.link("Make local agreements").tick("Zarasai").button("Only note that they are expected")
    assert "0 of 3" in lina.text
    lina.page.get_by_role("link", name="Mark as not needed").click()
    lina.check().fill("Reason for making none", "No centre in the region yet").button("Save")
    assert "No centre in the region yet" in lina.text
    lina.link("Kaunas")
    assert "Umbrella agreement" in lina.text
    lina.link("Change the umbrella")
    assert lina.heading == "Umbrella agreement"


@pytest.mark.parametrize("width", [360, 1280])
def test_a_renewal_is_chosen_and_many_parties_change_at_once(walk, people, width):
    signed = signed_agreement(people)
    lina = walk(width=width).sign_in(people.lina, PASSWORD)
    lina.goto(f"/partnerships/{signed.partnership_id}/agreements/new/").tick("Renewal").button("Start the draft")
    assert "Targets of version 1 and their results" in lina.text
    with scope(service=people.service):
        draft = Agreement.objects.get(partnership=signed.partnership, version=2)
    lina.goto(f"/agreements/{draft.pk}/parties/")
    for box in lina.page.get_by_role("checkbox").all()[:2]:
        box.check()
    lina.page.locator("#id_role").select_option("participant")
    lina.button("Give this role")
    assert "2 parties have been changed." in lina.text
    lina.link("Alytus city municipality").fill("Body that decides", "City council").button("Save")
    lina.goto(f"/agreements/{draft.pk}/")
    assert "City council of Alytus city municipality has to decide first." in lina.text
