"""F9: asking the adviser, deciding, and what a new draft takes from the decision."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.drafting.services.writing import draft_agreement
from partnerships.ending.services.finishing import end_partnership
from partnerships.models import ModelAdvice
from partnerships.preparation.services.advice import ReasonMissing, ask_adviser, decide_model
from partnerships.rules.model_choice import ELEMENTS
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from tests.factories import make_partnership
from tests.factories.advice import AGILE_ANSWERS, make_advice
from tests.factories.forming import BY
from tests.pages import typed_in, words_on


@pytest.fixture
def partnership(in_scope):
    return make_partnership(in_scope.service, office=in_scope.alytus)


def asked(browser, partnership, **answers) -> str:
    """The address of the proposal."""
    return browser.post(f"/partnerships/{partnership.pk}/model/", answers).url


def test_the_interview_leads_to_a_proposal_with_its_reasons(in_scope, sign_in, partnership):
    browser = sign_in(in_scope.lina)

    page = browser.get(asked(browser, partnership, **AGILE_ANSWERS))

    assert "Recommended model: Agile" in words_on(page)
    assert "It starts from a broadly agreed direction, without a precise specification. 5.1" in words_on(page)
    assert ModelAdvice.objects.get().answers == AGILE_ANSWERS
    entry = LedgerEntry.objects.get(act="model.advised")
    assert (entry.after, entry.actor_name) == ({"answered": 4, "proposed": ["agile"]}, "Lina")


def test_the_next_interview_starts_from_the_last_and_keeps_it(in_scope, sign_in, partnership):
    browser = sign_in(in_scope.lina)
    asked(browser, partnership, **AGILE_ANSWERS)

    form = typed_in(browser.get(f"/partnerships/{partnership.pk}/model/"), "time", time="lasting")
    browser.post(f"/partnerships/{partnership.pk}/model/", form)

    newest, first = ModelAdvice.objects.all()
    assert newest.answers == {**AGILE_ANSWERS, "time": "lasting"}
    assert first.answers == AGILE_ANSWERS


def test_without_answers_the_page_says_that_it_cannot_advise_and_what_would_help(in_scope, sign_in, partnership):
    browser = sign_in(in_scope.lina)

    words = words_on(browser.get(asked(browser, partnership, time="")))

    assert "The adviser cannot recommend a model yet" in words
    assert "The most useful question to answer next: “Who takes the decisions?”" in words


def test_level_models_are_said_to_be_level(in_scope, sign_in, partnership):
    browser = sign_in(in_scope.lina)

    assert "Agile or Co-constructed: equal" in words_on(browser.get(asked(browser, partnership, gain="joined")))


def test_an_answer_that_is_none_is_refused_and_nothing_is_kept(in_scope, sign_in, partnership):
    page = sign_in(in_scope.lina).post(f"/partnerships/{partnership.pk}/model/", {"time": "never"})

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["time"])
    assert ModelAdvice.objects.count() == 0


def test_the_decision_is_prefilled_with_the_proposal_and_kept(in_scope, sign_in, partnership):
    browser = sign_in(in_scope.lina)
    url = asked(browser, partnership, **AGILE_ANSWERS, money="pays")

    browser.post(url, typed_in(browser.get(url), "model"))

    decided = ModelAdvice.objects.get()
    assert (decided.model, decided.elements, decided.decided_by) == ("agile", ["price"], in_scope.lina)


def test_departing_from_the_proposal_asks_for_a_reason(in_scope, sign_in, partnership):
    browser = sign_in(in_scope.lina)
    url = asked(browser, partnership, **AGILE_ANSWERS)

    refused = browser.post(url, {"model": "supportive", "reason": " "})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["reason"])
    assert "Your model differs from the recommended model" in words_on(refused)
    browser.post(url, {"model": "supportive", "reason": "Two hundred schools want to join."})

    decided = ModelAdvice.objects.get()
    assert (decided.model, decided.reason) == ("supportive", "Two hundred schools want to join.")
    entry = LedgerEntry.objects.get(act="model.decided")
    assert entry.after == {"model": "supportive", "elements": []}
    assert entry.private("reason") == "Two hundred schools want to join."


def test_the_service_asks_for_the_reason_too(partnership):
    with pytest.raises(ReasonMissing):
        decide_model(advice=make_advice(partnership), by=BY, model="supportive")


def test_a_later_decision_is_a_row_of_its_own(in_scope, sign_in, partnership):
    advice, by = make_advice(partnership), Actor.user(in_scope.lina)
    first = decide_model(advice=advice, by=by, model="agile")

    second = decide_model(advice=first, by=by, model="supportive", reason="It lasts.")

    assert ModelAdvice.objects.values_list("model", flat=True).get(pk=first.pk) == "agile"
    assert (second.pk != first.pk, second.answers, second.proposal) == (True, first.answers, first.proposal)
    assert "The current decision was made on" in words_on(sign_in(in_scope.lina).get(f"/model-advice/{first.pk}/"))


def test_own_elements_of_the_chosen_model_are_not_borrowed(partnership):
    decided = decide_model(
        advice=make_advice(partnership), by=BY, model="agile", elements=["rotating_chair", "price"], reason="Paid."
    )

    assert decided.elements == ["price"]


def test_a_proposal_of_an_older_table_is_shown_as_it_was_given(in_scope, sign_in, partnership):
    advice = make_advice(partnership)
    advice.proposal[0]["score"] = 99
    advice.save()

    words = words_on(sign_in(in_scope.lina).get(f"/model-advice/{advice.pk}/"))

    assert "The adviser’s table has changed since this consultation" in words
    assert "Recommended model: Agile" in words


def test_readers_see_the_proposal_and_decide_nothing(in_scope, sign_in, partnership):
    advice, reader = make_advice(partnership), sign_in(in_scope.vytas)

    assert "Not decided yet" in words_on(reader.get(f"/model-advice/{advice.pk}/"))
    assert reader.post(f"/model-advice/{advice.pk}/", {"model": "agile"}).status_code == 403
    assert reader.post(f"/partnerships/{partnership.pk}/model/", AGILE_ANSWERS).status_code == 403


def test_a_new_draft_takes_model_elements_and_reason_from_the_decision(in_scope, sign_in, partnership):
    decide_model(advice=make_advice(partnership), by=BY, model="agile", elements=["price"], reason="The ministry pays.")

    draft = draft_agreement(partnership=partnership, by=BY, title="Careers")

    assert (draft.model, draft.elements, draft.model_reason) == ("agile", ["price"], "The ministry pays.")
    words = words_on(sign_in(in_scope.lina).get(f"/agreements/{draft.pk}/"))
    assert "The adviser recommended model “Agile” on" in words
    assert "It provides quick solutions, at first often for short-term needs. 5.1" in words


def test_a_draft_without_a_decision_has_no_model_and_leads_to_the_adviser(in_scope, sign_in, partnership):
    make_advice(partnership)
    draft, browser = draft_agreement(partnership=partnership, by=BY, title="Careers"), sign_in(in_scope.lina)

    assert draft.model == ""
    assert f'href="/partnerships/{partnership.pk}/model/"' in browser.get(f"/agreements/{draft.pk}/").content.decode()
    page = browser.get(f"/agreements/{draft.pk}/model/").content.decode()
    assert f'href="/partnerships/{partnership.pk}/model/"' in page


def test_a_next_version_keeps_its_model_unless_the_decision_is_younger(partnership):
    decide_model(advice=make_advice(partnership), by=BY, model="agile")
    first = draft_agreement(partnership=partnership, by=BY, title="Careers", model="supportive", model_reason="Many.")
    type(first).objects.filter(pk=first.pk).update(status="withdrawn")

    second = draft_agreement(partnership=partnership, by=BY, title="Careers", kind="renewal", previous=first)
    assert (second.model, second.model_reason) == ("supportive", "Many.")
    type(first).objects.filter(pk=second.pk).update(status="withdrawn")
    decide_model(advice=make_advice(partnership), by=BY, model="agile", reason="Shorter.", elements=[])

    third = draft_agreement(partnership=partnership, by=BY, title="Careers", kind="renewal", previous=second)
    assert (third.model, third.elements, third.model_reason) == ("agile", [], "Shorter.")


def test_after_the_end_nothing_is_asked_or_decided(in_scope, partnership):
    advice, today = make_advice(partnership), "2026-01-31"
    end_partnership(partnership=partnership, by=BY, ended_on=today, reason="goals_met")

    with pytest.raises(MoveRefused):
        ask_adviser(partnership=partnership, by=BY, answers=AGILE_ANSWERS)
    with pytest.raises(MoveRefused):
        decide_model(advice=advice, by=BY, model="agile")


def test_three_interviews_take_as_many_queries_as_one(in_scope, sign_in, partnership, django_assert_num_queries):
    browser, url = sign_in(in_scope.lina), f"/partnerships/{partnership.pk}/model/"
    by = Actor.user(in_scope.lina)

    def decided():
        advice = ask_adviser(partnership=partnership, by=by, answers=AGILE_ANSWERS)
        decide_model(advice=advice, by=by, model="agile")

    decided()
    with CaptureQueriesContext(connection) as one:
        browser.get(url)
    decided()
    decided()
    with django_assert_num_queries(len(one)):
        assert len(browser.get(url).context["lines"]) == 3


def test_interviews_and_the_table_go_out_as_files(in_scope, sign_in, partnership):
    decide_model(advice=make_advice(partnership), by=BY, model="agile")
    browser = sign_in(in_scope.vytas)

    rows = browser.get(f"/partnerships/{partnership.pk}/model/?format=csv").content.decode("utf-8-sig").splitlines()
    assert rows[0] == "Asked,By,Answers,Proposed,Decided,Decided by,Chosen model,Reasons"
    assert (",4,Agile," in rows[1], rows[1].endswith(",,Agile,")) == (True, True)
    table = browser.get("/model-adviser/?format=csv").content.decode("utf-8-sig")
    assert "How urgent is the need?" in table
    assert browser.get("/model-adviser/?format=xlsx").headers["Content-Disposition"].endswith('.xlsx"')


def test_the_table_is_printed_with_weights_in_words(in_scope, sign_in):
    words = words_on(sign_in(in_scope.vytas).get("/model-adviser/"))

    assert "strongly for : It provides quick solutions, at first often for short-term needs. 5.1" in words
    assert "strongly against : Its objectives are determined by the PES or ministry. 6.1" in words


def test_what_the_main_model_includes_is_not_offered_to_borrow(settings):
    """A tick that would change nothing is not shown: the style sheet hides it beside the model that is chosen."""
    css = (settings.BASE_DIR / "static" / "css" / "parts.css").read_text()
    rule = 'form:has([name="model"][value="{model}"]:checked) .form-check:has([name="elements"][value="{code}"])'

    assert [each.code for each in ELEMENTS if rule.format(model=each.model, code=each.code) not in css] == []
