"""O6: views of the portfolio are saved, shared, changed and removed; a view is an address."""

import pytest
from django.http import QueryDict
from django.urls import reverse

from partnerships.models import SavedView
from partnerships.portfolio.forms.saved_views import kept_query
from partnerships.portfolio.services.saved_views import change_view, save_view
from partnerships.portfolio.views.saved_views import url_of
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from tests.factories import make_partnership
from tests.pages import words_on

pytestmark = pytest.mark.django_db
NEW = "/portfolio/views/new/"


def tab_of(page, name: str) -> dict:
    return next(tab for tab in page.context["tabs"] if str(tab["label"]) == name)


@pytest.fixture
def three(in_scope) -> None:
    for title in ("Alpha", "Beta", "Gamma"):
        make_partnership(in_scope.service, title)


def saved(in_scope, **fields) -> SavedView:
    values = {"name": "Beta alone", "query": "q=beta", "is_shared": True, **fields}
    return save_view(service=in_scope.service, by=Actor.user(in_scope.lina), **values)


def test_only_filters_and_the_order_make_a_view():
    asked = QueryDict("sort=-title&q=beta&page=3&format=csv&saved=4&version=2&model=&ends=2027-06&strange=1")

    assert kept_query(asked) == "ends=2027-06&q=beta&sort=-title"


def test_a_view_is_saved_from_the_list_and_is_a_tab_with_its_count(three, in_scope, sign_in):
    browser = sign_in(in_scope.lina)
    url = browser.get("/portfolio/", {"q": "beta"}).context["save_url"]
    page = browser.get(url)

    answer = browser.post(url, {"name": "Beta alone", "query": page.context["form"]["query"].value()}, follow=True)

    tab = tab_of(answer, "Beta alone")
    assert (tab["count"], tab["current"]) == (1, True)
    assert [row[0]["text"] for row in answer.context["rows"]] == ["Beta"]
    assert LedgerEntry.objects.get(act="view.saved").after == {
        "view": "Beta alone",
        "filters": "q=beta",
        "shared": False,
    }


def test_a_name_is_used_once_and_what_was_typed_stays(three, in_scope, sign_in):
    saved(in_scope)

    refused = sign_in(in_scope.lina).post(NEW, {"name": "Beta alone", "query": "q=gamma"})

    assert refused.status_code == 422
    assert "You have a view of this name. Choose another name." in words_on(refused)
    assert refused.context["form"]["query"].value() == "q=gamma"


def test_ones_own_is_seen_by_nobody_else_and_a_shared_one_by_the_service(three, in_scope, sign_in):
    saved(in_scope, name="Mine", is_shared=False)
    saved(in_scope, name="Ours")

    for user, names in ((in_scope.lina, ["Mine", "Ours"]), (in_scope.vytas, ["Ours"]), (in_scope.maarja, [])):
        rows = sign_in(user).get(reverse("partnerships:views")).context["rows"]
        assert [row["name"] for row in rows] == names


def test_a_shared_view_shows_each_what_they_may_see(in_scope, sign_in):
    make_partnership(in_scope.service, "Beta in Alytus", office=in_scope.alytus)
    make_partnership(in_scope.service, "Beta elsewhere", office=in_scope.tallinn)
    view = saved(in_scope)

    assert tab_of(sign_in(in_scope.lina).get(url_of(view)), "Beta alone")["count"] == 2
    page = sign_in(in_scope.jonas).get(url_of(view))
    assert tab_of(page, "Beta alone")["count"] == 1
    assert [row[0]["text"] for row in page.context["rows"]] == ["Beta in Alytus"]


def test_who_follows_an_older_address_is_told_that_the_owner_changed_the_view(three, in_scope, sign_in):
    view = saved(in_scope)
    older = url_of(view)
    changed = change_view(view=view, by=Actor.user(in_scope.lina), query="q=gamma")

    page = sign_in(in_scope.vytas).get(older)

    assert "Lina changed this view on" in words_on(page)
    assert page.context["saved_link"]["url"] == url_of(changed)
    assert [row[0]["text"] for row in page.context["rows"]] == ["Beta"]
    now = sign_in(in_scope.vytas).get(url_of(changed))
    assert "changed this view" not in words_on(now)


def test_the_owner_takes_other_filters_into_the_view(three, in_scope, sign_in):
    view = saved(in_scope)
    browser = sign_in(in_scope.lina)
    url = browser.get("/portfolio/", {"q": "gamma", "saved": view.pk, "version": 1}).context["saved_link"]["url"]
    form = browser.get(url).context["form"]

    browser.post(url, {name: form[name].value() for name in ("name", "query", "seen")})

    view.refresh_from_db()
    assert (view.query, view.version, view.is_shared) == ("q=gamma", 2, False)


def test_only_the_owner_changes_and_removes_it(three, in_scope, sign_in):
    view = saved(in_scope)
    change, remove = (reverse(f"partnerships:view_{act}", args=[view.pk]) for act in ("change", "remove"))

    assert sign_in(in_scope.jonas).get(change).status_code == 404
    assert sign_in(in_scope.jonas).post(remove).status_code == 404
    older = url_of(view)
    assert sign_in(in_scope.lina).post(remove).status_code == 302
    assert not SavedView.objects.exists()
    assert "This view was removed, or is not shared any more." in words_on(sign_in(in_scope.vytas).get(older))


def test_a_reader_saves_but_does_not_share(three, in_scope, sign_in):
    browser = sign_in(in_scope.vytas)
    assert "is_shared" not in browser.get(NEW).context["form"].fields

    browser.post(NEW, {"name": "Mine", "query": "q=beta", "is_shared": "on"})

    assert not SavedView.objects.get().is_shared
