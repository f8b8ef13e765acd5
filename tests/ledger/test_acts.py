"""The acts that the apps declare: each has one whole sentence, and none is declared twice."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from pes_partnerships.ledger.rules.acts import Acts, DeclaredTwice, KnownActs, known_acts

TOP = Path(__file__).parents[2]
APPS = ("pes_partnerships", "partnerships", "reviews", "directory")


def test_the_ledger_itself_names_no_act_of_the_apps_above():
    text = (TOP / "pes_partnerships/ledger/rules/acts.py").read_text()

    assert re.findall(r'"([a-z_]+\.[a-z_]+)"', text) == ["person.erased"]


def test_every_subject_s_acts_are_registered():
    declared = {
        act
        for app in APPS
        for path in (TOP / app).rglob("acts.py")
        for act in re.findall(r'"([a-z_]+\.[a-z_]+)": _\(', path.read_text())
    }

    assert declared == set(known_acts)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_act_is_one_sentence_with_a_place_for_who_did_it(language):
    with translation.override(language):
        told = {act: known_acts.sentence(act, who="Ona") for act in known_acts}

    assert [act for act, sentence in told.items() if not re.fullmatch(r"Ona [^%]+\.", sentence)] == []
    assert len(set(told.values())) == len(told)


def test_an_act_that_is_known_no_more_shows_its_code():
    assert known_acts.sentence("desk.cleaned", who="Ona") == "desk.cleaned"


@pytest.mark.parametrize(
    "again",
    [
        Acts(sentences={"desk.cleaned": "%(who)s swept the desk."}),
        Acts(labels={"area": "surface"}),
        Acts(fields={"area": ("partnerships.partnership", "title")}),
        Acts(codes={"area": {"top": "Top"}}),
        Acts(hidden={"broom"}),
    ],
    ids=["sentence", "label", "field", "code", "hidden"],
)
def test_what_is_declared_twice_is_refused(again):
    desk = Acts(
        sentences={"desk.cleaned": "%(who)s cleaned the desk."},
        labels={"area": "area"},
        fields={"area": ("partnerships.autonomy", "area")},
        codes={"area": {"top": "top"}},
        hidden={"broom"},
    )
    known = KnownActs()
    known.register("desks", desk)

    with pytest.raises(DeclaredTwice, match="declared already"):
        known.register("brooms", again)
    assert (list(known), known.apps) == (["desk.cleaned"], ["desks"])
