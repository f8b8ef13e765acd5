from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from partnerships.models import Participation, Partnership
from partnerships.shared.services.partnerships import change_partnership
from pes_partnerships.accounts.models import Office
from pes_partnerships.ledger.services import Actor
from tests.factories import make_organisation, make_participation, make_partnership
from tests.pages import typed_in

NOT_A_CHOICE = "This option is not available. Choose one from the list."


def facts(partnership: Partnership, page, **changed) -> dict[str, str]:
    """What a browser would send back from the form as it was shown."""
    return {"title": partnership.title, "level": "local", "seen": page.context["form"].initial["seen"], **changed}


def test_a_partnership_starts_with_a_name_and_goes_on_to_the_examination(in_scope, sign_in):
    answer = sign_in(in_scope.lina).post("/partnerships/new/", {"title": "Youth Support", "level": "local"})

    partnership = Partnership.objects.get()
    assert answer.url == f"/partnerships/{partnership.pk}/examination/"


@pytest.mark.parametrize("title", ["", "x" * 201])
def test_a_name_is_needed_and_not_too_long(in_scope, sign_in, title):
    answer = sign_in(in_scope.lina).post("/partnerships/new/", {"title": title, "level": "local"})

    assert list(answer.context["form"].errors) == ["title"]


def test_a_name_that_deceives_is_asked_about_once(in_scope, sign_in):
    browser, sent = sign_in(in_scope.lina), {"title": "Youth \u202eSupport\nCentre", "level": "local"}

    form = browser.post("/partnerships/new/", sent).context["form"]

    assert (list(form.errors), form["title"].value()) == (["title"], "Youth Support Centre")
    browser.post("/partnerships/new/", {**sent, "title": form["title"].value()})
    assert Partnership.objects.get().title == "Youth Support Centre"


def test_offices_and_managers_of_other_services_are_no_choices(in_scope, sign_in):
    theirs = Office.objects.create(service=in_scope.other_service, name="Narva")
    form = {"title": "X", "level": "local", "office": theirs.pk, "manager": in_scope.maarja.pk}

    errors = sign_in(in_scope.lina).post("/partnerships/new/", form).context["form"].errors

    assert errors == {"office": [NOT_A_CHOICE], "manager": [NOT_A_CHOICE]}


def test_a_manager_who_may_not_see_the_partnership_is_refused(in_scope, sign_in):
    browser = sign_in(in_scope.lina)
    form = {"title": "X", "level": "local", "manager": in_scope.liis.pk}

    for office in (in_scope.alytus.pk, ""):
        page = browser.post("/partnerships/new/", {**form, "office": office})
        assert list(page.context["form"].errors) == ["manager"]
        assert "Liis works for another office only" in page.content.decode()
    browser.post("/partnerships/new/", {**form, "office": in_scope.tallinn.pk})
    assert Partnership.objects.get().manager == in_scope.liis


