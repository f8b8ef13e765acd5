"""The text as values: its one canonical form, its fingerprint, and how it is numbered and shown."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerships.agreements.rules.blocks import Table
from partnerships.agreements.rules.chapters_of_time import review_days
from partnerships.agreements.rules.numbering import NumberedClause, clauses, paragraphs
from partnerships.agreements.rules.presentation import presented
from partnerships.drafting.rules.freezing import canonical, fingerprint, read
from partnerships.drafting.rules.text import (
    AgreementText,
    Choice,
    ContributionText,
    ObjectiveText,
    PartyText,
    QuotaText,
    ResponsibilityText,
    SectionText,
    SignatoryText,
    StepText,
)
from partnerships.objectives.rules.objective_block import objective_block, objective_heads
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.text import escape_markdown, render_markdown

ORIGINAL = Choice("original", "Original")
BARE = AgreementText("LT-1-v1", 1, ORIGINAL, "Agreement", "Centre", "Service", "en")

AMOUNTS = st.decimals(-(10**14), 10**14, places=2)  # what the fields can hold
st.register_type_strategy(Decimal, AMOUNTS)
st.register_type_strategy(
    PartialDate,
    st.sampled_from([PartialDate(), PartialDate(2027), PartialDate(2027, 5), PartialDate.parse("2018/2019")]),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.from_type(AgreementText))
def test_a_text_survives_freezing(text):
    assert read(canonical(text)) == text
    assert canonical(read(canonical(text))) == canonical(text)


def test_the_fingerprint_is_the_sha256_of_the_utf8_bytes():
    assert fingerprint("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert fingerprint("ė") == "731213862be157898fe385c4911c45275230e48cd422c78385433f0677c13de1"


def test_any_change_gives_another_fingerprint():
    changed = replace(BARE, notice="Three months")

    assert fingerprint(canonical(changed)) != fingerprint(canonical(BARE))


def test_an_older_snapshot_reads_with_defaults_for_what_it_did_not_have():
    text = read('{"kind":{"code":"original","label":"Original"},"number":"1","version":1,"title":"T",'
                '"partnership":"P","service":"S","language":"en","from_a_later_release":true}')  # fmt: skip

    assert (text.notice, text.review_every_months, text.kind) == ("", 12, ORIGINAL)


def test_paragraphs_become_clauses_and_a_list_stays_with_its_lead_in():
    body = "We offer:\n\n- one\n- two\n\n## For whom\n\nFor **all**.\n\n> as the law says\n\nEnd."

    made = clauses(3, paragraphs(body))

    assert [(clause.number, clause.heading) for clause in made] == [
        ("3.1", ""),
        ("3.2", "For whom"),
        ("3.3", ""),
    ]
    assert made[0].html == "<p>We offer:</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"
    assert made[1].html == "<p>For <strong>all</strong>.</p>\n<blockquote>\n<p>as the law says</p>\n</blockquote>\n"


def test_windows_line_ends_and_empty_lines_make_no_clauses():
    assert paragraphs("\r\n\r\nOne\r\n \r\nTwo\r\n\r\n") == paragraphs("One\n\nTwo")
    assert paragraphs("") == []


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=40))
def test_a_plain_value_is_never_read_as_markup(words):
    html = str(render_markdown(f"Notice: {escape_markdown(words)}"))

    shown = html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    assert shown == f"<p>Notice: {words}</p>\n"


def full_text() -> AgreementText:
    city = PartyText(
        7, "City", signatories=(SignatoryText(1, "Jonas", office_held="Director"),), hide_name_in_public=True
    )
    return replace(
        BARE,
        parties=(PartyText(5, "Service", risk="Its duty", gain="Timeline"), city),
        responsibilities=(ResponsibilityText("Runs it", 5),),
        lead=5,
        objectives=(OBJECTIVE,),
        contributions=(
            ContributionText("City", Choice("money", "Money"), Decimal(2400), "EUR", is_withheld=True),
            ContributionText("Service", Choice("staff", "Staff"), Decimal("2.50"), unit="posts"),
        ),
        sections=(SectionText("other", "More", "Last."), SectionText("purpose", "Reasons", "First.")),
        first_review_on=date(2027, 11, 30),
        ends=PartialDate(2029, 12, 31),
        dissolution=(StepText(Choice("money", "Money"), "Paid back", "City", 1),),
        may_end_by="Any party",
        notice="Three months.",
        replaces="2",
        replaces_sha256="ab" * 32,
    )


OBJECTIVE = ObjectiveText(
    key=1,
    lineage="x",
    title="More work",
    statement="People find work.",
    comparator=Choice("at_least", "at least"),
    target=Decimal("65.00"),
    unit="%",
    counted_among="leavers",
    baseline_kind=Choice("value", "A value"),
    baseline_value=Decimal(54),
    baseline_date=PartialDate(2025),
    quotas=(QuotaText(Choice("at_least", "at least"), Decimal(30), "women", "those served"),),
    due=PartialDate(2029, 12, 31),
)


def test_chapters_come_in_the_order_of_reading_with_numbers():
    shown = presented(full_text())

    assert [(chapter.number, chapter.title) for chapter in shown.chapters] == [
        (1, "Reasons"),
        (2, "Parties and responsibilities"),
        (3, "Objectives"),
        (4, "Contributions"),
        (5, "Monitoring and reviews"),
        (6, "More"),
        (7, "Ending the partnership"),
        (8, "Entry into force"),
    ]
    ends = [item.html for item in shown.chapters[6].items if isinstance(item, NumberedClause)]
    assert ends[:3] == [
        "<p>The agreement ends on 31 December 2029, unless it is renewed.</p>\n",
        "<p>Who may terminate it: Any party</p>\n",
        "<p>Notice period: Three months.</p>\n",
    ]


def test_tables_are_numbered_through_and_contributions_stand_side_by_side():
    tables = [item for chapter in presented(full_text()).chapters for item in chapter.items if isinstance(item, Table)]

    assert [(table.label, table.name) for table in tables] == [
        ("Table 1", "duties"),
        ("Table 2", "contributions"),
        ("Table 3", "calendar"),
        ("Table 4", "dissolution"),
    ]
    amounts = [row[2].lines[0] for row in tables[1].rows]
    assert amounts == ["EUR\u00a02,400", "2.5\u00a0posts"]
    assert [(row[0].lines, row[3].lines) for row in tables[1].rows] == [(("City",), ("–",)), (("Service",), ("–",))]


def test_the_calendar_goes_on_until_the_end_and_knows_when_results_are_due():
    text = full_text()
    (table,) = [
        item
        for chapter in presented(text).chapters
        for item in chapter.items
        if isinstance(item, Table) and item.name == "calendar"
    ]

    assert review_days(text) == [date(2027, 11, 30), date(2028, 11, 30), date(2029, 11, 30)]
    assert [row[0].lines[0] for row in table.rows][-1] == "31 December 2029"
    (first,), (second,), (third,) = (row[1].lines for row in table.rows[:3])
    assert ("1" in first, second.replace("2", "3")) == (False, third)
    assert table.rows[-1][1].lines == ("Result of objective 1: More work",)


def test_an_open_ended_text_shows_three_reviews():
    text = replace(BARE, first_review_on=date(2027, 1, 31), review_every_months=1, is_open_ended=True)

    assert review_days(text) == [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)]


def test_an_objective_is_five_rows():
    block = objective_block(OBJECTIVE, 1, objective_heads())

    sentence = "".join(piece.words for piece in block.specific)
    assert sentence == "People find work: at least 65\u00a0% of leavers (54\u00a0% in 2025), by 31 December 2029."
    assert {measure.label: measure.words for measure in block.measures} == {
        "Baseline": "54\u00a0% in 2025",
        "Target": "At least 65\u00a0% of leavers",
        "Quotas": "At least 30\u00a0% of those served are women.",
    }
    assert block.heads.letters == ("Specific", "Measurable", "Attainable", "Relevant", "Time-bound")


def test_what_is_missing_is_marked_in_the_sentence():
    block = objective_block(replace(OBJECTIVE, due=PartialDate()), 1, objective_heads())

    assert [piece.words.strip() for piece in block.specific if piece.missing] == ["due date missing"]


def test_a_public_copy_says_what_is_withheld_and_the_full_text_does_not():
    public, full = (str(presented(full_text(), public=public)) for public in (True, False))

    assert ("Jonas" in full, "Jonas" in public) == (True, False)
    assert ("2,400" in full, "2,400" in public) == (True, False)
    assert ("withheld" in full, "Amount withheld" in public, "Name withheld" in public) == (False, True, True)


def test_an_empty_draft_can_be_shown():
    shown = presented(BARE)

    assert (shown.title, shown.chapters, shown.parties.rows) == ("Centre", [], ())
    assert [fact.label for fact in shown.facts] == ["Document number", "Version", "Languages"]
