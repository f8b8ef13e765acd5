"""A partner reads the draft by its link, comments, proposes other words and finishes, without an account (G3)."""

import datetime
import re
from collections import Counter

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from partnerships.commenting.services.answering import answer_remark
from partnerships.commenting.services.sharing import close_round
from partnerships.drafting.services.writing import save_section
from partnerships.models import CommentRequest, Remark, Signature
from pes_partnerships.accounts.models import UnsavedInput
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.lib.links import new_token
from pes_partnerships.outbox.models import OutboxMail
from tests.factories import ready_agreement, send_out
from tests.factories.commenting import MEETINGS, comment_link, said, shared_draft
from tests.factories.forming import BY
from tests.lending import lent_agreement
from tests.pages import forms_on, typed_in, words_on

rows = lent_agreement(ready_agreement)
JONAS, ONA = "jonas@alytus.example", "ona@youth.example"
ON = f"?on={MEETINGS}"


@pytest.fixture
def draft(in_scope, rows):
    return rows.agreement()


@pytest.fixture
def shared(draft, in_scope):
    return shared_draft(draft, in_scope.lina, message="Please read chapter 5 with care.")


@pytest.fixture
def link(shared) -> str:
    return comment_link(JONAS)


def comment(link: str, browser: Client | None = None, **typed):
    browser = browser or Client()
    form = typed_in(browser.get(f"{link}{ON}"), "proposed", **{"name": "Jonas Jonaitis", **typed})
    return browser.post(f"{link}{ON}", form)


def answer_page(link: str, browser: Client | None = None, **typed):
    browser = browser or Client()
    form = {**typed_in(browser.get(link), "outcome", **{"name": "Jonas Jonaitis", **typed}), "finish": "1"}
    return browser.post(link, form)


def finish_form(link: str) -> dict:
    return next(form.sent for form in forms_on(Client().get(link)) if form.action.endswith("#finish"))


def finish(link: str, outcome: str, **typed):
    return Client().post(link, {**finish_form(link), "outcome": outcome, "name": "Jonas", "finish": "1", **typed})


def test_the_page_says_who_asks_what_concerns_the_reader_and_shows_the_draft(link):
    words = words_on(Client().get(link))

    assert "Please comment on a draft" in words
    assert "For Alytus city municipality, by" in words
    assert "Please read chapter 5 with care." in words
    assert "Gives rooms in two libraries." in words
    assert "The board meets every quarter. The chair changes every six months." in words
    assert "Go to the signature" not in words
    assert CommentRequest.objects.get(email=JONAS).opened_at is not None


def test_a_comment_and_other_words_are_kept_beside_their_clause(link, draft):
    assert comment(link, words="Why so often?").status_code == 302
    assert comment(link, proposed="The board meets twice a year.", words="Travel takes a day.").status_code == 302

    remarks = list(Remark.objects.all())
    assert [(row.kind, row.words) for row in remarks] == [
        ("comment", "Why so often?"),
        ("proposal", "Travel takes a day."),
    ]
    assert remarks[1].was.startswith("The board meets every quarter.")
    page = Client().get(link).content.decode()
    assert "<del>" in page
    assert "Travel takes a day." in page


def test_the_same_sent_twice_is_kept_once(link):
    comment(link, words="Why so often?")
    comment(link, words="Why so often?")

    assert Remark.objects.count() == 1


def test_who_reads_is_asked_once(link):
    first = Client().get(f"{link}{ON}")
    comment(link, words="Why so often?")

    again = Client().get(f"{link}{ON}")
    form = next(form.sent for form in forms_on(first) if "proposed" in form.sent)
    assert "name" in form
    assert "name" not in next(form.sent for form in forms_on(again) if "proposed" in form.sent)
    assert CommentRequest.objects.get(email=JONAS).reader_name == "Jonas Jonaitis"