def test_two_people_edit_at_once_and_nothing_is_lost(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    browser, url = sign_in(in_scope.lina), f"/partnerships/{partnership.pk}/change/"
    page = browser.get(url)
    change_partnership(partnership=partnership, by=Actor.system(), title="Saved by another")

    conflict = browser.post(url, facts(partnership, page, title="Mine"))
    assert conflict.status_code == 409
    assert 'value="Mine"' in conflict.content.decode()
    assert Partnership.objects.get().title == "Saved by another"
    browser.post(url, typed_in(conflict, "title"))
    assert Partnership.objects.get().title == "Mine"


def test_an_unhindered_change_is_saved(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    browser, url = sign_in(in_scope.lina), f"/partnerships/{partnership.pk}/change/"

    browser.post(url, facts(partnership, browser.get(url), challenge="Few find work."))

    assert Partnership.objects.get().challenge == "Few find work."


def test_ending_asks_for_a_reason_and_shows_what_it_starts(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    browser, url = sign_in(in_scope.lina), f"/partnerships/{partnership.pk}/end/"
    today = timezone.localdate()
    day = {"ended_on_day": today.day, "ended_on_month": today.month, "ended_on_year": today.year}

    assert "What will happen" in browser.get(url).content.decode()
    assert list(browser.post(url, day).context["form"].errors) == ["reason", "note"]
    browser.post(url, {**day, "reason": "goals_met", "note": "All was reached."})
    assert Partnership.objects.get().ended_on == today
    refused = browser.get(url)
    assert (refused.status_code, "The partnership has ended" in refused.content.decode()) == (403, True)
    assert "Ask a partnership manager" not in refused.content.decode()


def test_a_participant_comes_from_the_own_registry_only(in_scope, sign_in):
    partnership, foreign = make_partnership(in_scope.service), make_organisation(in_scope.other_service, "Foreign")
    url = f"/partnerships/{partnership.pk}/participants/new/"
    form = {"organisation": foreign.pk, "status": "invited", "count_comparator": "exactly"}

    answer = sign_in(in_scope.lina).post(url, form)

    assert answer.context["form"].errors["organisation"] == [NOT_A_CHOICE]
    assert Participation.objects.count() == 0


def test_an_organisation_is_found_and_added(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    organisation = make_organisation(in_scope.service, "Jaunimo namai")
    browser, url = sign_in(in_scope.lina), f"/partnerships/{partnership.pk}/participants/new/"

    assert "Jaunimo namai" in browser.get(url, {"q": "jaunimo"}).content.decode()
    browser.post(url, {"organisation": organisation.pk, "status": "invited", "count_comparator": "exactly"})
    assert Participation.objects.get().organisation == organisation


def test_a_participant_is_either_an_organisation_or_a_class(in_scope, sign_in):
    url = f"/partnerships/{make_partnership(in_scope.service).pk}/participants/new/"
    form = {"status": "member", "count_comparator": "more_than", "count": "200"}
    browser = sign_in(in_scope.lina)

    assert list(browser.post(url, form).context["form"].errors) == ["class_name"]
    browser.post(url, {**form, "class_name": "Companies"})
    assert Participation.objects.get().counted == "more than 200"


def test_a_key_actor_is_given_up_only_with_a_reason(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    actor = make_participation(partnership, make_organisation(in_scope.service), status="declined", is_key_actor=True)
    browser = sign_in(in_scope.lina)

    assert "is a key actor and declined" in browser.get(f"/partnerships/{partnership.pk}/").content.decode()
    refused = browser.post(f"/participants/{actor.pk}/", {"to": "declined"})
    assert list(refused.context["form"].errors) == ["note"]
    browser.post(f"/participants/{actor.pk}/", {"to": "declined", "note": "The county does its part."})
    assert "is a key actor" not in browser.get(f"/partnerships/{partnership.pk}/").content.decode()


def test_a_key_actor_who_keeps_silent_becomes_a_warning_after_a_month(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    make_participation(partnership, make_organisation(in_scope.service), status="invited", is_key_actor=True)
    browser, url = sign_in(in_scope.lina), f"/partnerships/{partnership.pk}/"

    assert browser.get(url).context["warnings"] == []
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        (warning,) = sign_in(in_scope.lina).get(url).context["warnings"]
    assert "has not answered the invitation" in warning["title"]


def test_a_step_that_the_table_does_not_know_is_no_choice(in_scope, sign_in):
    actor = make_participation(make_partnership(in_scope.service), make_organisation(in_scope.service))

    answer = sign_in(in_scope.lina).post(f"/participants/{actor.pk}/", {"to": "left"})

    assert list(answer.context["form"].errors) == ["to"]


def test_readers_see_the_page_without_acts(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)

    page = sign_in(in_scope.vytas).get(f"/partnerships/{partnership.pk}/")

    assert page.context["actions"] == []
    assert f"/partnerships/{partnership.pk}/change/" not in page.content.decode()


def test_three_participants_take_as_many_queries_as_one(in_scope, sign_in, django_assert_num_queries):
    partnership = make_partnership(in_scope.service)
    browser, url = sign_in(in_scope.lina), f"/partnerships/{partnership.pk}/participants/"
    make_participation(partnership, make_organisation(in_scope.service, "Number 1"))
    with CaptureQueriesContext(connection) as one:
        browser.get(url)
    for number in (2, 3):
        make_participation(partnership, make_organisation(in_scope.service, f"Number {number}"))
    with django_assert_num_queries(len(one)):
        assert len(browser.get(url).context["lines"]) == 3


def test_another_services_partnership_is_like_a_missing_one(in_scope, sign_in):
    foreign = make_partnership(in_scope.other_service)

    assert sign_in(in_scope.lina).get(f"/partnerships/{foreign.pk}/").status_code == 404
    assert sign_in(in_scope.tiiu).get(f"/partnerships/{foreign.pk}/").status_code == 404
