"""The manager shares a draft, answers what is said of it, and a proposal that is taken changes the text (G3)."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnerships.clauses.rules.taking import WordsChanged, with_words
from partnerships.commenting.services.answering import answer_remark
from partnerships.drafting.rules.differing import word_changes
from partnerships.drafting.services.wording import agreement_text
from partnerships.drafting.services.writing import save_section
from partnerships.models import CommentRequest, CommentRound, Remark
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.outbox.models import OutboxMail
from tests.factories import ready_agreement, send_out
from tests.factories.commenting import MEETINGS, comment_link, places, said, shared_draft
from tests.factories.dialogue import in_days
from tests.factories.forming import BY
from tests.factories.waiting import waiting_for
from tests.lending import lent_agreement
from tests.pages import typed_in, words_on

rows = lent_agreement(ready_agreement)
NEW = "The board meets twice a year. The chair changes every year."


@pytest.fixture
def draft(in_scope, rows):
    return rows.agreement()


@pytest.fixture
def asked(draft, in_scope) -> CommentRequest:
    return shared_draft(draft, in_scope.lina).requests.get(email="jonas@alytus.example")


def url_of(page: str, *keys: object) -> str:
    return reverse(f"partnerships:{page}", args=keys)


def answered(lina, remark, **typed):
    url = url_of("remark_answer", remark.pk)
    return lina.post(url, typed_in(lina.get(url), "words", **typed))


def test_sharing_sends_a_link_to_each_and_keeps_the_state_that_was_shown(draft, lina):
    url = url_of("comments_share", draft.pk)
    own = draft.parties.get(role="lead").participation.organisation
    own.pes = draft.partnership.service
    own.save()

    answer = lina.post(url, typed_in(lina.get(url), "message", message="Please read."), follow=True)

    shared = CommentRound.objects.get()
    assert "The draft has been shared. 2 e-mails with a link are being sent." in words_on(answer)
    assert sorted(shared.requests.values_list("email", flat=True)) == ["jonas@alytus.example", "ona@youth.example"]
    assert shared.ends_on == in_days(14)
    mail = OutboxMail.objects.get(kind="comments_requested", to_address="jonas@alytus.example")
    assert "Please read." in mail.body_text
    assert LedgerEntry.objects.filter(act="draft.shared").get().after["sha256"] == shared.snapshot_sha256


@pytest.mark.parametrize(
    ("day", "said_"),
    [
        (timezone.localdate(), "Choose a future date, so that the partners have time to read."),
        (in_days(400), "Choose a date within six months."),
    ],
)
def test_a_day_that_gives_no_time_is_refused(draft, lina, day, said_):
    url = url_of("comments_share", draft.pk)
    parts = {"ends_on_day": day.day, "ends_on_month": day.month, "ends_on_year": day.year}

    answer = lina.post(url, typed_in(lina.get(url), "message", **parts))

    assert (answer.status_code, said_ in words_on(answer), CommentRound.objects.count()) == (422, True, 0)


def test_sharing_again_closes_the_round_before_and_keeps_its_comments(draft, in_scope, asked):
    said(asked)
    newer = shared_draft(draft, in_scope.lina)

    assert [row.closed_at is None for row in CommentRound.objects.order_by("number")] == [False, True]
    assert (newer.number, draft.remarks.count()) == (2, 1)


def test_the_counts_add_up_and_silence_comes_first(draft, lina, asked, in_scope):
    for number, words in enumerate(["One", "Two", "Three"]):
        answer_or_none = ["taken", "declined", ""][number]
        row = said(asked, words=words, proposed=NEW + words if answer_or_none == "taken" else "")
        if answer_or_none:
            answer_remark(remark=row, user=in_scope.lina, answer=answer_or_none, words="Because.")

    words = words_on(lina.get(url_of("comments", draft.pk)))

    assert "have answered 0 of 2 wait for your answer 1 of 3" in words
    assert "accepted, as proposed or in other words 1 comment declined 1" in words
    assert words.index("Not opened") < words.index("When the answers are in")


def test_words_that_are_taken_change_the_draft_and_their_author_is_told(draft, lina, asked):
    remark = said(asked, words="Travel takes a day.", proposed=NEW)

    assert answered(lina, remark, answer="taken", words="Thank you.").status_code == 302

    assert draft.sections.get(key="meetings").body == NEW
    remark.refresh_from_db()
    assert (remark.answer, remark.answer_words) == ("taken", "Thank you.")
    mail = OutboxMail.objects.get(kind="remark_answered")
    assert (mail.to_address, "Thank you." in mail.body_text) == ("jonas@alytus.example", True)
    assert "Travel takes a day." not in str(agreement_text(draft))


def test_a_proposal_for_an_answer_of_a_clause_sets_the_answer(draft, lina, in_scope):
    words = "The chair {chair}."
    chair = {"key": "meetings_chair", "title": "Chair", "words": words, "values": {"chair": "each_meeting"}}
    save_section(agreement=draft, key="meetings", body="We meet.", by=BY, clauses=[chair])
    shared = shared_draft(draft, in_scope.lina).requests.get(email="jonas@alytus.example")
    place = places(draft)["clause:meetings.meetings_chair/0"]
    proposed = place.words.replace("after every meeting", "every six months")
    remark = said(shared, place.key, words="", proposed=proposed)
    about_free_words = said(shared, words="", proposed="We never meet.")

    page = words_on(lina.get(url_of("remark_answer", remark.pk)))
    assert "changes every six months, in the order of the table of parties”." in page
    assert answered(lina, remark, answer="taken").status_code == 302
    assert answered(lina, about_free_words, answer="taken").status_code == 302

    part = draft.sections.get(key="meetings")
    clause = part.clauses.get()
    assert (clause.words, clause.values, part.body) == (words, {"chair": "half_year"}, "We never meet.")


def test_a_proposal_on_words_that_changed_meanwhile_shows_both_and_takes_nothing(draft, lina, asked):
    remark = said(asked, words="Travel takes a day.", proposed=NEW)
    save_section(agreement=draft, key="meetings", by=BY, body="The board meets when it wants.")

    answer = answered(lina, remark, answer="taken")

    words = words_on(answer)
    assert answer.status_code == 422
    assert "The words of this clause have changed since." in words
    assert "The board meets when it wants." in words
    assert draft.sections.get(key="meetings").body == "The board meets when it wants."
    assert answered(lina, remark, answer="otherwise", words="It now says so.").status_code == 302


def test_two_proposals_on_the_same_words_are_said_on_both_and_one_stays_open(draft, lina, asked):
    other = CommentRequest.objects.get(email="ona@youth.example")
    first, second = said(asked, words="", proposed=NEW), said(other, words="", proposed="The board never meets.")

    page = words_on(lina.get(url_of("remark_answer", first.pk)))
    answered(lina, first, answer="taken")

    assert "1 other proposal is about the same words." in page
    second.refresh_from_db()
    assert second.waits


@pytest.mark.parametrize("answer", ["declined", "answered", "otherwise"])
def test_an_answer_other_than_taking_needs_a_word(lina, asked, answer):
    remark = said(asked)

    refused = answered(lina, remark, answer=answer)

    assert (refused.status_code, "Enter your answer in words." in words_on(refused)) == (422, True)
    remark.refresh_from_db()
    assert remark.waits


def test_a_comment_has_no_words_to_take(lina, asked):
    assert answered(lina, said(asked), answer="taken", words="x").status_code == 422


def test_comments_that_wait_bar_signature_and_are_named(draft, lina, asked, in_scope):
    said(asked)

    tasks = words_on(lina.get(url_of("agreement", draft.pk)))
    assert "1 comment waits for an answer." in tasks
    assert "Sent for comment: 0 of 2 have answered, by" in tasks
    send = words_on(lina.get(url_of("agreement_send", draft.pk)))
    assert "1 comment waits for an answer." in send


def test_it_stands_in_what_waits(draft, asked, in_scope):
    said(asked)

    told = [(line.label, line.reason) for line in waiting_for(in_scope.lina) if "comment" in line.label.lower()]

    assert len(told) == 1
    assert told[0][0] == "Answer the comments"
    assert told[0][1].startswith("1 comment waits for an answer. Sent for comment: 0 of 2 have answered, by")


def test_nothing_of_it_is_in_the_signed_text(draft, asked, in_scope):
    remark = said(asked, words="Zebra crossing")
    answer_remark(remark=remark, user=in_scope.lina, answer="declined", words="No zebras.")

    sent = send_out(draft, in_scope)

    assert "ebra" not in sent.snapshot
    assert CommentRound.objects.get().closed_at is not None


def test_a_reminder_sends_a_new_link_and_the_old_one_dies(draft, lina, asked):
    old = comment_link(asked.email)

    lina.post(url_of("comments_remind", asked.pk))

    assert Client().get(old).status_code == 410
    assert Client().get(comment_link(asked.email)).status_code == 200


def test_more_time_and_closing(draft, lina, asked):
    shared, later = asked.round, in_days(30)
    url = url_of("comments_extend", shared.pk)
    parts = {"ends_on_day": later.day, "ends_on_month": later.month, "ends_on_year": later.year}

    lina.post(url, typed_in(lina.get(url), "ends_on_day", **parts))
    shared.refresh_from_db()
    assert shared.ends_on == later
    assert OutboxMail.objects.filter(kind="comments_extended").count() == 2

    close = url_of("comments_close", shared.pk)
    assert "2 partners have not answered." in words_on(lina.get(close))
    lina.post(close)
    shared.refresh_from_db()
    assert shared.closed_at is not None


def test_colleagues_comment_in_the_same_way_and_only_they_see_it(draft, in_scope, sign_in):
    jonas = sign_in(in_scope.jonas)
    url = url_of("remark_new", draft.pk)
    assert "Choose the part" in words_on(jonas.get(url))

    answer = jonas.post(
        f"{url}?on={MEETINGS}", typed_in(jonas.get(f"{url}?on={MEETINGS}"), "proposed", words="Silence?")
    )

    assert answer.status_code == 302
    assert Remark.objects.get().user == in_scope.jonas
    assert "Colleagues only" in words_on(jonas.get(url_of("comments", draft.pk)))


def test_the_list_goes_out_as_it_is_shown(draft, lina, asked):
    said(asked, words="=SUM(A1)")

    sheet = lina.get(url_of("comments", draft.pk) + "?format=csv").content.decode("utf-8-sig").splitlines()

    assert sheet[0].startswith("Place,Partner,Person,Kind")
    assert "'=SUM(A1)" in sheet[1]


def test_the_queries_do_not_grow_with_remarks(draft, lina, asked, count_queries):
    url = url_of("comments", draft.pk)
    said(asked, words="First.")
    one = count_queries(lambda: lina.get(url))
    said(asked, words="Second.")
    said(asked, words="Third.", proposed=NEW)

    assert count_queries(lambda: lina.get(url)) == one


def test_clauses_are_told_by_their_place_in_their_part(draft):
    found = places(draft)

    assert found[MEETINGS].words == "The board meets every quarter. The chair changes every six months."
    assert found["clause:purpose/1"].words == "The parties give it under one roof."
    assert all(found[f"objective:{row.lineage}"].words == "" for row in draft.objectives.all())


@pytest.mark.parametrize(
    ("body", "was"), [("Another text.", "The words."), ("The words. The words.", "The words."), ("x", "")]
)
def test_words_are_replaced_only_where_they_stand_once(body, was):
    with pytest.raises(WordsChanged):
        with_words(body, was, "Other words.")


def test_other_words_are_shown_word_by_word():
    runs = word_changes("The chair changes after every meeting.", "The chair changes every year.")

    assert "".join(run.words for run in runs if run.kind != "new") == "The chair changes after every meeting."
    assert "".join(run.words for run in runs if run.kind != "gone") == "The chair changes every year."
    assert {run.kind for run in runs} == {"same", "gone", "new"}


def test_a_round_is_open_on_its_last_day(asked):
    last = asked.round.ends_on
    assert asked.round.is_open(last)
    assert not asked.round.is_open(last + datetime.timedelta(days=1))


def test_what_was_said_of_a_part_stands_beside_it_while_it_is_written(draft, lina, asked, sign_in, in_scope):
    """A remark on the words of a part stands in its margin, with the way to answer; afterwards its answer does."""
    remark = said(asked)
    page = url_of("section", draft.pk, "meetings")

    shown = lina.get(page)

    assert "Too often." in words_on(shown)
    assert url_of("remark_answer", remark.pk) in shown.content.decode()
    assert "Too often." not in words_on(lina.get(url_of("section", draft.pk, "purpose")))
    answered(lina, remark, answer="declined", words="It stays.")
    again = lina.get(page)
    assert "It stays." in words_on(again)
    assert url_of("remark_answer", remark.pk) not in again.content.decode()