@pytest.mark.parametrize(
    ("typed", "field"),
    [({}, "words"), ({"words": "x", "name": ""}, "name"), ({"proposed": "", "words": "x"}, "proposed")],
)
def test_bad_input_is_said_at_its_field_and_nothing_is_kept(link, typed, field):
    answer = comment(link, **typed)

    assert answer.status_code == 422
    assert list(answer.context["remark_form"].errors) == [field]
    assert Remark.objects.count() == 0


def test_markup_in_a_proposal_is_words(link):
    comment(link, proposed="<script>alert(1)</script> meets", words="<b>bold</b>")

    page = Client().get(link).content.decode()
    assert "<script>alert" not in page
    assert "<b>bold</b>" not in page


def test_what_is_typed_and_not_sent_is_there_again_and_is_said_before_the_end(link):
    browser = Client()
    form = typed_in(browser.get(f"{link}{ON}"), "proposed", words="Not sent yet.")
    browser.post("/account/unsaved/", form)

    assert typed_in(Client().get(f"{link}{ON}"), "proposed")["words"] == ["Not sent yet."]
    assert "You have typed comments that have not been sent." in words_on(Client().get(link))
    row = UnsavedInput.objects.get()
    assert link.split("/")[2] not in row.page


def test_partners_see_each_other_unless_the_round_hides_it_and_never_a_colleague(draft, in_scope):
    shared_draft(draft, in_scope.lina)
    jonas, ona = comment_link(JONAS), comment_link(ONA)
    comment(jonas, words="Too often for us.")
    Remark.objects.create(
        agreement=draft, user=in_scope.lina, part=MEETINGS, place="5.1", words="Silence?", made_at=timezone.now()
    )

    assert "Too often for us." in words_on(Client().get(ona))
    assert "Silence?" not in words_on(Client().get(ona))

    shared_draft(draft, in_scope.lina, hides_others=True)
    comment(comment_link(JONAS), words="Still too often.")
    assert "Still too often." not in words_on(Client().get(comment_link(ONA)))


def test_a_remark_is_withdrawn_by_its_author_alone(link, draft):
    comment(link, words="Why so often?")
    row = Remark.objects.get()
    withdraw = next(form.sent for form in forms_on(Client().get(link)) if "csrfmiddlewaretoken" in form.sent)

    assert Client().post(comment_link(ONA), {**withdraw, "withdraw": row.pk}).status_code == 404
    assert Client().post(link, {**withdraw, "withdraw": row.pk}).status_code == 302
    assert list(Remark.objects.standing()) == []
    assert LedgerEntry.objects.filter(act="remark.withdrawn").count() == 1


def test_finishing_is_no_signature_and_tells_the_manager(link, in_scope):
    comment(link, words="Why so often?")

    assert finish(link, "finished", words="Thank you for asking.").status_code == 302

    asked = CommentRequest.objects.get(email=JONAS)
    assert (asked.finish, asked.reader_name, asked.last_word) == ("finished", "Jonas", "Thank you for asking.")
    assert Signature.objects.count() == 0
    mail = OutboxMail.objects.get(kind="comments_finished")
    assert (mail.to_address, "1 comment" in mail.body_text) == (in_scope.lina.email, True)
    assert "You answered on" in words_on(Client().get(link))


def test_no_objection_while_a_comment_waits_asks_first(link):
    comment(link, words="Why so often?")

    answer = finish(link, "no_objection")

    assert answer.status_code == 422
    assert "You sent 1 comment that has not been answered." in words_on(answer)
    assert CommentRequest.objects.get(email=JONAS).finished_at is None


def test_who_cannot_agree_says_what_would_have_to_change(link):
    assert finish(link, "cannot_agree").status_code == 422
    assert finish(link, "cannot_agree", words="Less work in summer.").status_code == 302


def test_the_answer_stands_beside_the_remark(link, draft, in_scope):
    comment(link, words="Why so often?")
    answer_remark(remark=Remark.objects.get(), user=in_scope.lina, answer="answered", words="To keep pace.")

    words = words_on(Client().get(link))
    assert "Answered; the draft is unchanged" in words
    assert "To keep pace." in words


