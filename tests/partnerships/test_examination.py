from partnerships.models import Examination
from partnerships.services.forming import save_examination
from pes_partnerships.ledger.services import Actor
from tests.factories import make_partnership


def test_half_an_examination_is_saved_from_the_page(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)

    sign_in(in_scope.lina).post(
        f"/partnerships/{partnership.pk}/examination/", {"others_serving": "Two centres", "independent": "yes"}
    )

    saved = Examination.objects.get()
    assert (saved.others_serving, saved.independent, saved.new_structure) == ("Two centres", True, None)


def test_going_on_leads_to_the_list_of_actors_to_approach(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)

    answer = sign_in(in_scope.lina).post(f"/partnerships/{partnership.pk}/examination/", {"outcome": "go_on"})

    assert answer.url == f"/partnerships/{partnership.pk}/participants/"


def test_not_going_on_needs_its_reason(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)

    answer = sign_in(in_scope.lina).post(f"/partnerships/{partnership.pk}/examination/", {"outcome": "stop"})

    assert list(answer.context["form"].errors) == ["outcome_reason"]


def test_a_no_to_a_test_stands_on_the_page_of_the_partnership(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    save_examination(partnership=partnership, by=Actor.system(), shared_risks=False, independent=True)

    page = sign_in(in_scope.vytas).get(f"/partnerships/{partnership.pk}/")

    (warning,) = page.context["warnings"]
    assert str(warning["detail"]) == "Answered with no: they share information, risks and rewards."


def test_readers_read_the_answers_and_cannot_send_any(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    save_examination(partnership=partnership, by=Actor.system(), badly_served="People over 55")
    browser, url = sign_in(in_scope.vytas), f"/partnerships/{partnership.pk}/examination/"

    assert "People over 55" in browser.get(url).content.decode()
    assert browser.post(url, {"badly_served": "Nobody"}).status_code == 403
    assert Examination.objects.get().badly_served == "People over 55"
