"""The table of what things are called: right in itself, and found under every name (D1)."""

from collections import defaultdict

import pytest
from django.conf import settings

from partnerships.matching.rules.asking import ask
from partnerships.matching.rules.concepts import concepts, read
from pes_partnerships.lib.text import search_form

# the languages of the European Union, of its neighbours in the network, and of guests
LANGUAGES = set(
    "bg cs da de el en es et fi fr ga hr hu is it lb lt lv mk mt nl no pl pt ro sk sl sq sr sv tr uk".split()
)
CONCEPTS = concepts().by_code.values()


def test_there_are_many_and_each_is_known_in_every_language_of_the_product():
    assert len(CONCEPTS) >= 60
    ours = {code for code, _name in settings.LANGUAGES}
    assert {each.code for each in CONCEPTS if not ours <= {label.language for label in each.labels}} == set()


def test_every_code_is_a_language_or_a_plain_word():
    assert {label.language for each in CONCEPTS for label in each.labels} <= LANGUAGES
    assert [each.code for each in CONCEPTS if not each.code.replace("_", "").isalpha() or not each.code.islower()] == []


def test_no_name_stands_in_two_concepts_unless_the_table_says_so():
    codes = defaultdict(set)
    for each in CONCEPTS:
        for label in each.labels:
            codes[" ".join(label.words)].add(each.code)
    twice = {name for name, found in codes.items() if len(found) > 1}
    assert twice == concepts().in_two
    assert "" not in codes


def test_no_name_is_written_twice_in_one_language():
    for each in CONCEPTS:
        names = [(label.language, label.words) for label in each.labels]
        assert len(names) == len(set(names)), each.code


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda concept: concept.code)
def test_every_name_finds_every_other_one(concept):
    for typed in concept.labels:
        for written in concept.labels:
            assert ask(typed.text).stands_in(f"Work for and with: {written.text}, since 2019"), (typed, written)


def test_names_are_said_in_the_order_of_the_table_and_not_those_that_another_one_finds():
    assert ask("neet").also[:2] == ["not in employment, education or training", "young people not in work or training"]
    assert ask("LTU").also[0] == "long-term unemployed"


def test_a_name_that_means_two_things_searches_both():
    table = read('in_two_concepts = ["EI"]\n[a]\nen = ["EI", "early intervention"]\n[b]\nfr = ["EI", "insertion"]\n')

    length, meant = table.beginning(["ei", "paris"])

    assert (length, [each.code for each in meant]) == (1, ["a", "b"])
    assert table.in_two == {search_form("EI")}
