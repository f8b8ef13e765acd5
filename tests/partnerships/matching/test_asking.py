"""What is looked for, read once for every list: spellings, other names, legal forms; where it stands (D1, F2)."""

import pytest

from partnerships.matching.rules.asking import ask
from partnerships.matching.rules.marking import marked
from pes_partnerships.lib.text import search_lines

APOSTROPHES = "'’‘ʼ´`′ʹ＇"
HYPHENS = "-‐‑‒–—―−－"
SPACES = " \u00a0\u202f\u2009"


def pieces(text: str, typed: str) -> list[tuple[str, bool]]:
    return marked(text, ask(typed, only=True))


@pytest.mark.parametrize("mark", list(APOSTROPHES))
def test_every_apostrophe_is_one(mark):
    written = f"Maison de l{mark}emploi"
    for typed in APOSTROPHES + " ":
        assert ask(f"l{typed}emploi").stands_in(written), (typed, mark)


@pytest.mark.parametrize("mark", [*HYPHENS, *SPACES])
def test_every_hyphen_and_space_is_one(mark):
    for typed in HYPHENS + SPACES:
        assert ask(f"peer{typed}counselling").stands_in(f"Peer{mark}Counselling"), (typed, mark)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("oeuvres", "L’Entr’aide d’Œuvres"),
        ("Œuvres", "OEUVRES sociales"),
        ("strasse", "Straße der Arbeit"),
        ("laerling", "Lærling"),
        ("απασχόλησης", "ΥΠΗΡΕΣΙΑ ΑΠΑΣΧΟΛΗΣΗΣ"),
        ("ΑΠΑΣΧΟΛΗΣΗΣ", "υπηρεσία απασχόλησης"),
        ("АГЕНЦИЯ", "агенция по заетостта"),
        ("coopération", "co\u00adopération"),
        ("collectiu", "Col·lectiu de joves"),
        ("0475 123 456", "BE 0475.123.456"),
        ("0475.123.456", "BE0475123456"),
        ("anna.berg@pes.example", "Anna.Berg@pes.example"),
    ],
)
def test_letters_are_one_however_they_are_written(typed, written):
    assert ask(typed).stands_in(written)


@pytest.mark.parametrize(
    "form",
    [
        "asbl",
        "ASBL",
        "e.V.",
        "e. V.",
        "GmbH",
        "Oy",
        "d.o.o.",
        "d. o. o.",
        "sp. z o.o.",
        "sp. z o. o.",
        "s. r. o.",
        "S.A.",
    ],
)
def test_a_legal_form_is_not_looked_for(form):
    assert ask(f"Caritas {form}").stands_in("Caritas Alytus")
    assert ask(f"{form} Caritas").words[-1] == "caritas"
    assert not ask(f"Caritas {form}").stands_in("Diakonie")


def test_a_legal_form_alone_is_what_was_meant():
    assert ask("GmbH").stands_in("Werkstatt GmbH")
    assert not ask("GmbH").stands_in("Werkstatt")


def test_nothing_asked_is_found_everywhere():
    assert not ask("  – ’ ")
    assert ask("").stands_in("anything")


def test_a_thing_is_found_under_its_other_names():
    asked = ask("LTU in Tallinn")
    assert asked.stands_in("Tallinn: work for the long-term unemployed")
    assert not asked.stands_in("Riga: work for the long-term unemployed")
    assert "long-term unemployed" in [label.text for label in asked.others("en").said]
    assert ("long", "term", "unemployed", "in", "tallinn") in asked.readings
    assert not ask("carpenters").meant


def test_other_names_can_be_switched_off():
    asked = ask("LTU", only=True)
    assert not asked.stands_in("the long-term unemployed")
    assert asked.could
    assert not asked.meant
    assert not ask("carpenters", only=True).could


def test_the_longest_known_name_counts():
    assert ask("Public employment service at work").stands_in("PES at work")
    assert ask("disabled people and vet").stands_in("Vocational training: and people with disabilities")


def test_a_short_other_name_is_a_word_of_its_own():
    assert ask("vocational training").stands_in("VET, in two years")
    assert not ask("vocational training").stands_in("Home of veterans")


def test_the_words_of_another_name_stand_together():
    assert not ask("NEET").stands_in("Not long ago. In employment and education or in training")


def test_what_is_stored_and_what_is_asked_are_read_alike():
    stored = search_lines(["Žalias namas", "VšĮ „Žalias-namas“", ""])
    assert stored == "\n zalias namas \n vsi zalias namas \n"
    assert ask("žalias").stands_in_lines(stored)


def test_words_are_marked_whatever_their_accents_and_case():
    assert pieces("Youth in Đakovo", "dakovo") == [("Youth in ", False), ("Đakovo", True)]
    assert pieces("Young people first", "young people or else") == [("Young people", True), (" first", False)]
    assert pieces("Work in Riga", "in") == [("Work in Riga", False)]
    assert pieces("Maison de l’emploi", "l'emploi") == [("Maison de l’", False), ("emploi", True)]
    assert pieces("Peer‑counselling", "peer counselling") == [("Peer", True), ("‑", False), ("counselling", True)]


def test_words_that_stand_everywhere_are_never_marked_and_short_ones_only_whole():
    for word in "a an and at by de for in la not of on or the to".split():
        assert pieces(f"Work {word} Riga", word) == [(f"Work {word} Riga", False)]
    assert pieces("Vet training", "vet") == [("Vet", True), (" training", False)]
    assert pieces("Private training", "vat") == [("Private training", False)]
    assert pieces("Retraining", "train") == [("Retraining", True)]


def test_another_name_is_marked_as_a_whole_and_not_its_words():
    asked = ask("NEET")
    assert marked("Young people not in work or training, and training for all", asked) == [
        ("Young people not in work or training", True),
        (", and training for all", False),
    ]
    assert marked("Vocational trainings", ask("VET")) == [("Vocational trainings", True)]
    assert marked("Work of the PES", ask("public employment service")) == [("Work of the ", False), ("PES", True)]
