"""D1: which entries are similar, and a sentence that says like and unlike."""

from dataclasses import replace

from directory.likeness.rules.facts import Facts
from directory.likeness.rules.resemblance import closest, likeness
from directory.likeness.rules.saying import like, unlike

ONE = Facts(
    pk=1,
    countries=frozenset({"HR"}),
    groups=frozenset({"young", "neet"}),
    services=frozenset({"counselling"}),
    partners=frozenset({"ngo"}),
    model="agile",
    formality="formal",
    role="leader",
    status="running",
)
NAMES = {
    "young": "Young people", "neet": "NEETs", "counselling": "Counselling", "ngo": "NGOs", "agile": "Agile",
    "supportive": "Supportive", "formal": "Formal", "informal": "Informal", "LT": "Lithuania", "older": "Older workers",
    "leader": "Leader", "running": "Running", "ended": "Ended",
}  # fmt: skip


def test_group_and_model_weigh_more_than_kinds_of_partners_and_another_country_a_little():
    same_group = replace(ONE, pk=2, services=frozenset(), partners=frozenset(), model="", formality="")
    same_service = replace(ONE, pk=3, groups=frozenset(), model="", formality="")
    abroad = replace(ONE, pk=4, countries=frozenset({"LT"}))
    twin = replace(ONE, pk=5)
    assert [each.pk for each in closest(ONE, [ONE, same_service, same_group, twin, abroad], limit=9)] == [4, 5, 2, 3]
    assert len(closest(ONE, [same_service, same_group, twin, abroad])) == 3


def test_next_to_nothing_in_common_is_no_likeness():
    stranger = replace(ONE, pk=2, groups=frozenset({"older"}), services=frozenset({"matching"}))
    assert likeness(ONE, stranger) == 0
    only_a_service = Facts(pk=3, services=frozenset({"counselling"}))
    assert likeness(ONE, only_a_service) == 0
    assert closest(ONE, [stranger, only_a_service]) == []


def test_like_and_unlike_are_said_in_sentences():
    other = replace(
        ONE,
        pk=2,
        countries=frozenset({"LT"}),
        groups=frozenset({"young", "older"}),
        formality="informal",
        model="supportive",
    )
    assert like(ONE, other, NAMES) == [
        "Same target group: Young people.", "Same service: Counselling.", "Same kind of partner: NGOs.",
    ]  # fmt: skip
    assert unlike(ONE, other, NAMES) == [
        "In another country: Lithuania.",
        "Its model is supportive, here it is agile.",
        "Its form is informal, here it is formal.",
    ]


def test_what_one_of_them_does_not_state_is_no_difference():
    silent = Facts(pk=2, groups=frozenset({"young"}))
    assert unlike(ONE, silent, NAMES) == []
    assert unlike(ONE, replace(ONE, pk=3, has_figures=True), NAMES) == ["It has a target in figures."]
