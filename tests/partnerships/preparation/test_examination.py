"""The self-examination, the five tests, the decision: half answers are saved, a no and a stop need a word (F1, F6)."""

import datetime

import pytest
from django.utils import timezone

from partnerships.models import Examination, Invitation
from partnerships.preparation.services.examining import save_examination
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from tests.factories import make_partnership
from tests.factories.preparation import make_actor

BY = Actor.system()


def page(partnership, name: str) -> str:
    return f"/partnerships/{partnership.pk}/{name}/"


def decided(outcome: str, day: datetime.date | None = None, reason: str = "") -> dict[str, object]:
    day = day or timezone.localdate()
    typed = {"decided_on_day": day.day, "decided_on_month": day.month, "decided_on_year": day.year}
    return {"outcome": outcome, "outcome_reason": reason, **typed}


def test_half_an_examination_is_saved_from_the_page(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)

    answer = sign_in(in_scope.lina).post(page(partnership, "examination"), {"others_serving": "Two centres"})

    saved = Examination.objects.get()
    assert answer.url == page(partnership, "preparation")
    assert (saved.others_serving, saved.badly_served, saved.independent) == ("Two centres", "", None)


def test_the_examination_shows_the_actors_that_are_named(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    make_actor(partnership, "Youth centre", is_key_actor=True)

    shown = sign_in(in_scope.lina).get(page(partnership, "examination"))

    assert [actor.name for actor in shown.context["actors"]] == ["Youth centre"]


def test_who_was_overtaken_sees_both_texts_and_loses_nothing(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    browser, url = sign_in(in_scope.lina), page(partnership, "examination")
    seen = browser.get(url).context["form"]["seen"].initial
    save_examination(partnership=partnership, by=BY, badly_served="People over 55")

    answer = browser.post(url, {"badly_served": "School leavers", "seen": seen})

    (row,) = answer.context["rows"]
    assert (answer.status_code, row["theirs"], row["yours"]) == (409, "People over 55", "School leavers")
    browser.post(url, {"badly_served": "School leavers", "seen": dict(answer.context["hidden"])["seen"]})
    assert Examination.objects.get().badly_served == "School leavers"


def test_two_people_on_two_pages_do_not_meet(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    browser, url = sign_in(in_scope.lina), page(partnership, "examination")
    seen = browser.get(url).context["form"]["seen"].initial
    save_examination(partnership=partnership, by=BY, independent=True)

    answer = browser.post(url, {"badly_served": "School leavers", "seen": seen})

    assert (answer.status_code, Examination.objects.get().independent) == (302, True)


def test_a_no_to_a_test_needs_a_word(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    browser, url = sign_in(in_scope.lina), page(partnership, "tests")

    refused = browser.post(url, {"independent": "yes", "shared_risks": "no"})
    taken = browser.post(url, {"independent": "yes", "shared_risks": "no", "tests_note": "Each keeps its budget."})

    saved = Examination.objects.get()
    assert list(refused.context["form"].errors) == ["tests_note"]
    assert (taken.status_code, saved.independent, saved.shared_risks) == (302, True, False)


@pytest.mark.parametrize(
    ("name", "field"), [("examination", "overlap"), ("tests", "tests_note"), ("decision", "outcome_reason")]
)
def test_an_answer_as_long_as_a_book_is_named_and_kept_in_the_form(in_scope, sign_in, name, field):
    partnership = make_partnership(in_scope.service)

    answer = sign_in(in_scope.lina).post(page(partnership, name), {field: "x" * 10_001})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert answer.context["form"][field].value() == "x" * 10_001
    assert not Examination.objects.exists()


def test_a_no_to_a_test_stands_on_the_page_of_the_partnership(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    save_examination(partnership=partnership, by=BY, shared_risks=False, independent=True)

    shown = sign_in(in_scope.vytas).get(f"/partnerships/{partnership.pk}/")

    (warning,) = shown.context["warnings"]
    assert str(warning["detail"]) == "Answered with “No”: they share information, risks and rewards."


def test_going_on_leads_to_the_actors_to_approach(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)

    answer = sign_in(in_scope.lina).post(page(partnership, "decision"), decided("go_on"))

    saved = Examination.objects.get()
    assert answer.url == page(partnership, "actors")
    assert (saved.outcome, saved.decided_on, saved.decided_by) == ("go_on", timezone.localdate(), in_scope.lina)


def test_not_going_on_needs_its_reason(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)

    answer = sign_in(in_scope.lina).post(page(partnership, "decision"), decided("stop"))

    assert list(answer.context["form"].errors) == ["outcome_reason"]


def test_a_decision_cannot_lie_in_the_future(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)

    answer = sign_in(in_scope.lina).post(page(partnership, "decision"), decided("go_on", tomorrow))

    assert list(answer.context["form"].errors) == ["decided_on"]


def test_a_changed_decision_keeps_the_earlier_one(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    browser, url = sign_in(in_scope.lina), page(partnership, "decision")
    browser.post(url, decided("stop", datetime.date(2026, 3, 5), "Nobody has time."))

    browser.post(url, decided("go_on"))

    (earlier,) = browser.get(url).context["earlier"]
    assert (earlier["outcome"], earlier["day"], earlier["by"], earlier["reason"]) == (
        "Do not proceed",
        "5 March 2026",
        "Lina",
        "Nobody has time.",
    )
    acts = LedgerEntry.objects.about(partnership).filter(act="examination.decided")
    assert [entry.after["outcome"] for entry in acts] == ["go_on", "stop"]


def test_the_same_decision_again_is_no_second_act(in_scope):
    partnership = make_partnership(in_scope.service)
    for _twice in range(2):
        save_examination(partnership=partnership, by=BY, outcome="go_on", decided_on=datetime.date(2026, 3, 5))

    assert LedgerEntry.objects.filter(act="examination.decided").count() == 1


def test_after_a_stop_open_invitations_can_be_taken_back(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    actor = make_actor(partnership, status="invited")
    now = timezone.now()
    Invitation.objects.create(
        participation=actor,
        name="Ona",
        email="ona@partner.example",
        token_hash="x",
        sent_at=now,
        expires_at=now + datetime.timedelta(days=9),
    )
    save_examination(partnership=partnership, by=BY, outcome="stop", outcome_reason="No money.")
    browser, url = sign_in(in_scope.lina), page(partnership, "decision")

    assert "1 invitation is still open" in browser.get(url).content.decode()
    browser.post(url, {"withdraw": "1"})

    assert not Invitation.objects.open().exists()


def test_with_partners_at_the_table_and_a_model_an_agreement_can_be_drafted(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    make_actor(partnership, "Youth centre", status="member")
    make_actor(partnership, "School", status="in_dialogue")
    browser = sign_in(in_scope.lina)

    before = browser.get(page(partnership, "decision")).content.decode()
    partnership.model_advice.create(asked_at=timezone.now(), model="agile", decided_at=timezone.now())
    after = browser.get(page(partnership, "decision")).content.decode()

    assert ("Draft an agreement" in before, "Draft an agreement" in after) == (False, True)


def test_readers_read_the_answers_and_cannot_send_any(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    save_examination(partnership=partnership, by=BY, badly_served="People over 55", outcome="go_on")
    browser, url = sign_in(in_scope.vytas), page(partnership, "examination")

    assert "People over 55" in browser.get(url).content.decode()
    assert "Proceed: approach other organisations" in browser.get(page(partnership, "decision")).content.decode()
    for name in ("examination", "tests", "value", "decision"):
        assert browser.post(page(partnership, name), {"badly_served": "Nobody"}).status_code == 403
    assert Examination.objects.get().badly_served == "People over 55"
