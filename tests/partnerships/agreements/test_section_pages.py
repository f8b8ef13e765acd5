"""A part is written from clauses: proposed with what is known, answered, shown as signed, copied, compared (A8–A14)."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from partnerships.agreements.rules.parts_findings import told_together
from partnerships.agreements.services.changes import told_changes
from partnerships.agreements.services.readiness import readiness
from partnerships.drafting.services.filling import copy_section, fill_empty_sections
from partnerships.drafting.services.wording import agreement_text
from partnerships.drafting.services.writing import draft_agreement, save_section
from partnerships.models import Agreement, Section
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.lib.findings import blocking
from tests.factories import ready_agreement, sent_agreement, sign_all
from tests.factories.agreements import send_out
from tests.factories.forming import BY, make_partnership
from tests.lending import lent_agreement
from tests.pages import typed_in, words_on

rows = lent_agreement(ready_agreement)


@pytest.fixture
def draft(in_scope, rows):
    return rows.agreement()


@pytest.fixture
def empty(in_scope):
    """A draft in which nothing is written yet, of a partnership that says what it is for."""
    partnership = make_partnership(
        in_scope.service,
        "Second career centre",
        office=in_scope.alytus,
        manager=in_scope.lina,
        challenge="Young people leave school without advice.",
        purpose="Every leaver gets advice within a month.",
    )
    return draft_agreement(partnership=partnership, by=BY, title="Second career centre", model="agile")


def section_of(agreement, key):
    return reverse("partnerships:section", args=[agreement.pk, key])


def typed(lina, url, **fields):
    """What the page would send; a field that is None is not sent, like a box without its tick."""
    return {name: value for name, value in typed_in(lina.get(url), "seen", **fields).items() if value is not None}


def test_an_empty_part_opens_with_standard_wording_and_what_is_known(empty, lina):
    page = lina.get(section_of(empty, "purpose"))

    words = words_on(page)
    assert "This section is empty. The standard wording below is a proposal" in words
    assert "The parties respond to this labour-market challenge: Young people leave school without advice." in words
    assert "want to achieve the following: Every leaver gets advice within a month." in words
    assert "PES partnership management (2020), section 4.1.2" in words  # the source beside the field
    assert not empty.sections.exists()  # nothing is saved by looking


def test_what_is_answered_is_saved_in_one_act_and_stands_in_the_text(empty, lina):
    url = section_of(empty, "purpose")
    form = typed(lina, url, **{
        "c_purpose_complement-v_reason": "information",
        "c_purpose_complement-v_stage": "both",
        "c_purpose_complement-v_how": "The college knows the leavers.",
        "c_purpose_future-in_text": None,
        "body": "• one\n• two",
    })  # fmt: skip
    assert lina.post(url, form | {"do": "save"}).status_code == 302

    [part] = agreement_text(empty).sections
    assert [clause.key for clause in part.clauses] == ["purpose_challenge", "purpose_aim", "purpose_complement"]
    assert "for better access to information, in designing and delivering services" in part.clauses[2].body
    assert part.body == "- one\n- two"
    acts = LedgerEntry.objects.filter(act="section.saved", anchor_id=str(empty.partnership_id))
    assert acts.count() == 2  # the part, and its clauses, in one act


def test_an_incomplete_clause_is_saved_and_bars_signature_only(draft, lina):
    url = section_of(draft, "meetings")
    form = typed(lina, url, **{"c_meetings_chair-in_text": "on"})
    assert lina.post(url, form | {"do": "save"}).status_code == 302

    words = words_on(lina.get(reverse("partnerships:agreement", args=[draft.pk])))
    assert "Section “Meetings, chair and decisions”, clause “Chair” is incomplete." in words
    assert "State the following: Who chairs." in words
    assert "[still open: Who chairs]" in words_on(lina.get(reverse("partnerships:agreement_text", args=[draft.pk])))


def test_the_clauses_follow_what_is_typed_and_nothing_is_saved(draft, lina):
    url, before = section_of(draft, "meetings"), LedgerEntry.objects.count()
    form = typed(lina, url, **{"c_meetings_chair-in_text": "on", "c_meetings_chair-v_chair": "half_year"})

    page = lina.post(f"{url}look/", form)

    assert "The chair changes every six months, in the order of the table of parties." in words_on(page)
    assert page.content.decode().count('hx-swap-oob="true"') > 5
    assert LedgerEntry.objects.count() == before


def test_a_line_is_added_to_a_list_and_nothing_typed_is_lost(draft, lina):
    url = section_of(draft, "information")
    form = typed(lina, url, **{
        "c_information_exchanges-in_text": "on",
        "c_information_exchanges__exchanges-0-what": "Attendance",
        "body": "Something of one’s own",
    })  # fmt: skip
    page = lina.post(url, form | {"do": "c_information_exchanges__exchanges-add"})

    html = page.content.decode()
    assert page.status_code == 200
    assert 'value="Attendance"' in html
    assert "Something of one’s own" in html
    assert 'name="c_information_exchanges__exchanges-1-what"' in html

    form = typed_in(page, "seen", **{
        "c_information_exchanges__exchanges-1-what": "Vacancies",
        "c_information_exchanges__exchanges-1-personal": "no",
    })  # fmt: skip
    assert lina.post(url, form | {"do": "save"}).status_code == 302
    values = draft.sections.get(key="information").clauses.get(key="information_exchanges").values
    assert values == {"exchanges": [{"what": "Attendance"}, {"what": "Vacancies", "personal": "no"}]}


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("[here](//evil.example/x)", "The link “//evil.example/x” cannot be part of the text."),
        ("[here](http://old.example)", "The link “http://old.example” cannot be part of the text."),
        ("[here](file:///C:/plan.docx)", "The link “file:///C:/plan.docx” cannot be part of the text."),
        ("<javascript:alert(1)>", "The link “javascript:alert(1)” cannot be part of the text."),
        ("![logo](https://a.example/x.png)", "Remove the picture “https://a.example/x.png”."),
        ("Sign <b>here</b>", "Remove the markup “<b>”."),
    ],
)
def test_links_and_markup_that_a_signed_text_cannot_hold_are_named(draft, lina, words, answer):
    url = section_of(draft, "meetings")

    for name in ("body", "c_meetings_chair-words"):
        page = lina.post(url, typed(lina, url, **{"c_meetings_chair-in_text": "on", name: words}) | {"do": "save"})
        assert page.status_code == 422
        assert answer in words_on(page)


def test_fewer_than_and_https_links_are_no_markup(draft, lina):
    url = section_of(draft, "meetings")
    words = "For people <25 and >60: see [the plan](https://pes.example/plan) or <https://pes.example>."
    assert lina.post(url, typed(lina, url, body=words) | {"do": "save"}).status_code == 302


def test_saving_leads_to_the_next_open_task(empty, lina):
    url = section_of(empty, "meetings")
    page = lina.get(url)
    assert "Save and go to “Monitoring and evaluation”" in words_on(page)

    answer = lina.post(url, typed_in(page, "seen") | {"next": "1"})

    assert answer["Location"] == section_of(empty, "monitoring")


def test_all_empty_parts_get_standard_wording_at_once_and_no_other_is_touched(empty, lina):
    save_section(agreement=empty, key="changes", body="Our own rule.", by=BY)

    page = lina.post(reverse("partnerships:sections_fill", args=[empty.pk]), follow=True)

    assert "sections now have standard wording: Purpose and starting point; Services and target groups" in words_on(
        page
    )
    written = {row.key: row for row in empty.sections.all()}
    assert {"purpose", "services", "provisional_scope", "prototype", "meetings", "monitoring"} <= set(written)
    assert not written["changes"].clauses.exists()
    assert fill_empty_sections(agreement=empty, by=BY) == []
    again = lina.post(reverse("partnerships:sections_fill", args=[empty.pk]), follow=True)
    assert "No required section is empty, so nothing was changed." in words_on(again)


def chair(agreement, how, **more):
    clause = {"key": "meetings_chair", "title": "Chair", "words": "The chair {chair}.", "values": {"chair": how}} | more
    save_section(agreement=agreement, key="meetings", by=BY, body="They keep a record.", clauses=[clause])


def test_a_part_of_another_agreement_is_read_and_copied(draft, empty, lina):
    first = draft.parties.first().participation_id
    exchanges = [{"what": "Attendance", "giver": first}]
    words = {"key": "information_exchanges", "title": "What is exchanged", "words": "They exchange:\n\n{exchanges}"}
    save_section(agreement=draft, key="information", by=BY, clauses=[{**words, "values": {"exchanges": exchanges}}])
    url = reverse("partnerships:section_copy", args=[empty.pk, "information"])
    assert "Attendance" in words_on(lina.get(url))
    assert draft.title in words_on(lina.get(url))
    assert "No agreement found" in words_on(lina.get(url, {"q": "nothing like it"}))

    page = lina.post(url, {"source": draft.sections.get(key="information").pk}, follow=True)

    assert "Check the answers, and change what differs here." in words_on(page)
    copied = empty.sections.get(key="information").clauses.get()
    assert copied.origin == f"{draft.title}, version 1"
    assert copied.values == {"exchanges": [{"what": "Attendance", "giver": None}]}  # no party of this draft


def test_copying_keeps_what_the_draft_has(draft, empty):
    chair(draft, "year")
    save_section(agreement=empty, key="meetings", by=BY, body="We meet on Mondays.")

    copy_section(agreement=empty, source=draft.sections.get(key="meetings"), by=BY)
    copy_section(agreement=empty, source=draft.sections.get(key="meetings"), by=BY)  # twice is once

    part = empty.sections.get(key="meetings")
    assert part.body == "We meet on Mondays.\n\nThey keep a record."
    assert [row.values for row in part.clauses.all()] == [{"chair": "year"}]


def foreign_section(cast) -> Section:
    with scope(service=cast.other_service):
        partnership = make_partnership(cast.other_service, "Next door", challenge="x")
        agreement = draft_agreement(partnership=partnership, by=BY, title="Next door")
        return save_section(agreement=agreement, key="meetings", by=BY, body="Theirs.")


def test_another_service_s_parts_are_no_source(draft, empty, lina, in_scope):
    url = reverse("partnerships:section_copy", args=[empty.pk, "meetings"])
    foreign = foreign_section(in_scope)
    for chosen in ({"source": foreign.pk}, {"source": "0"}, {"source": "x1"}, {}):
        assert "Choose an agreement from the list. Nothing was copied." in words_on(lina.post(url, chosen, follow=True))
    assert not empty.sections.exists()


def test_a_new_version_tells_which_answer_changed(in_scope):
    agreement = ready_agreement(in_scope)
    chair(agreement, "each_meeting")
    sent = Agreement.objects.get(pk=agreement.pk)
    sign_all(send_out(sent, in_scope))
    sent.refresh_from_db()
    later = draft_agreement(partnership=sent.partnership, by=BY, title=sent.title, kind="amendment", previous=sent)
    chair(later, "half_year")

    [told] = told_changes(later).sentences
    assert told == (
        "In “Meetings, chair and decisions – Chair”, the entry “Who chairs” changes from “changes after every meeting, "
        "in the order of the table of parties” to “changes every six months, in the order of the table of parties”."
    )


def test_two_editors_of_one_part_get_both_texts(draft, lina):
    chair(draft, "year")
    url = section_of(draft, "meetings")
    form = typed(lina, url, **{"c_meetings_chair-v_chair": "lead"})
    chair(draft, "elected")

    page = lina.post(url, form | {"do": "save"})

    assert page.status_code == 409
    words = words_on(page)
    assert "Chair – Who chairs" in words
    assert "is elected by the parties for one year" in words
    assert "is held by the lead partner" in words


def test_a_clause_moves_to_the_place_that_is_asked_for(empty, lina):
    url = section_of(empty, "purpose")
    lina.post(url, typed(lina, url) | {"do": "save"})
    lina.post(url, typed(lina, url, **{"c_purpose_future-place": "1"}) | {"do": "save"})

    part = Section.objects.get(agreement=empty, key="purpose")
    assert [row.key for row in part.clauses.all()] == [
        "purpose_future", "purpose_challenge", "purpose_aim", "purpose_complement",
    ]  # fmt: skip


def test_a_part_asks_the_same_for_two_parties_and_for_three(in_scope, lina, django_assert_max_num_queries):
    counts = []
    for parties in (2, 3):
        about = make_partnership(in_scope.service, f"With {parties}", office=in_scope.alytus, challenge="x")
        agreement = ready_agreement(in_scope, parties=parties, partnership=about)
        with django_assert_max_num_queries(100) as asked:
            lina.get(section_of(agreement, "information"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_text_that_went_out_takes_no_words(in_scope, lina):
    agreement = sent_agreement(in_scope)
    for answer in (
        lina.post(section_of(agreement, "meetings"), {"body": "x"}),
        lina.post(reverse("partnerships:sections_fill", args=[agreement.pk]), {}),
        lina.post(reverse("partnerships:section_copy", args=[agreement.pk, "meetings"]), {"source": "1"}),
    ):
        assert answer.status_code == 302
    assert not any(section.clauses.exists() for section in agreement.sections.all())


def test_the_dissolution_protocol_begins_with_the_four_matters(empty, lina):
    """A8: proposed and not saved; once something is agreed, nothing is proposed any more."""
    url = reverse("partnerships:agreement_dissolution", args=[empty.pk])
    page = lina.get(url)
    assert "Nothing is agreed yet. The arrangements below are a proposal" in words_on(page)
    assert not empty.dissolution_steps.exists()

    assert lina.post(url, typed_in(page, "notice", notice="six months") | {"do": "save"}).status_code == 302

    steps = empty.dissolution_steps.values_list("matter", "within_days")
    assert list(steps) == [("clients", 30), ("personal_data", 60), ("money", 90), ("duties", 90)]
    empty.refresh_from_db()
    assert (empty.notice, empty.may_end_by) == ("six months", "Each party, in writing to all other parties")
    assert "Nothing is agreed yet" not in words_on(lina.get(url))


def test_saving_a_page_of_the_task_list_can_lead_to_the_next_open_task(empty, lina):
    url = reverse("partnerships:agreement_quality", args=[empty.pk])
    page = lina.get(url)
    assert "Save and go to the next open task" in words_on(page)

    answer = lina.post(url, typed_in(page, "quality", quality="Clients say so.") | {"next": "1"}, follow=True)

    assert answer.redirect_chain[-1][0] == section_of(empty, "purpose")
    ready = reverse("partnerships:agreement_next", args=[empty.pk])
    assert lina.get(ready, {"after": "no such task"}).status_code == 302


def test_empty_sections_are_one_issue_and_each_is_a_task(empty, lina):
    page = words_on(lina.get(reverse("partnerships:agreement", args=[empty.pk])))
    missing = [finding for finding in told_together(blocking_of(empty)) if finding.code.startswith("section")]

    assert [finding.code for finding in missing] == ["sections_missing"]
    assert "sections are empty. Purpose and starting point; Services and target groups; Provisional scope" in page
    assert "required sections are empty. Begin with standard wording" in page
    send = words_on(lina.get(reverse("partnerships:agreement_send", args=[empty.pk])))
    count = len(told_together(blocking_of(empty)))
    assert f"Cannot be sent: {count} issues to resolve." in send
    assert f"{count} issues must be resolved before signature." in page


def blocking_of(agreement):
    return blocking(readiness(agreement, agreement_text(agreement), today=timezone.localdate()))


def test_a_section_of_one_s_own_is_named_written_and_printed(draft, lina):
    url = reverse("partnerships:section_new", args=[draft.pk])
    refused = lina.post(url, typed_in(lina.get(url), "title", title="", body=""))
    assert refused.status_code == 422
    assert "Enter the heading of the section." in words_on(refused)

    assert (
        lina.post(url, typed_in(lina.get(url), "title", title="Volunteers", body="They are welcome.")).status_code
        == 302
    )

    own = draft.sections.get(title="Volunteers")
    assert "Volunteers Section of your own Done" in words_on(
        lina.get(reverse("partnerships:agreement", args=[draft.pk]))
    )
    text = words_on(lina.get(reverse("partnerships:agreement_text", args=[draft.pk])))
    assert "Volunteers" in text
    assert "They are welcome." in text
    page = section_of(draft, own.key)
    assert lina.post(page, typed(lina, page, body="They are paid.") | {"do": "save"}).status_code == 302
    assert lina.post(page, typed(lina, page, title="") | {"do": "save"}).status_code == 422
    assert lina.get(section_of(draft, "own-never")).status_code == 404
