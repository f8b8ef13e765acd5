"""R6: a health check from its opening to the next review, each page with axe, on a phone and on a desk."""

import pytest
from django_scopes import scope

from reviews.models import HealthCheck, HealthCheckPerson
from tests.cast import PASSWORD
from tests.factories import signed_agreement
from tests.factories.health import SAME, answered

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ONA = "ona@youth.example"
FIRST = "Each partner gains from working together, and sees results."


@pytest.mark.rehearse
@pytest.mark.parametrize("width", [360, 1280])
def test_from_opening_to_the_review(walk, people, mailbox, width):
    signed = signed_agreement(people)
    lina = walk(width=width).sign_in(people.lina, PASSWORD).goto(f"/partnerships/{signed.partnership_id}/")
    lina.link("Open a health check").button("Open and send the links")
    assert "Choose whether answers are anonymous." in lina.text
    lina.tick("Yes: no name appears with an answer, and it is not shown who has answered")
    lina.button("Open and send the links")
    assert "nobody" not in lina.text
    assert "Answers are anonymous" in lina.text

    ona = walk(width=width).goto(mailbox.link(ONA, "/reviews/health/"))
    ona.link("Start").tick("Partly", group=FIRST).button("Save and stop")
    assert "1 of 13 answered" in ona.text
    ona.goto(mailbox.link(ONA, "/reviews/health/")).link("Continue")
    for _page in range(3):
        ona.button("Save and continue")
    ona.button("Save and check").button("Send your answers")
    assert "Your answers were sent on" in ona.text

    with scope(service=people.service):
        check = HealthCheck.objects.get()
        others = HealthCheckPerson.objects.filter(check_round=check).exclude(email=ONA)
        for number, person in enumerate(others):
            answered(person, {**SAME, 7: 1 + number % 4}, note7="Unclear who reports.")
    lina.goto(f"/reviews/health-checks/{check.pk}/").link("Close it now").button("Close the health check")
    assert "Answers differ widely on “Sharing work and reward”." in lina.text
    assert "Unclear who reports." in lina.text
    lina.goto(lina.path + "?sort=number")
    lina.page.get_by_role("link", name="Go to the review").click()
    assert "Answers differ widely on “Sharing work and reward”." in lina.check().text
    ona.goto(mailbox.link(ONA, "/reviews/health/"))
    assert "The health check has been closed." in ona.text
