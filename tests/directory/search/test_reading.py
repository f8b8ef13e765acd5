"""A question becomes slots: small words gone, names under all their labels, stems, typing errors. Pure (D1)."""

import random

import pytest

from directory.search.rules.bits import Scores, bits_of, in_order, places_of
from directory.search.rules.languages import begin_alike, is_same, spoken, stop_words, words_of
from directory.search.rules.marking import marked
from directory.search.rules.ranking import NEAR, Ranking, weighed
from directory.search.rules.reading import MOST_SLOTS, read
from directory.search.rules.spelling import begun, cognates, containing, is_form, nearest, sharing
from partnerships.matching.rules.concepts import concepts

TWENTY_FOUR = set("bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split())


def texts(question: str, **how) -> list[str]:
    return [slot.text for slot in read(question, **how).slots]


def same(one: str, other: str, language: str) -> bool:
    return is_same(words_of(one)[0], words_of(other)[0], language)


def test_there_are_small_words_of_every_official_language():
    assert set(stop_words()) >= TWENTY_FOUR
    assert all(len(words) > 30 for words in stop_words().values())


def test_small_words_are_no_words_of_the_field():
    """A concept is not lost because its name is taken for a small word; all entries are agreements and partnerships."""
    lost = {
        label.text
        for concept in concepts().by_code.values()
        for label in concept.labels
        if len(label.words) == 1 and label.words[0] in stop_words().get(label.language, ())
    }
    assert lost == {"convenio", "convenzione", "partnerskab", "partnerskaber"}


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("How can we help people who are far from work?", "en"),
        ("Wie können wir Menschen helfen, die lange ohne Arbeit sind?", "de"),
        ("Comment aider les personnes qui n’ont pas de travail ?", "fr"),
        ("Jak można pomóc osobom, które nie mają pracy?", "pl"),
        ("Как да помогнем на хората, които нямат работа?", "bg"),
        ("Πώς μπορούμε να βοηθήσουμε τους ανέργους;", "el"),
        ("Miten voimme auttaa ihmisiä, jotka ovat olleet kauan työttömänä?", "fi"),
        ("Kako možemo pomoći ljudima koji nemaju posao?", "hr"),
    ],
)
def test_the_language_of_a_sentence_is_told_by_its_small_words(question, language):
    assert language in spoken(words_of(question))


def test_one_word_alone_tells_no_language():
    assert spoken(words_of("die")) == frozenset()


def test_a_sentence_is_what_it_says_without_its_small_words():
    assert texts("How do other countries reduce the absence of nurses?") == ["reduce", "absence", "nurses"]


def test_a_small_word_alone_is_still_asked_for():
    assert texts("the") == ["the"]
    assert read("of the and").says_nothing


def test_a_name_of_several_words_is_one_slot_with_its_concept():
    slot = read("chômage de longue durée").slots[0]
    assert slot.concepts == ("long_term_unemployed",)
    assert texts("chômage longue durée, Lituanie") == ["chômage longue durée", "lituanie"]


def test_countries_are_known_in_every_language_and_as_adjectives():
    for name in (
        "Lithuania",
        "Lituanie",
        "Litauen",
        "Litwa",
        "Lietuvoje",
        "Литва",
        "Λιθουανία",
        "litewski",
        "litauische",
    ):
        assert read(name).slots[0].countries == ("LT",), name
    assert read("Beratung in Estland").slots[1].countries == ("EE",)


def test_other_names_are_switched_off():
    asked = read("NEET in Croatia", only=True)
    assert asked.could
    assert [slot.concepts or slot.countries for slot in asked.slots] == [(), ()]


def test_the_same_thing_asked_twice_is_one_slot():
    assert texts("NEET or young people not in work or training") == ["neet"]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "disabled", "disability"),
        ("de", "Langzeitarbeitslose", "Langzeitarbeitslosen"),
        ("pl", "bezrobotni", "bezrobotnych"),
        ("fi", "nuoret", "nuorten"),
        ("bg", "безработни", "безработните"),
        ("sk", "mladí", "mladých"),
        ("sl", "brezposelni", "brezposelnih"),
        ("lv", "bezdarbnieki", "bezdarbniekiem"),
        ("el", "άνεργοι", "ανέργων"),
    ],
)
def test_forms_of_a_word_are_one(language, one, other):
    assert same(one, other, language)


