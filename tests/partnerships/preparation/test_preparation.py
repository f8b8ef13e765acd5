"""The task list before the agreement: its states, its sentence, its next step (F1–F11)."""

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from partnerships.preparation.rules.chain import NeedFacts
from partnerships.preparation.rules.preparation import preparation
from partnerships.preparation.rules.preparation_facts import ActorFacts, PreparationFacts, SupportFacts
from partnerships.preparation.services.examining import save_examination
from pes_partnerships.ledger.services import Actor
from tests.factories import make_partnership, ready_agreement
from tests.factories.preparation import cover, make_actor, make_needs

pytestmark = pytest.mark.slow

BY = Actor.system()
EMPTY = PreparationFacts()
MEMBER = ActorFacts("member", is_assessed=True)
READY = PreparationFacts(
    badly_served=True,
    questions=4,
    needs=(NeedFacts(1, "A talk", ("full", "part", "not")),),
    actors=(MEMBER, replace(MEMBER, status="in_dialogue")),
    tests=(True,) * 5,
    added_value=True,
    measured=True,
    worth="yes",
    support=(SupportFacts(has_provider=True),),
    team=2,
    office="Alytus",
    areas_stated=6,
    model="Agile",
    outcome="go_on",
    decided_on="5 March 2026",
)
WRONG = {
    "examination": {"badly_served": False},
    "chain": {"needs": (NeedFacts(1, "A talk", ("", "part", "not")),)},
    "questions": {"questions": 3},
    "actors": {"actors": ()},
    "assessed": {"actors": (MEMBER, ActorFacts("member"))},
    "dialogue": {"actors": (MEMBER, ActorFacts("invited", is_assessed=True))},
    "chain_map": {"needs": (NeedFacts(1, "A talk", ("full", "", "not")),)},
    "tests": {"tests": (True, True, False, True, True)},
    "value": {"worth": "not_clear"},
    "support": {"support": (SupportFacts(),)},
    "team": {"skills_short": 2},
    "autonomy": {"areas_stated": 2},
    "model": {"model": ""},
    "decision": {"outcome": ""},
}


def states(facts: PreparationFacts) -> dict[str, str]:
    return {line.key: line.state for line in preparation(facts).lines}


def hint(facts: PreparationFacts, key: str) -> str:
    return next(line.hint for line in preparation(facts).lines if line.key == key)


# --- the rule


def test_when_all_is_said_every_line_is_done():
    found = preparation(READY)

    assert set(states(READY).values()) == {"done"}
    assert (found.done, found.total, list(found.findings)) == (14, 14, [])


def test_at_the_beginning_nothing_is_done_and_what_needs_others_cannot_start():
    found = states(EMPTY)

    waiting = {key for key, state in found.items() if state == "cannot_start"}
    assert waiting == {"assessed", "dialogue", "chain_map"}
    assert set(found.values()) == {"cannot_start", "not_started"}
    assert "autonomy" not in found


@pytest.mark.parametrize("key", WRONG)
def test_each_line_is_open_for_its_own_reason_and_says_it(key):
    facts = replace(READY, **WRONG[key])

    assert states(facts)[key] in ("incomplete", "not_started")
    assert hint(facts, key) != hint(READY, key)


@pytest.mark.parametrize("key", sorted(set(WRONG) - {"actors"}))
def test_what_is_missing_in_one_part_opens_no_other(key):
    found = states(replace(READY, **WRONG[key]))

    assert {other for other, state in found.items() if state != "done"} == {key}


@pytest.mark.parametrize(
    ("facts", "key", "words"),
    [
        ({"needs": (NeedFacts(1, "A talk", ("full", "full")),)}, "chain_map", "1 need covered twice requires a note"),
        ({"tests": (False,) * 5}, "tests", "5 tests were answered with “No”: explain the consequences"),
        ({"tests": (False, *(True,) * 4), "tests_note": True}, "tests", "1 “No” with an explanation"),
        ({"support": (SupportFacts(has_provider=True, is_late=True),)}, "support", "1 support need is overdue"),
        ({"support": (SupportFacts(is_met=True),)}, "support", "1 of 1 met"),
        ({"worth": "no"}, "value", "The benefits do not justify the resources"),
        ({"actors": (MEMBER, ActorFacts("identified"))}, "dialogue", "1 organisation has not been invited yet"),
        ({"outcome": "stop"}, "decision", "Do not proceed, decided on 5 March 2026"),
    ],
)
def test_the_hint_says_what_there_is_or_what_is_missing(facts, key, words):
    assert hint(replace(READY, **facts), key) == words


