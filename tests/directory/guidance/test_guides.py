"""D6: guides say what their sources say, and call what is our own so; nothing of the sources is missing."""

import json
from pathlib import Path

import pytest

from directory.guidance.rules.guides import SOURCES, parts_of

GUIDES = {
    row["pk"]: row["fields"]
    for row in json.loads((Path(__file__).parents[3] / "fixtures/reference/guides.json").read_text(encoding="utf-8"))
}

# guide, what it must say in English, what it must not say any more
WORDS = [
    ("reviews", ("earlier way", "control group", "one danger", "three causes", "limited lifetime", "traced back"),
     ("people who were not served", "Four dangers")),
    ("skills", ("some of it", "hard to learn before", "secondment"), ("a few weeks", "much is only learnt")),
    ("thirteen-ingredients", ("are ours", "consultation and delegation", "being assertive", "secret ingredients"), ()),
    ("model-co-constructed", ("input is essential", "PAPER 5.3", "annex Belgium", "PAPER 7.3", "PAPER 7.8"),
     ("only works if its users want it",)),
    ("dissolution", ("PARES asks for a protocol", "our own list"), ()),
    ("inviting-and-leading", ("most at risk", "breakfast", "encourages them to join", "Box 37"), ()),
    ("local-autonomy", ("A national statement", "Six areas", "Table 7.1"), ()),
    ("what-partnerships-are-for", ("PAPER 4.1.1", "PAPER 7.1", "PAPER 7.2"), ()),
    ("social-dialogue", ("Four things must be there first", "Box 38"), ()),
    ("showing-what-services-do", ("portfolio of evidence", "Table 7.2", "Box 39", "Box 40"), ()),
    ("private-agencies", ("No. 181", "Box 41"), ()),
    ("integrated-services", ("Table 7.3", "Box 42"), ()),
    ("skills-and-apprenticeships", ("Apprenticeships",), ()),
    ("working-strategically", ("Box 44, question 4",), ()),
]  # fmt: skip
SECTIONS = {
    "model-co-constructed": ("annex Belgium", "7.3"),
    "model-supportive": ("6.3",),
    "model-agile": ("7.6",),
    "smart-objectives": ("PARES", "Monitoring", "GUIDE 7.2.1"),
    "social-dialogue": ("Box 38",),
    "integrated-services": ("Box 42", "Table 7.3"),
}


@pytest.mark.parametrize(("code", "says", "never"), WORDS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_guide_says_what_its_source_says(code, says, never):
    text = GUIDES[code]["bodies"]["en"]
    assert [words for words in says if words not in text] == []
    assert [words for words in never if words in text] == []


@pytest.mark.parametrize(("code", "sections"), SECTIONS.items())
def test_a_guide_names_the_sections_that_it_rests_on(code, sections):
    assert [section for section in sections if section not in GUIDES[code]["source"]] == []


@pytest.mark.parametrize("code", GUIDES)
def test_a_guide_is_there_in_both_languages_with_the_same_parts(code):
    guide = GUIDES[code]
    english, french = (parts_of(guide["bodies"][language]) for language in ("en", "fr"))
    assert [part.is_table for part in english] == [part.is_table for part in french]
    assert [len(part.rows) for part in english] == [len(part.rows) for part in french]
    assert any(name in guide["source"] for name in SOURCES)


def test_every_box_and_table_of_the_guide_has_its_place():
    cited = " ".join(guide["source"] + " " + guide["bodies"]["en"] for guide in GUIDES.values())
    asked = [f"Box {number}" for number in range(37, 45)] + [f"Table 7.{number}" for number in (1, 2, 3)]
    assert [each for each in asked if each not in cited] == []
