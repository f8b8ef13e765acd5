"""The one-time key of a form: what uses it up, what does not, and whom it belongs to (decision 0018)."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Participation, Partnership
from pes_partnerships.accounts.models import SentForm
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.accounts.services.sent_forms import KEPT
from pes_partnerships.accounts.tasks import forget_sent_forms
from pes_partnerships.ledger.models import LedgerEntry
from reviews.models import CorrectiveAction
from tests.cast import person
from tests.factories import make_organisation, make_partnership
from tests.pages import typed_in

pytestmark = pytest.mark.django_db
NEW = "/partnerships/new/"


def form_on(browser, url: str, holding: str, **typed) -> dict:
    return typed_in(browser.get(url), holding, **typed)


def told(answer) -> list[tuple[str, str]]:
    return [(message.level_tag, str(message)) for message in get_messages(answer.wsgi_request)]


def titles() -> list[str]:
    return sorted(Partnership.objects.values_list("title", flat=True))


def test_two_tabs_are_two_forms(in_scope, sign_in):
    lina = sign_in(in_scope.lina)
    for form in [form_on(lina, NEW, "title", title="Evening advice") for _tab in range(2)]:
        lina.post(NEW, form)

    assert titles() == ["Evening advice", "Evening advice"]


def test_other_words_the_second_time_are_not_saved_and_the_message_says_so(in_scope, sign_in):
    lina = sign_in(in_scope.lina)
    form = form_on(lina, NEW, "title", title="Evening advice")

    first, second = lina.post(NEW, form), lina.post(NEW, {**form, "title": "Morning advice"})

    assert (titles(), second.url) == (["Evening advice"], first.url)
    assert told(second)[-1] == (
        "warning",
        "This form was sent twice, the second time with other content. Only the first was processed. "
        "To send another one, open the form again.",
    )


def test_a_change_that_is_sent_twice_is_no_conflict_and_one_that_differs_is(in_scope, sign_in):
    lina, partnership = sign_in(in_scope.lina), make_partnership(in_scope.service)
    url = reverse("partnerships:examination", args=[partnership.pk])
    form = form_on(lina, url, "badly_served", badly_served="School leavers")

    first, again = lina.post(url, form), lina.post(url, form)
    other = lina.post(url, {**form, "badly_served": "Parents"})

    assert (first.status_code, again.url, LedgerEntry.objects.about(partnership).count()) == (302, first.url, 2)
    assert told(again)[-1][1].startswith("This form was sent twice. It was processed only once.")
    assert (other.status_code, partnership.examination.badly_served) == (409, "School leavers")

    mine = lina.post(url, typed_in(other, "badly_served"))
    partnership.examination.refresh_from_db()
    assert (mine.status_code, partnership.examination.badly_served) == (302, "Parents")


def test_a_refused_form_keeps_its_key(in_scope, sign_in):
    lina = sign_in(in_scope.lina)
    form = form_on(lina, NEW, "title", title="")

    refused = lina.post(NEW, form)
    again = typed_in(refused, "title", title="Evening advice")
    first, second = lina.post(NEW, again), lina.post(NEW, again)

    assert (again["once"], SentForm.objects.count()) == (form["once"], 1)
    assert (titles(), second.url) == (["Evening advice"], first.url)


def test_a_redirect_that_refuses_keeps_the_key(in_scope, sign_in):
    lina, partnership = sign_in(in_scope.lina), make_partnership(in_scope.service)
    centre = make_organisation(in_scope.service, "Youth Centre", "ngo")
    url = f"/partnerships/{partnership.pk}/actors/?looked=1"
    form = form_on(lina, url, "once")

    nobody = lina.post(url, form)
    lina.post(url, {**form, "organisation": centre.pk})

    assert (nobody.status_code, SentForm.objects.count()) == (302, 1)
    assert [row.organisation for row in Participation.objects.all()] == [centre]


def test_an_act_that_fails_leaves_no_key_behind(in_scope, sign_in):
    lina = sign_in(in_scope.lina)
    key = form_on(lina, NEW, "title")["once"]

    missing = lina.post(reverse("reviews:activity_new", args=[99999999]), {"once": key, "title": "Evening session"})

    assert (missing.status_code, SentForm.objects.count()) == (404, 0)


def test_somebody_else_s_key_is_no_use(in_scope, sign_in):
    lina, rita = sign_in(in_scope.lina), sign_in(person("Rita", in_scope.service, Role.MANAGER))
    form = form_on(lina, NEW, "title", title="Evening advice")
    first = lina.post(NEW, form)

    other = rita.post(NEW, form)

    assert titles() == ["Evening advice", "Evening advice"]
    assert (other.status_code, other.url == first.url) == (302, False)


def test_a_key_holds_for_its_page_alone(in_scope, sign_in):
    lina, partnership = sign_in(in_scope.lina), make_partnership(in_scope.service)
    form = form_on(lina, NEW, "title", title="Evening advice")
    lina.post(NEW, form)

    url = reverse("reviews:action_new", args=[partnership.pk])
    typed = {
        "text": "Call all",
        "owner": f"user{in_scope.lina.pk}",
        "due_on_day": "1",
        "due_on_month": "2",
        "due_on_year": "2099",
    }
    answer = lina.post(url, {**typed, "once": form["once"]})

    assert (answer.status_code, CorrectiveAction.objects.count()) == (302, 1)


@pytest.mark.parametrize("rubbish", ["", "x", "é" * 22, "a" * 10_000, "\x00" * 22])
def test_what_is_no_key_is_not_kept(in_scope, sign_in, rubbish):
    lina = sign_in(in_scope.lina)
    form = form_on(lina, NEW, "title", title="Evening advice", once=rubbish)

    answer = lina.post(NEW, form)

    assert (answer.status_code, SentForm.objects.count()) == (302, 0)
    assert form_on(lina, NEW, "title")["once"] != form["once"]


def test_the_words_that_were_typed_are_not_kept(in_scope, sign_in):
    lina = sign_in(in_scope.lina)
    lina.post(NEW, form_on(lina, NEW, "title", title="Evening advice"))

    kept = SentForm.objects.values().get()
    assert "Evening" not in str(kept)
    assert kept["led_to"] == f"/partnerships/{Partnership.objects.get().pk}/examination/"


def test_the_clock_forgets_old_keys(in_scope):
    now = timezone.now()
    for age in (KEPT - datetime.timedelta(hours=1), KEPT + datetime.timedelta(hours=1)):
        SentForm.objects.create(user=in_scope.lina, path=NEW, key=f"{age.days}", sent_at=now - age)

    forget_sent_forms()

    assert [form.key for form in SentForm.objects.all()] == ["29"]
