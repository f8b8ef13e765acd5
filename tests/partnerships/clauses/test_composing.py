"""A clause as it will be signed: its words with its answers in their places, and what is missing said (A8–A14, A19)."""

import pytest
from django.utils import translation

from partnerships.agreements.forms.clause import ClauseForm
from partnerships.clauses.rules.composing import compose, names_in
from partnerships.clauses.rules.kinds import CHOICE, DATE, LINE, NUMBER, OPTIONAL, PARTY, ROWS, TEXT, ClauseField
from partnerships.clauses.rules.standard import CLAUSE, CLAUSES, clauses_of, proposed_clauses
from partnerships.clauses.services.library import Wording
from partnerships.clauses.services.proposing import proposed_values
from partnerships.rules.model_choice import ELEMENTS, Model
from partnerships.rules.sections import SECTION, SECTIONS, required_sections
from pes_partnerships.lib.text import render_markdown

PARTIES = {7: "Alytus college", 9: "Employment Service"}
FIELDS = (
    ClauseField("times", "Meetings a year", NUMBER),
    ClauseField("who", "Who calls", PARTY),
    ClauseField("where", "Where", LINE, **OPTIONAL),
    ClauseField("until", "Until", DATE, **OPTIONAL),
    ClauseField("how", "How", CHOICE, options=(("all", "by consensus"), ("most", "by a majority")), **OPTIONAL),
)
WORDS = "They meet {times} times a year; party {who} calls.\n\nPlace: {where}.\n\nUntil {until}.\n\nDecisions: {how}."


def said(values, words=WORDS, fields=FIELDS):
    return compose(words, fields, values, PARTIES)


def test_answers_stand_in_their_places_and_a_line_without_its_optional_answer_is_left_out():
    composed = said({"times": 4, "who": 7, "until": "2027-06", "how": "most"})

    assert composed.markdown == (
        "They meet 4 times a year; party Alytus college calls.\n\nUntil June 2027.\n\nDecisions: by a majority."
    )
    assert composed.gaps == ()
    assert ("who", "Who calls", "Alytus college") in composed.said


def test_what_is_missing_is_named_where_it_belongs():
    composed = said({"who": 12345, "where": "the One Stop Centre."})

    assert composed.gaps == ("Meetings a year", "Who calls")
    assert "[still open: Meetings a year] times a year; party [still open: Who calls] calls." in composed.markdown
    assert "Place: the One Stop Centre.\n" in composed.markdown + "\n"  # no second full stop


def test_an_answer_in_one_line_is_no_markup_but_one_of_several_lines_may_be():
    line = compose("At {where}.", FIELDS, {"where": "*Room* [5](//evil.example) <b>"}, PARTIES)
    assert render_markdown(line.markdown) == "<p>At *Room* [5](//evil.example) &lt;b&gt;.</p>\n"

    text = ClauseField("offer", "Offer", TEXT)
    listed = compose("They offer:\n\n{offer}", (text,), {"offer": "- advice\n- **training**"}, PARTIES)
    assert "<li><strong>training</strong></li>" in render_markdown(listed.markdown).replace("\n", "")


def test_a_name_in_braces_that_is_no_field_stays_as_it_was_written():
    assert said({}, words="See {annex} and {Other}.").markdown == "See {annex} and {Other}."
    assert names_in("{a} and {b_2}, {a} again, {B} and { c }") == ["a", "b_2"]


EXCHANGES = CLAUSE["information_exchanges"]


def test_exchanges_become_a_table_and_personal_data_need_a_legal_basis():
    rows = [
        {"what": "Attendance", "giver": 7, "taker": "Employment Service", "personal": "yes"},
        {"what": "Vacancies | open", "giver": 9, "taker": "all parties", "personal": "no"},
    ]
    composed = compose(str(EXCHANGES.words), EXCHANGES.fields, {"exchanges": rows}, PARTIES)

    assert composed.gaps == ("Exchanges: Legal basis",)  # A12: once, and only because personal data are among them
    html = render_markdown(composed.markdown)
    assert html.count("<tr>") == 3
    assert "<td>Alytus college</td>" in html
    assert "Vacancies | open" in html

    rows[0]["basis"] = "Employment Act, section 12"
    assert compose(str(EXCHANGES.words), EXCHANGES.fields, {"exchanges": rows}, PARTIES).gaps == ()


