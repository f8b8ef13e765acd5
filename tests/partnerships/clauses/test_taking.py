"""A proposal changes an answer where it can, else the words; what changed meanwhile is not overwritten (G3)."""

import pytest

from partnerships.clauses.rules.composing import compose
from partnerships.clauses.rules.standard import CLAUSE
from partnerships.clauses.rules.taking import Taken, WordsChanged, take

PARTIES = {7: "Alytus college", 9: "Employment Service"}
CHAIR, MEETINGS, BODIES = CLAUSE["meetings_chair"], CLAUSE["meetings_rhythm"], CLAUSE["governance_bodies"]


def said(kind, values):
    return compose(str(kind.words), kind.fields, values, PARTIES).markdown


def taken(kind, values, was, proposed) -> Taken:
    return take(str(kind.words), kind.fields, values, PARTIES, was=was, proposed=proposed)


def test_other_words_for_a_choice_set_the_choice():
    values = {"chair": "each_meeting"}
    was = said(CHAIR, values)

    after = taken(CHAIR, values, was, was.replace("after every meeting", "every six months"))

    assert after == Taken(str(CHAIR.words), {"chair": "half_year"}, ("chair",))


def test_a_number_a_party_and_a_line_are_answers_too():
    values = {"times": 4, "calls": 9, "ahead": 10, "where": "Alytus"}
    first, place = said(MEETINGS, values).split("\n\n")
    proposed = "The parties meet 6 times a year. Party Alytus college sends the agenda 5 days before each meeting."

    after = taken(MEETINGS, values, first, proposed)
    assert after.values == {"times": 6, "calls": 7, "ahead": 5, "where": "Alytus"}
    assert set(after.answered) == {"times", "calls", "ahead"}

    moved = taken(MEETINGS, values, place, "Meetings take place here: the library.")
    assert (moved.values["where"], moved.answered) == ("the library", ("where",))


def test_words_that_no_answer_says_become_words_of_the_clause():
    values = {"chair": "each_meeting"}
    after = taken(CHAIR, values, said(CHAIR, values), "Whoever hosts the meeting chairs it.")

    assert after == Taken("Whoever hosts the meeting chairs it.", values, ())


def test_only_the_paragraph_that_is_meant_changes():
    kind = CLAUSE["meetings_decisions"]
    values = {"how": "consensus", "deadlock": "lead"}
    first, second = said(kind, values).split("\n\n")

    after = taken(kind, values, second, "Money of the municipality needs a decision of its council.")

    assert after.answered == ()
    assert compose(after.words, kind.fields, after.values, PARTIES).markdown == (
        f"{first}\n\nMoney of the municipality needs a decision of its council."
    )
    assert taken(kind, values, second, "").words == str(kind.words).split("\n\n")[0]


def test_a_list_goes_with_the_words_that_lead_to_it():
    values = {"bodies": [{"name": "Steering group", "task": "strategy", "members": "heads of the parties"}]}
    was = said(BODIES, values).rsplit("\n\n", 1)[0]

    after = taken(BODIES, values, was, "There is one steering group.")

    assert after.words.startswith("There is one steering group.\n\nDecisions on strategy")
    assert after.answered == ()


@pytest.mark.parametrize("was", ["The chair rotates.", "", "The chair"])
def test_words_that_stand_there_no_more_are_refused(was):
    with pytest.raises(WordsChanged):
        taken(CHAIR, {"chair": "lead"}, was, "Anything")
