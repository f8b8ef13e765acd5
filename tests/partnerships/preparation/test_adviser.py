"""F9: the adviser's table against the paper. Six programmes are answered from the paper's own words."""

import dataclasses
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.preparation.rules.adviser import (
    CLOSE,
    advise,
    as_codes,
    as_given,
    borrowings_for,
    follows,
    is_still_given,
    known_answers,
)
from partnerships.preparation.rules.adviser_menu import BORROWINGS, REQUIREMENTS, requirements_of
from partnerships.preparation.rules.adviser_rows import PARAGRAPHS
from partnerships.preparation.rules.adviser_table import FACTORS, QUESTION, QUESTIONS, SIGNS
from partnerships.rules.model_choice import ELEMENT, Model

KNOWN = tomllib.loads((Path(__file__).parents[2] / "data" / "adviser_cases.toml").read_text())
HEADINGS = KNOWN.pop("paragraphs")
CLASSIFIED = [name for name, case in KNOWN.items() if "classified" in case]
OURS = [name for name, case in KNOWN.items() if "why" in case]

answers_given = st.fixed_dictionaries(
    {}, optional={q.code: st.sampled_from([a.code for a in q.answers] + [""]) for q in QUESTIONS}
)


def answers_of(name: str) -> dict[str, str]:
    return {row["question"]: row["answer"] for row in KNOWN[name]["answers"]}


@pytest.mark.parametrize("name", CLASSIFIED)
def test_the_papers_four_programmes_come_out_as_the_paper_classifies_them(name):
    advice = advise(answers_of(name))

    assert advice.first.model == KNOWN[name]["model"]
    assert advice.first.score - advice.ranked[1].score > CLOSE
    assert (advice.tied, advice.close, advice.is_thin) == ((), (), False)


@pytest.mark.parametrize("name", OURS)
def test_the_programmes_that_the_paper_does_not_classify_get_a_reasoned_proposal(name):
    advice = advise(answers_of(name))

    assert advice.first.model == KNOWN[name]["model"]
    assert len(advice.first.speaks_for) >= 3
    assert KNOWN[name].get("elements", []) == [b.element.code for b in advice.borrowed]


def test_all_four_models_are_among_the_papers_programmes():
    assert {KNOWN[name]["model"] for name in CLASSIFIED} == set(Model.values)


@pytest.mark.parametrize("name", KNOWN)
def test_every_answer_of_a_programme_is_in_the_table_and_rests_on_words(name):
    assert known_answers(answers_of(name)) == answers_of(name)
    assert all(len(row["words"]) > 8 and row["at"] in ("6.1", "6.2", "6.3", "annex") for row in KNOWN[name]["answers"])


def test_every_reason_names_a_paragraph_that_the_paper_has():
    named = {row.paragraph for row in (*SIGNS, *BORROWINGS, *REQUIREMENTS)}

    assert named - HEADINGS.keys() == set()
    assert PARAGRAPHS.keys() == HEADINGS.keys()


def test_the_rows_are_about_questions_answers_and_elements_that_exist():
    assert {q.factor for q in QUESTIONS} == {factor.code for factor in FACTORS}
    for row in (*SIGNS, *BORROWINGS):
        assert QUESTION[row.question].answer(row.answer), row
    assert {row.element for row in BORROWINGS} == ELEMENT.keys()
    assert {sign.weight for sign in SIGNS} == {2, 1, -1, -2}
    assert len({sign.code for sign in SIGNS}) == len(SIGNS)


def test_every_answer_speaks_for_some_model():
    spoken = {(sign.question, sign.answer) for sign in SIGNS if sign.weight > 0}

    assert spoken == {(q.code, a.code) for q in QUESTIONS for a in q.answers}


@pytest.mark.parametrize("model", Model)
def test_every_model_wins_for_some_answers_and_says_what_it_requires(model):
    best = {}
    for sign in sorted(SIGNS, key=lambda sign: sign.weight):
        if sign.model == model and sign.weight > 0:
            best[sign.question] = sign.answer

    assert advise(best).first.model == model
    assert len(requirements_of(model)) >= 2


def test_one_weight_changes_the_outcome():
    answers = {"gain": "joined", "decides": "equals"}
    assert [one.model for one in advise(answers).ranked[:2]] == [Model.AGILE, Model.CO_CONSTRUCTED]

    heavier = [
        dataclasses.replace(sign, weight=4) if sign.code == "gain.joined.co_constructed" else sign for sign in SIGNS
    ]
    assert advise(answers, heavier).first.model == Model.CO_CONSTRUCTED


@given(answers_given)
def test_the_ranking_is_total_and_deterministic(answers):
    advice = advise(answers)

    assert sorted(one.model for one in advice.ranked) == sorted(Model)
    assert [one.score for one in advice.ranked] == sorted((one.score for one in advice.ranked), reverse=True)
    assert advice == advise(dict(reversed(answers.items())))
    assert {e.element.model for e in advice.borrowed} <= set(Model) - {advice.first.model}


