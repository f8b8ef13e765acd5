"""What is typed and not saved is kept for its owner alone, and comes back (decision 0025)."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Partnership
from pes_partnerships.accounts.models import UnsavedInput
from pes_partnerships.accounts.services.unsaved import BRING_BACK, KEPT, Owner
from pes_partnerships.accounts.tasks import forget_sent_forms
from pes_partnerships.ledger.models import LedgerEntry
from tests.factories import make_partnership
from tests.factories.dialogue import answer_link, make_invitation, make_invited
from tests.pages import forms_on, typed_in, words_on

pytestmark = pytest.mark.django_db
KEEP, SETTLE = "/account/unsaved/", "/account/unsaved/settle/"
LONG = "Clients who have been out of work for more than two years find work that lasts."


@pytest.fixture
def partnership(in_scope):
    return make_partnership(in_scope.service)


@pytest.fixture
def url(partnership) -> str:
    return reverse("partnerships:examination", args=[partnership.pk])


def keep(browser: Client, url: str, **typed):
    """Open the page, type, and let it keep what was typed, as its script does."""
    form = typed_in(browser.get(url), "unsaved", **typed)
    return form, browser.post(KEEP, form)


def shown(browser: Client, url: str, name: str) -> str:
    return typed_in(browser.get(url), name)[name][0]


def test_what_was_typed_comes_back_unsaved_and_unchecked(url, partnership, in_scope, sign_in):
    lina, before = sign_in(in_scope.lina), LedgerEntry.objects.count()

    _form, answer = keep(lina, url, badly_served=LONG)
    page = lina.get(url)

    assert "Only you can see it until you save." in answer.content.decode()
    assert "Your unsaved changes of" in words_on(page)
    assert typed_in(page, "badly_served")["badly_served"] == [LONG]
    assert "field-error" not in page.content.decode()
    assert (LedgerEntry.objects.count(), hasattr(Partnership.objects.get(), "examination")) == (before, False)


def test_nobody_else_is_shown_it(url, in_scope, sign_in):
    keep(sign_in(in_scope.lina), url, badly_served=LONG)

    assert shown(sign_in(in_scope.liis), reverse("partnerships:partnership_new"), "title") == ""
    other = sign_in(in_scope.jonas)
    assert LONG not in words_on(other.get(url))


def test_it_is_said_once_in_a_minute(url, in_scope, sign_in):
    lina = sign_in(in_scope.lina)
    form, first = keep(lina, url, badly_served=LONG)
    said = first.content.decode().partition('name="kept" value="')[2].partition('"')[0]

    again = lina.post(KEEP, {**form, "badly_served": LONG + "!", "kept": said})

    assert (again.status_code, shown(lina, url, "badly_served")) == (204, LONG + "!")


def test_saving_makes_the_one_act_and_removes_it(url, partnership, in_scope, sign_in):
    lina = sign_in(in_scope.lina)
    form, _answer = keep(lina, url, badly_served=LONG)

    saved = lina.post(url, form)
    late = lina.post(KEEP, form)  # it was on its way when the form was sent

    assert (saved.status_code, late.status_code, UnsavedInput.objects.count()) == (302, 204, 0)
    assert partnership.examination.badly_served == LONG


def test_a_refused_form_is_there_for_who_comes_back(in_scope, sign_in, partnership):
    lina = sign_in(in_scope.lina)
    new = reverse("partnerships:partnership_new")

    refused = lina.post(new, typed_in(lina.get(new), "unsaved", challenge=LONG, title=""))

    assert refused.status_code == 422
    assert shown(lina, new, "challenge") == LONG


def test_a_session_that_ended_loses_nothing(url, partnership, in_scope, sign_in):
    """The user types for long, the session ends, Save leads to the sign-in page: the text is back after it."""
    lina = sign_in(in_scope.lina)
    form = typed_in(lina.get(url), "unsaved", badly_served=LONG)
    visitor = Client()

    asked = visitor.post(url, form, follow=True)
    page = sign_in(in_scope.lina).get(url)

    assert "You have been signed out, so nothing was saved yet." in words_on(asked)
    assert "You were signed out. What you wrote on" in words_on(page)
    assert typed_in(page, "badly_served")["badly_served"] == [LONG]
    assert not hasattr(Partnership.objects.get(), "examination")


def test_who_signs_in_instead_is_not_shown_it(url, in_scope, sign_in):
    form = typed_in(sign_in(in_scope.lina).get(url), "unsaved", badly_served=LONG)
    Client().post(url, form)

    assert LONG not in words_on(sign_in(in_scope.jonas).get(url))


def test_keeping_goes_on_when_the_session_has_ended_and_says_so(url, in_scope, sign_in):
    form = typed_in(sign_in(in_scope.lina).get(url), "unsaved", badly_served=LONG)

    answer = Client().post(KEEP, form)

    assert "You have been signed out." in words_on(answer)
    assert UnsavedInput.objects.get().user == in_scope.lina


def test_it_is_discarded_and_brought_back(url, in_scope, sign_in):
    lina = sign_in(in_scope.lina)
    keep(lina, url, badly_served=LONG)
    settle = next(form for form in forms_on(lina.get(url)) if form.action == SETTLE).sent

    assert lina.post(SETTLE, {**settle, "act": "discard"}).url == url
    assert shown(lina, url, "badly_served") == ""
    assert "You discarded unsaved changes on this page." in words_on(lina.get(url))
    lina.post(SETTLE, {**settle, "act": "bring_back"})
    assert shown(lina, url, "badly_served") == LONG


def test_a_key_that_is_forged_or_anothers_is_missing(url, in_scope, sign_in):
    form, _answer = keep(sign_in(in_scope.lina), url, badly_served=LONG)
    jonas = sign_in(in_scope.jonas)

    assert jonas.post(KEEP, form).status_code == 404
    assert jonas.post(SETTLE, {**form, "act": "discard"}).status_code == 404
    assert jonas.post(KEEP, {**form, "unsaved": "rubbish"}).status_code == 404
    assert Client().post(SETTLE, {**form, "act": "discard"}).status_code == 404
    assert UnsavedInput.objects.get().discarded_at is None


def test_a_novel_is_refused_in_words(url, in_scope, sign_in):
    _form, answer = keep(sign_in(in_scope.lina), url, badly_served="word " * 120_000)

    assert "Your input is too long to be kept automatically." in words_on(answer)
    assert UnsavedInput.objects.count() == 0


def test_two_people_on_one_part_get_the_conflict_page(url, partnership, in_scope, sign_in):
    lina, liis = sign_in(in_scope.lina), sign_in(in_scope.liis)
    partnership.office = in_scope.tallinn
    partnership.save()
    keep(lina, url, badly_served=LONG)
    liis.post(url, typed_in(liis.get(url), "badly_served", badly_served="School leavers"))

    kept = typed_in(lina.get(url), "badly_served")
    answer = lina.post(url, kept)

    assert (kept["badly_served"], answer.status_code) == ([LONG], 409)
    assert shown(lina, url, "badly_served") == LONG  # also for who leaves the page of the conflict


def test_a_list_comes_back_with_its_lines(partnership, in_scope, sign_in):
    lina = sign_in(in_scope.lina)
    chain = reverse("partnerships:chain", args=[partnership.pk])
    keep(lina, chain, **{"rows-0-need": "Childcare", "rows-1-need": "A bus in the morning"})

    assert shown(lina, chain, "rows-1-need") == "A bus in the morning"


def test_behind_a_mailed_link_it_belongs_to_the_link(in_scope):
    invitation = make_invitation(make_invited(in_scope.service))
    link = answer_link(invitation.email)
    visitor = Client()
    keep(visitor, link, note="We would like to know more first.")

    other_browser = Client()
    assert shown(other_browser, link, "note") == "We would like to know more first."
    row = UnsavedInput.objects.get()
    assert (row.user, link.split("/")[-2] in row.page, len(row.link)) == (None, False, 64)


def test_a_page_that_signs_or_asks_again_keeps_nothing(in_scope, sign_in, partnership):
    page = sign_in(in_scope.lina).get(reverse("partnerships:partnership_end", args=[partnership.pk]))

    assert all("unsaved" not in form.sent for form in forms_on(page) if "reason" not in form.sent)
    assert Client().get(reverse("account_login")).content.count(b"kept-line") == 0


def test_what_nobody_came_back_for_is_forgotten(in_scope):
    now = timezone.now()
    rows = [
        ("old", {"kept_at": now - KEPT - datetime.timedelta(days=1)}),
        ("discarded", {"discarded_at": now - BRING_BACK - datetime.timedelta(minutes=1)}),
        ("young", {}),
    ]
    for page, values in rows:
        UnsavedInput.objects.create(user=in_scope.lina, page=page, typed="", **values)

    forget_sent_forms()

    assert [row.page for row in UnsavedInput.objects.all()] == ["young"]


def test_a_key_names_its_owner_and_its_page():
    owner = Owner("/objectives/5/", user=7)

    assert Owner.of_key(owner.key) == owner
    assert Owner.of_key(owner.key + "x") is None
