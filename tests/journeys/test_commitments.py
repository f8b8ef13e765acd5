"""G4: a commitment from its signed text to its acceptance, each page with axe, on a phone and on a desk."""

import pytest
from django_scopes import scope

from pes_partnerships.ledger.services import Actor
from reviews.door.services.links import contacts_with_links, send_link
from tests.cast import PASSWORD
from tests.factories import signed_agreement
from tests.factories.commitments import added, late
from tests.factories.partners_in_reviews import JONAS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [360, 1280])
def test_from_the_text_to_the_acceptance(walk, people, mailbox, width):
    signed = signed_agreement(people)
    partnership = signed.partnership
    with scope(service=people.service):
        late(added(partnership, people.lina, text="List of visits"), 9)
        lines, _without = contacts_with_links(partnership)
        town = next(line for line in lines if line.contact.email == JONAS)
        send_link(participation=town.participation, contact=town.contact, by=Actor.user(people.lina))
    lina = walk(width=width).sign_in(people.lina, PASSWORD).goto(f"/partnerships/{partnership.pk}/")
    assert "Who keeps its commitments" in lina.text
    lina.link("All 7 commitments").check()
    assert "9 days late" in lina.text
    lina.goto(lina.path + "?view=past").check()
    assert "Nothing has been accepted or set aside yet." in lina.text

    jonas = walk(width=width).goto(mailbox.link(JONAS, "/reviews/own/"))
    jonas.check()
    assert "Your commitments" in jonas.text
    jonas.page.get_by_role("row", name="List of visits").get_by_role("link", name="Say that it was done").click()
    jonas.button("Send to the office")
    assert "State what was done." in jonas.check().text
    jonas.fill("What was done", "Nine firms.").button("Send to the office")
    assert "Waits for acceptance" in jonas.check().text

    lina.goto(f"/reviews/partnerships/{partnership.pk}/commitments/").link("Accept or return: List of visits")
    lina.check().tick("Yes, accept it", group="Is it what was agreed?").button("Save the answer")
    assert "It is accepted." in lina.check().text
    assert "Nine firms." in lina.text
