"""A page that holds a form is told by its one-time key what became of it, and nothing else counts (decision 0033)."""

import datetime

import pytest
import time_machine
from django.template import RequestContext, Template
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pes_partnerships.accounts.models import UnsavedInput
from pes_partnerships.accounts.services.unsaved import Owner
from pes_partnerships.accounts.unsaved import PageInput
from pes_partnerships.ledger.models import LedgerEntry
from tests.factories import make_partnership
from tests.pages import typed_in, words_on

pytestmark = pytest.mark.django_db
FIRST, LATER = {"X-Held-For": "0"}, {"X-Held-For": "600"}
LONG = "Clients who have been out of work for more than two years find work that lasts."
KEEP = "/account/unsaved/"


@pytest.fixture
def url(in_scope) -> str:
    return reverse("partnerships:examination", args=[make_partnership(in_scope.service).pk])


@pytest.fixture
def lina(in_scope, sign_in) -> Client:
    return sign_in(in_scope.lina)


def filled(browser: Client, url: str, **typed):
    return typed_in(browser.get(url), "unsaved", badly_served=LONG, **typed)


def became(answer, form) -> str:
    """What the page may believe: "Saved" or "Kept", said of the key of this very form."""
    said = [what for what in ("Saved", "Kept") if answer.headers.get(f"X-Form-{what}") in form["once"]]
    return " ".join(said)


def test_a_form_that_was_saved_is_acknowledged_and_says_where_it_leads(lina, url):
    form = filled(lina, url)

    answer = lina.post(url, form, headers=FIRST)

    assert (answer.status_code, became(answer, form)) == (204, "Saved")
    assert answer.headers["X-Leads-To"] == lina.post(url, form).url


def test_a_form_that_the_browser_sends_gets_its_redirect_as_ever(lina, url):
    form = filled(lina, url)

    answer = lina.post(url, form)

    assert (answer.status_code, became(answer, form)) == (302, "")


def test_sent_again_it_acts_once_and_says_nothing_about_it(lina, url):
    form = filled(lina, url)
    lina.post(url, form, headers=FIRST)
    before = LedgerEntry.objects.count()

    answer = lina.post(url, form, headers=LATER)

    assert (answer.status_code, became(answer, form), LedgerEntry.objects.count()) == (204, "Saved", before)
    assert "sent twice" not in words_on(lina.get(url))


def test_sent_again_with_other_words_where_only_the_first_counts_the_words_are_kept(lina):
    new = reverse("partnerships:partnership_new")
    form = typed_in(lina.get(new), "unsaved", title="Evening advice")
    lina.post(new, form, headers=FIRST)
    changed = {**form, "title": "Evening advice for parents"}

    answer = lina.post(new, changed, headers=LATER)

    assert became(answer, form) == "Kept"
    assert typed_in(lina.get(new), "title")["title"] == ["Evening advice for parents"]


def test_a_refused_form_is_acknowledged_because_the_server_keeps_it(lina):
    new = reverse("partnerships:partnership_new")
    form = typed_in(lina.get(new), "unsaved", challenge=LONG, title="")

    answer = lina.post(new, form, headers=FIRST)

    assert (answer.status_code, became(answer, form)) == (422, "Kept")
    assert typed_in(lina.get(new), "challenge")["challenge"] == [LONG]


def test_after_the_session_has_ended_it_is_kept_for_its_owner(lina, url, in_scope):
    form = filled(lina, url)

    answer = Client().post(url, form, headers=LATER)

    assert (answer.status_code, became(answer, form)) == (204, "Kept")
    assert "/account/login/" in answer.headers["X-Leads-To"]
    assert UnsavedInput.objects.get().user == in_scope.lina


def test_what_had_been_saved_before_the_session_ended_is_not_kept_as_unsaved(lina, url):
    """The answer was lost on the way, and when the form is sent again the session is over."""
    form = filled(lina, url)
    lina.post(url, form, headers=FIRST)

    answer = Client().post(url, form, headers=LATER)

    assert (became(answer, form), UnsavedInput.objects.count()) == ("Saved", 0)


@pytest.mark.parametrize(
    "other",
    [{"unsaved": ""}, {"unsaved": "forged"}, {"badly_served": "word " * 120_000}],
    ids=["no owner", "a forged owner", "too long to be kept"],
)
def test_what_is_not_kept_is_not_acknowledged(lina, url, other):
    form = filled(lina, url) | other

    assert became(Client().post(url, form, headers=LATER), form) == ""


def test_a_page_that_is_missing_acknowledges_nothing(lina, url):
    form = filled(lina, url)

    answer = lina.post(url.replace("/partnerships/", "/partnerships/9"), form, headers=LATER)

    assert (answer.status_code, became(answer, form)) == (404, "")


def test_what_one_person_wrote_is_never_saved_in_the_name_of_another(lina, url, in_scope, sign_in):
    form, before = filled(lina, url), LedgerEntry.objects.count()

    answer = sign_in(in_scope.liis).post(url, form, headers=LATER)

    assert (answer.status_code, became(answer, form), LedgerEntry.objects.count()) == (409, "", before)
    assert UnsavedInput.objects.count() == 0


def test_what_was_typed_after_it_was_held_is_not_forgotten(lina, url):
    """The form waits for ten minutes; meanwhile its owner writes on, and that is kept by itself."""
    form = filled(lina, url)
    newer = LONG + " Others need half a year."
    with time_machine.travel(timezone.now() - datetime.timedelta(minutes=5), tick=False):
        lina.post(KEEP, {**form, "badly_served": newer})

    lina.post(url, form, headers=LATER)

    assert UnsavedInput.objects.get().typed.count("half+a+year") == 1


def test_what_was_typed_before_it_was_held_is_forgotten(lina, url):
    form = filled(lina, url)
    with time_machine.travel(timezone.now() - datetime.timedelta(minutes=11), tick=False):
        lina.post(KEEP, {**form, "badly_served": LONG[:20]})

    lina.post(url, form, headers=LATER)

    assert UnsavedInput.objects.count() == 0


def test_signing_out_clears_what_the_browser_stores_and_nothing_else_does(lina):
    pages = [lina.get("/account/"), lina.post("/account/logout/"), lina.get("/account/login/")]

    assert [page.headers.get("Clear-Site-Data") for page in pages] == [None, '"storage"', None]


@pytest.mark.parametrize(
    ("owner", "is_held"),
    [(Owner("/values/", user=7), True), (Owner("/answer/-/", link="hash"), False)],
    ids=["a person", "a mailed link"],
)
def test_only_what_belongs_to_a_person_is_held(rf, owner, is_held):
    """Behind a mailed link nobody signs out, and the link would stay in the browser."""
    request = rf.get("/values/")
    request.unsaved = PageInput(owner)
    request.unsaved.is_kept = True

    page = Template("{% load ui %}{% unsaved_line sends_later=True %}").render(RequestContext(request))

    assert ("kept-line" in page, "data-later" in page) == (True, is_held)


@pytest.mark.parametrize("rubbish", ["", "soon", "-1", "1e9", "9" * 10])
def test_a_strange_header_is_no_header(lina, url, rubbish):
    form = filled(lina, url)

    assert lina.post(url, form, headers={"X-Held-For": rubbish}).status_code == 302