def test_a_list_without_lines_is_missing_as_a_whole():
    assert compose(str(EXCHANGES.words), EXCHANGES.fields, {}, PARTIES).gaps == ("Exchanges",)


@pytest.mark.parametrize("kind", CLAUSES, ids=lambda kind: kind.key)
def test_each_clause_of_the_library_asks_for_what_its_words_say(kind):
    assert kind.part in SECTION
    assert set(names_in(str(kind.words))) == {each.name for each in kind.fields if not each.is_earlier}
    assert len({each.name for each in kind.fields}) == len(kind.fields)
    for each in kind.fields:
        assert bool(each.options) == (each.kind == CHOICE)
        assert bool(each.columns) == (each.kind == ROWS)
        assert each.default is None or each.kind != CHOICE or each.option(each.default)
    with translation.override("fr"):  # a translation that loses a name loses the answer
        assert set(names_in(str(kind.words))) == {each.name for each in kind.fields if not each.is_earlier}


def test_every_part_that_a_model_asks_for_begins_with_words():
    """A1: nobody starts a required part from an empty box, whatever the model and the elements."""
    for model in Model.values:
        for key in required_sections(model, []):
            assert proposed_clauses(key, model, []), (model, key)
    for element in ELEMENTS:
        assert proposed_clauses(element.section, "", [element.code]), element.code


def test_the_parts_that_the_sources_describe_have_their_own_clauses():
    """A11–A14, A19, A20, F12: employer plan, information, five steps, four steps and five elements, governance."""
    assert {kind.key for kind in clauses_of("employers")} == {"employers_contact", "employers_plan"}
    assert len(CLAUSE["communication_plan"].fields) == 6
    assert [len(kind.fields) for kind in clauses_of("integration")] == [4, 5]
    assert {"governance_bodies", "governance_secretariat"} <= {kind.key for kind in clauses_of("meetings")}
    assert "price_verified" in CLAUSE
    assert "purpose_complement" in CLAUSE
    assert "purpose_future" in CLAUSE
    assert [kind.key for kind in SECTIONS if not clauses_of(kind.key)] == []


def test_a_withdrawal_counts_its_notice_in_numbers_and_earlier_words_keep_their_answer():
    """A16: the number and unit of the agreement are proposed; a text that was drafted before reads as it did."""
    kind = CLAUSE["membership_leave"]
    proposed = proposed_values(kind, {"notice_count": 6, "notice_unit": "weeks"}, "en")
    assert (proposed["count"], proposed["unit"]) == (6, "weeks")
    assert proposed_values(kind, {"notice_count": None, "notice_unit": ""}, "en") | {"count": 3} == proposed | {
        "count": 3, "unit": "months",
    }  # fmt: skip
    words = compose(str(kind.words), kind.fields, proposed, PARTIES)
    assert "The notice period, counted in weeks, is 6." in words.markdown
    assert words.gaps == ()

    earlier = compose("With a notice period of {notice}.", kind.fields, {"notice": "three months"}, PARTIES)
    assert (earlier.markdown, earlier.gaps) == ("With a notice period of three months.", ())


@pytest.mark.parametrize(("words", "asked"), [("", ["count", "unit", "remains"]), ("Of {notice}.", ["notice"])])
def test_the_form_asks_for_an_earlier_answer_only_where_the_words_use_it(words, asked):
    kind = CLAUSE["membership_leave"]
    wording = Wording(kind.key, kind.part, str(kind.title), str(kind.words), "en", fields=kind.fields)
    form = ClauseForm(wording=wording, row={"words": words}, parties=[], data=None, is_in=True, rank=0)
    names = [each.name for each in form.plain_fields]
    assert set(asked) <= set(names)
    assert ("notice" in names) == (asked == ["notice"])