def test_the_sentence_says_who_is_with_us():
    actors = (MEMBER, MEMBER, ActorFacts("in_dialogue", is_reluctant=True), ActorFacts("declined", is_reluctant=True))

    said = preparation(replace(EMPTY, actors=actors)).sentence

    assert said == (
        "2 organisations have joined, 1 organisation is in dialogue, 1 organisation has declined, "
        "1 organisation is reluctant"
    )
    assert preparation(EMPTY).sentence == "No organisations identified yet"


@pytest.mark.parametrize(
    ("facts", "key", "numbers"),
    [
        ({"needs": (NeedFacts(1, "A talk", ("full",)),)}, "chain", [1]),
        ({"needs": (NeedFacts(1, "A talk", ("full",)),) * 2}, "chain", [2]),
        ({"needs": (NeedFacts(1, "A talk", ("full",)), NeedFacts(2, "A job", ("", "full")))}, "chain", [1]),
        ({"needs": (NeedFacts(1, "A talk", ("full", "", "not")),)}, "chain_map", [1]),
        ({"needs": (NeedFacts(1, "A talk", ("not", "not")),)}, "chain_map", [1, 0]),
        ({"needs": (NeedFacts(1, "A talk", ("full", "full"), "A word"),)}, "chain_map", [0, 1]),
        ({"questions": 3}, "questions", [3, 4]),
        ({"questions": 0}, "questions", []),
        ({}, "questions", []),
        ({}, "actors", [2]),
        ({"actors": (MEMBER, ActorFacts("member"))}, "assessed", [1, 2]),
        ({"actors": (MEMBER, ActorFacts("declined"))}, "assessed", [1, 1]),
        ({"actors": (ActorFacts("member"),)}, "assessed", []),
        ({"actors": (MEMBER, *[ActorFacts("identified")] * 3, *[ActorFacts("invited")] * 2)}, "dialogue", [3, 2]),
        ({"tests": (True, None, None, None, None)}, "tests", [1, 5]),
        ({"support": (SupportFacts(), SupportFacts(is_met=True))}, "support", [1]),
        ({"support": (SupportFacts(has_provider=True), SupportFacts(is_met=True))}, "support", [1, 2]),
        ({"team": 1}, "team", [1]),
        ({"skills_short": 2}, "team", [2]),
        ({"areas_stated": 2}, "autonomy", [2, 6]),
        ({"areas_stated": 0}, "autonomy", []),
    ],
)
def test_the_hint_counts_what_there_is_or_what_is_missing(facts, key, numbers):
    assert [int(number) for number in re.findall(r"\d+", hint(replace(READY, **facts), key))] == numbers


OPEN_ENDS = {
    "value": [
        {},
        {"worth": "no"},
        {"worth": ""},
        {"added_value": False},
        {"measured": False},
        {"added_value": False, "measured": False, "worth": ""},
        {"added_value": False, "measured": False, "worth": "not_clear"},
    ],
    "chain_map": [
        {"needs": ()},
        {"needs": (NeedFacts(1, "A talk", ("full",)),)},
        {"needs": (NeedFacts(1, "A talk", ("full", "", "")),)},
        {},
    ],
    "dialogue": [{"actors": ()}, {"actors": (ActorFacts("identified"),)}, {}],
    "assessed": [{"actors": (ActorFacts("member", is_named=False),)}, {"actors": (ActorFacts("member"),)}, {}],
    "tests": [{"tests": (None,) * 5}, {"tests": (True, None, None, None, None)}, {}],
    "decision": [{"outcome": ""}, {"outcome": "stop"}, {"decided_on": ""}, {}],
    "examination": [{"badly_served": False}, {}],
    "model": [{"model": ""}, {}],
}