def test_the_draft_is_shown_as_it_was_shared_and_what_changed_since_is_said(link, draft):
    save_section(agreement=draft, key="meetings", by=BY, body="The board meets once a year.")

    words = words_on(Client().get(link))
    assert "1 change has been made since then" in words
    assert "The board meets every quarter. The chair changes every six months." in words


CLOSED = [
    ("sent", "The text has been sent for signature."),
    ("closed", "The comments on this draft have been closed."),
    ("over", "The deadline for comments has passed."),
]


@pytest.mark.parametrize(("state", "said_"), CLOSED, ids=[each[0] for each in CLOSED])
def test_a_link_that_takes_no_more_comments_says_why_and_keeps_all(link, draft, shared, in_scope, state, said_):
    comment(link, words="Why so often?")
    open_form = typed_in(Client().get(f"{link}{ON}"), "proposed", words="Too late")
    day = timezone.localdate() + datetime.timedelta(days=15 if state == "over" else 0)
    if state == "sent":
        answer_remark(remark=Remark.objects.get(), user=in_scope.lina, answer="answered", words="Yes.")
        send_out(draft, in_scope)
    if state == "closed":
        close_round(comment_round=shared, by=BY)

    with time_machine.travel(datetime.datetime.combine(day, datetime.time(12), tzinfo=datetime.UTC), tick=False):
        page, late = Client().get(link), Client().post(f"{link}{ON}", open_form)

    assert (page.status_code, late.status_code) == (200, 409)
    assert said_ in words_on(page)
    assert "Why so often?" in words_on(page)
    assert all("words" not in form.sent for form in forms_on(page))
    assert Remark.objects.count() == 1


def test_an_unknown_link_says_that_it_does_not_work(db):
    answer = Client().get(f"/comment/{new_token()}/")

    assert (answer.status_code, "This link does not work" in words_on(answer)) == (410, True)


def test_the_page_speaks_the_readers_language_and_the_draft_its_own(draft, in_scope):
    contact = draft.parties.get(participation__organisation__name="Alytus city municipality").signatories.get().contact
    contact.language = "fr"
    contact.save()
    shared_draft(draft, in_scope.lina)

    page = Client().get(comment_link(JONAS)).content.decode()

    assert '<html lang="fr">' in page
    assert '<div lang="en">' in page


def test_the_queries_do_not_grow_with_remarks(link, draft, count_queries):
    request = CommentRequest.objects.get(email=JONAS)
    said(request, words="First.")
    one = count_queries(lambda: Client().get(link))
    said(request, words="Second.")
    said(request, words="Third.")

    assert count_queries(lambda: Client().get(link)) == one


def test_an_answer_without_a_choice_is_refused_and_keeps_the_closing_words(link):
    form = finish_form(link)
    form.pop("outcome", None)

    answer = Client().post(link, {**form, "name": "Jonas", "words": "We like chapter 5.", "finish": "1"})

    assert (answer.status_code, "Choose how you finish." in words_on(answer)) == (422, True)
    assert "We like chapter 5." in answer.content.decode()


def test_with_a_comment_open_no_two_fields_share_a_name_to_be_labelled_by(link):
    ids = re.findall(r' id="([^"]+)"', Client().get(f"{link}{ON}").content.decode())

    assert [each for each, count in Counter(ids).items() if count > 1] == []


def test_a_comment_that_is_sent_or_withdrawn_is_confirmed(link):
    browser = Client()
    comment(link, browser=browser, words="Twelve weeks are too few.")
    page = browser.get(link)
    assert "has been sent." in words_on(page)
    remark = Remark.objects.get(words="Twelve weeks are too few.")

    again = browser.post(link, {"withdraw": remark.pk}, follow=True)

    assert "has been withdrawn." in words_on(again)