def test_words_that_only_begin_alike_are_two():
    assert not same("Malta", "maltreated", "hr")
    assert not begin_alike("mladi", "mlin")
    assert not same("men", "mentor", "en")


def test_typing_errors_are_forgiven_where_a_word_is_near():
    words = {"rehabilitation", "digital", "each", "youth"}
    assert nearest("reabilitation", words) == "rehabilitation"
    assert nearest("dgital", words) == "digital"
    assert nearest("dach", words) == ""
    assert nearest("yuoth", words) == "youth"
    assert nearest("1999", {"1998"}) == ""


def test_a_word_may_be_begun_or_be_a_part_of_a_longer_one():
    assert begun("rehab", {"rehabilitation", "prehabit"}) == ["rehabilitation"]
    assert containing("agentur", {"jugendberufsagentur", "agency"}) == ["jugendberufsagentur"]
    assert begun("the", {"they"}) == containing("the", {"they"}) == []


def test_a_word_of_another_language_is_known_by_its_root_or_a_long_part():
    words = {"stereotypes", "catalonia", "klischeefrei", "inclusion", "jugendberufsagentur"}
    assert cognates("stereotipi", words) == ["stereotypes"]
    assert cognates("katalonien", words) == ["catalonia"]
    assert cognates("inklusion", words) == ["inclusion"]
    assert sharing("geschlechterklischees", words) == ["klischeefrei"]
    assert sharing("inklusion", words) == cognates("cata", words) == []


def test_another_form_of_a_word_is_no_typing_error():
    assert is_form("pracy", "praca")
    assert not is_form("guidence", "guidance")


def test_marks_stand_on_forms_and_on_names():
    pieces = marked("Jobseekers with a disability in Lithuania", read("disabled litewski"))
    assert [text for text, is_marked in pieces if is_marked] == ["disability", "Lithuania"]


def test_a_question_has_an_end():
    assert len(read("abc" * 10_000).words) == 1
    assert len(read(" ".join(f"word{n}" for n in range(3_000))).slots) == MOST_SLOTS


def test_sets_of_bits_hold_what_sets_hold():
    chance = random.Random(7)
    places = sorted(chance.sample(range(5_000), 700))
    bits = bits_of(places, 5_000)
    assert list(places_of(bits)) == places
    order = list(range(5_000))[::-1]
    assert list(in_order(bits, order, 5_000)) == places[::-1]


def test_points_of_many_are_added_as_those_of_each():
    chance = random.Random(8)
    scores, points = Scores(), dict.fromkeys(range(300), 0)
    for _slot in range(9):
        some, worth = chance.sample(range(300), 120), chance.randint(1, 40)
        scores.add(bits_of(some, 300), worth)
        for place in some:
            points[place] += worth
    everything = (1 << 300) - 1
    groups = [set(places_of(bits)) for bits in scores.descending(everything)]
    wanted = sorted(set(points.values()), reverse=True)
    assert groups == [{place for place in points if points[place] == worth} for worth in wanted]
    assert set(places_of(scores.at_least(60, everything))) == {place for place in points if points[place] >= 60}


def test_a_rare_word_weighs_more_and_a_title_more_than_a_text():
    common, rare = weighed((0, 0, 0, 0b0111_1111), 8), weighed((0, 0, 0, 0b1000_0000), 8)
    assert rare.weight > common.weight
    in_title = weighed((0b01, 0, 0, 0b10), 8)
    assert next(Ranking([in_title], 0b11).best_first(0b11)) == 0b01


def test_what_has_one_common_thing_of_five_does_not_fit():
    everything = (1 << 40) - 1
    common = weighed((0, 0, 0, everything >> 10), 40)
    rare = [weighed((0, 0, 0, 1 << number), 40) for number in range(4)]
    ranking = Ranking([common, *rare], everything)
    assert ranking.fitting == 0
    assert 0 < ranking.near.bit_count() <= NEAR
    assert ranking.without(0) == 0


def test_all_of_a_short_question_is_wanted_and_most_of_a_long_one():
    everything = 0b1111
    one, two, three = (weighed((0, 0, 0, bits), 4) for bits in (0b0011, 0b0110, 0b0111))
    assert Ranking([one, two], everything).fitting == 0b0010
    assert Ranking([one, two, three], everything).fitting == 0b0111