@pytest.mark.parametrize("key", OPEN_ENDS)
def test_each_stage_of_a_line_has_words_of_its_own(key):
    hints = [hint(replace(READY, **facts), key) for facts in OPEN_ENDS[key]]

    assert len(set(hints)) == len(hints)


@pytest.mark.parametrize(
    ("facts", "numbers"),
    [
        (READY, [1, 1]),
        (replace(EMPTY, actors=(ActorFacts("invited"), ActorFacts("invited"))), [2]),
        (replace(READY, actors=(MEMBER,)), [1]),
        (replace(READY, model=""), [1, 1]),
        (replace(EMPTY, outcome="stop"), []),
    ],
)
def test_the_sentence_says_how_far_it_is(facts, numbers):
    said = preparation(facts).sentence

    assert [int(number) for number in re.findall(r"\d+", said)] == numbers
    assert ("Agile" in said) == (facts == READY)


@pytest.mark.parametrize(
    ("key", "half", "state"),
    [
        ("questions", {"questions": 1}, "incomplete"),
        ("assessed", {"actors": (MEMBER, ActorFacts("member"))}, "incomplete"),
        ("assessed", {"actors": (ActorFacts("member"),)}, "not_started"),
        ("dialogue", {"actors": (ActorFacts("identified"),)}, "not_started"),
        ("dialogue", {"actors": (MEMBER, ActorFacts("invited"))}, "incomplete"),
        ("chain", {"needs": (NeedFacts(1, "A talk", ("", "full")),)}, "incomplete"),
        ("chain_map", {"needs": (NeedFacts(1, "A talk", ("full", "")),)}, "not_started"),
        ("chain_map", {"needs": (NeedFacts(1, "A talk", ("full", "", "not")),)}, "incomplete"),
        ("tests", {"tests": (True, None, None, None, None)}, "incomplete"),
        ("value", {"added_value": False, "measured": False, "worth": ""}, "not_started"),
        ("value", {"worth": ""}, "incomplete"),
        ("support", {"support": (SupportFacts(),)}, "incomplete"),
        ("support", {"support": ()}, "not_started"),
        ("team", {"team": 0}, "not_started"),
        ("team", {"skills_short": 1}, "incomplete"),
        ("autonomy", {"areas_stated": 0}, "not_started"),
        ("autonomy", {"areas_stated": 5}, "incomplete"),
    ],
)
def test_what_is_begun_is_told_from_what_is_not(key, half, state):
    assert states(replace(READY, **half))[key] == state


def test_a_stop_is_the_first_thing_said_and_nothing_comes_next():
    found = preparation(replace(READY, outcome="stop"))

    assert (found.sentence, found.next_step) == ("Decision not to proceed taken on 5 March 2026", "")


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        (EMPTY, "examination"),
        (replace(EMPTY, badly_served=True), "chain"),
        (READY, "agreement"),
        (replace(READY, badly_served=False), "agreement"),
        (replace(READY, actors=(MEMBER,), model="Agile"), ""),
        (replace(READY, model=""), "model"),
        (replace(READY, has_agreement=True), ""),
    ],
)
def test_the_next_step_is_the_first_that_can_be_done(facts, step):
    assert preparation(facts).next_step == step


def test_not_worth_it_is_a_finding_until_it_was_decided_to_stop():
    codes = [finding.code for finding in preparation(replace(READY, worth="no")).findings]
    stopped = preparation(replace(READY, worth="no", outcome="stop")).findings

    assert (codes, list(stopped)) == (["not_worth_it"], [])


# --- the page


def url(partnership) -> str:
    return f"/partnerships/{partnership.pk}/preparation/"


def test_the_page_says_where_it_stands_and_what_comes_next(in_scope, sign_in):
    partnership = make_partnership(in_scope.service, office=in_scope.alytus)
    save_examination(partnership=partnership, by=BY, badly_served="People over 55")
    make_needs(partnership, "A talk", ours="full")
    cover(make_actor(partnership), "full")

    page = sign_in(in_scope.lina).get(url(partnership))

    words = " ".join(page.content.decode().split())
    assert "1 organisation has joined; 4 of 14 tasks are complete." in words
    assert page.context["next"]["label"] == "Next step: Four questions about other organisations"
    assert "A need is covered twice without a division of tasks." in words