@given(answers_given)
def test_what_is_kept_reads_back_as_it_was_given(answers):
    advice = advise(answers)
    given_answers = known_answers(answers)

    assert as_given(given_answers, as_codes(advice)) == advice
    assert is_still_given(given_answers, as_codes(advice))


def test_a_score_is_the_sum_of_the_weights_that_the_page_shows():
    for one in advise(answers_of("lithuania")).ranked:
        assert one.score == sum(sign.weight for sign in (*one.speaks_for, *one.speaks_against))


@pytest.mark.parametrize("answers", [{}, {"time": ""}, {"time": "never", "colour": "red", "part": None}])
def test_without_answers_nothing_is_proposed_and_the_best_question_is_named(answers):
    advice = advise(answers)

    assert (advice.can_advise, advice.answered, advice.borrowed, advice.close) == (False, 0, (), ())
    assert advice.next_question == QUESTION["decides"]


def test_level_and_close_models_are_told_apart():
    level = advise({"gain": "joined"})
    assert [one.model for one in (level.first, *level.tied)] == [Model.AGILE, Model.CO_CONSTRUCTED]

    close = advise({"time": "soon", "gain": "joined", "decides": "equals", "known": "together"})
    assert (close.tied, [one.model for one in close.close]) == ((), [Model.CO_CONSTRUCTED])
    assert close.next_question in QUESTIONS
    assert level.is_thin


def test_an_element_is_borrowed_only_from_another_model():
    answers = {"known": "direction", "money": "pays"}

    assert [b.element.code for b in borrowings_for(Model.AGILE, answers)] == ["price"]
    assert [b.element.code for b in borrowings_for(Model.SUBCONTRACTED, answers)] == ["provisional_scope"]


def test_a_decision_follows_the_proposal_or_departs_from_it():
    proposal = as_codes(advise({**answers_of("croatia"), "known": "specified", "entry": "join"}))

    assert follows(proposal, "supportive", ["specification"])
    assert not follows(proposal, "supportive", [])
    assert not follows(proposal, "agile", ["specification"])
    assert follows(as_codes(advise({"gain": "joined"})), "co_constructed", [])
    assert not follows(as_codes(advise({})), "agile", [])


def test_an_old_proposal_is_read_though_the_table_has_changed():
    proposal = as_codes(advise({"time": "soon"}))
    proposal[0] |= {"score": 5, "signs": ["time.soon.agile", "a.reason.gone"], "elements": ["price", "gone"]}

    kept = as_given({"time": "soon", "gone": "yes"}, proposal)

    assert not is_still_given({"time": "soon"}, proposal)
    assert (kept.first.score, [sign.code for sign in kept.first.speaks_for]) == (5, ["time.soon.agile"])
    assert [taken.element.code for taken in kept.borrowed] == ["price"]


# D6, F9: where the paper says less, or something else, than the table said before
WEIGHTS = [
    ("decides", "equals", {"agile": 2, "co_constructed": 2, "subcontracted": -2}),
    ("decides", "pes", {"subcontracted": 2, "co_constructed": -1, "agile": -1, "supportive": -2}),
    ("gain", "ideas", {"co_constructed": 1, "supportive": 2, "agile": 1}),
    ("gain", "expertise", {"subcontracted": 1}),  # it drives partnerships of every kind
    ("time", "prepared", {"co_constructed": 1, "subcontracted": 1, "agile": -1}),
    ("money", "others", {"co_constructed": 1, "subcontracted": 1}),
]


@pytest.mark.parametrize(("question", "answer", "weights"), WEIGHTS)
def test_an_answer_weighs_what_the_paper_says_of_it(question, answer, weights):
    found = {sign.model.value: sign.weight for sign in SIGNS if (sign.question, sign.answer) == (question, answer)}
    assert found == weights


def test_clear_goals_are_no_reason_where_clients_proposed_the_project():
    """They follow from selection for expertise; that clients proposed it asks for customer orientation."""
    asked = [str(sign.reason) for sign in SIGNS if sign.question == "part" and sign.answer == "asked"]
    assert not [reason for reason in asked if "goals" in reason]


def test_volumes_bring_no_specification_and_expertise_no_provisional_scope():
    borrowed = {(row.question, row.answer, row.element) for row in BORROWINGS}
    assert ("success", "volumes", "specification") not in borrowed
    assert ("gain", "expertise", "provisional_scope") not in borrowed
    assert any("training" in str(each.text) and each.paragraph == "6.3" for each in requirements_of("subcontracted"))


def test_a_rotating_chair_rests_on_both_paragraphs_and_indicators_belong_to_every_model():
    chair = {row.paragraph for row in BORROWINGS if row.element == "rotating_chair"}
    assert chair == {"6.2 Lithuania", "6.3"}
    for model in Model:
        assert "7.3" in {each.paragraph for each in requirements_of(model)}