def test_a_reluctant_key_actor_stands_beside_the_list(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    make_actor(partnership, "Youth centre", is_key_actor=True, is_reluctant=True)

    (finding,) = sign_in(in_scope.lina).get(url(partnership)).context["findings"]

    assert str(finding["title"]) == "Youth centre is a key actor and is reluctant."


def test_readers_have_no_button_and_no_way_to_people_and_their_skills(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    make_actor(partnership)
    make_needs(partnership, "A talk")

    page = sign_in(in_scope.vytas).get(url(partnership))

    urls = {line["label"]: line["url"] for group in page.context["groups"] for line in group["lines"]}
    assert page.context["next"] is None
    assert (urls["Team and skills"], urls["Invitations and answers"]) == ("", "")
    assert urls["Coverage map"] == f"/partnerships/{partnership.pk}/chain/map/"


def test_with_an_agreement_nothing_comes_next(in_scope, sign_in):
    partnership = ready_agreement(in_scope).partnership

    assert sign_in(in_scope.lina).get(url(partnership)).context["next"] is None


def test_the_page_of_the_partnership_shows_the_preparation_until_there_is_an_agreement(in_scope, sign_in):
    browser = sign_in(in_scope.vytas)
    preparing, drafting = make_partnership(in_scope.service), ready_agreement(in_scope).partnership

    shown = browser.get(f"/partnerships/{preparing.pk}/").content.decode()
    not_shown = browser.get(f"/partnerships/{drafting.pk}/").content.decode()

    words = "All preparation tasks"
    assert (words in shown, words in not_shown) == (True, False)


def test_more_needs_and_actors_ask_no_more_of_the_database(in_scope, sign_in, django_assert_num_queries):
    few, many = make_partnership(in_scope.service), make_partnership(in_scope.service, "Many")
    for partnership, size in ((few, 1), (many, 3)):
        make_needs(partnership, *[f"Need {number}" for number in range(size)])
        for number in range(size):
            actor = make_actor(partnership, f"Actor {partnership.pk}-{number}", is_key_actor=True, is_reluctant=True)
            cover(actor, *["part"] * size)
        partnership.team.create(name="Ona")
        partnership.model_advice.create(asked_at=timezone.now())
    browser = sign_in(in_scope.lina)
    browser.get(url(few))

    with CaptureQueriesContext(connection) as asked:
        browser.get(url(few))
    with django_assert_num_queries(len(asked)):
        browser.get(url(many))


RUBBISH = [
    {},
    {"rows-TOTAL_FORMS": "99999", "rows-0-id": "abc", "do": "rows-up-999"},
    {"rows-TOTAL_FORMS": "-1", "rows-x-need": "a", "do": "rows-remove-0"},
    {"rows-TOTAL_FORMS": "1", "rows-0-id": "9" * 30, "rows-0-need": "\x00", "rows-0-ours": "other", "do": "save"},
    {"outcome": "other", "decided_on_day": "99", "decided_on_month": "x", "decided_on_year": "١٢٣٤", "seen": "a" * 99},
    {"independent": "maybe", "worth": "other", "added_value": "a" * 10_001, "tests_note": "\x00"},
]


@pytest.mark.parametrize(
    "name",
    ["chain/", "chain/map/", "chain/map/?participant=us", "support/", "decision/", "value/", "tests/", "examination/"],
)
def test_rubbish_gets_an_answer_and_is_not_kept(in_scope, sign_in, name):
    partnership = make_partnership(in_scope.service)
    make_needs(partnership, "A talk")
    browser = sign_in(in_scope.lina)
    browser.raise_request_exception = False

    answers = [browser.post(f"/partnerships/{partnership.pk}/{name}", typed).status_code for typed in RUBBISH]

    assert max(answers) < 500
    assert partnership.support.count() == 0
