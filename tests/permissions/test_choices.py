"""X1: what a form offers to choose from is all that it takes: a foreign row's key is refused at its field."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import Model
from django.forms import BaseForm, BooleanField, ChoiceField, Field, ModelChoiceField, NullBooleanField
from django.forms.formsets import BaseFormSet

from partnerships.models import Contact, Organisation, Partnership
from pes_partnerships.accounts.models import Office, User
from pes_partnerships.accounts.rules.roles import Role
from tests.pages import PageForm, forms_on
from tests.permissions.asking import Reply, ask, path_of
from tests.permissions.planting import way_to_partnership
from tests.permissions.routes import Route
from tests.permissions.tables import ROUTES
from tests.permissions.world import World, Worlds

pytestmark = pytest.mark.django_db
WITH_FORMS = [route for route in ROUTES if Role.MANAGER in route.may_post and route.method == "get"]
UNKNOWN = "99999999"


@pytest.mark.parametrize("route", WITH_FORMS, ids=lambda route: route.name)
def test_rows_of_another_service_are_no_choices(route: Route, worlds: Worlds):
    for name, model, sent, path in choices_of(route, worlds.alytus):
        foreign = keys_of(model, worlds.tartu, of_office=False)
        refuses(ask(worlds.cast.lina, path, "post", sent | {name: foreign}), name, foreign)


@pytest.mark.parametrize("route", WITH_FORMS, ids=lambda route: route.name)
def test_rows_of_another_office_are_no_choices_of_who_is_bound_to_one(route: Route, worlds: Worlds):
    for name, model, sent, path in choices_of(route, worlds.tallinn):
        if model is not None and (model in (Office, Partnership) or way_to_partnership(model)):
            foreign = keys_of(model, worlds.alytus, of_office=True)
            refuses(ask(worlds.cast.liis, path, "post", sent | {name: foreign}), name, foreign)


def refuses(reply: Reply, name: str, foreign: str) -> None:
    wrong = [where for form in forms_in(reply) for where in map(form.add_prefix, form.errors)]
    assert (reply.status, name in wrong) == (422, True), (name, foreign, reply.status, wrong)
    assert reply.wrote == ()


def choices_of(route: Route, world: World) -> Iterator[tuple[str, type[Model] | None, dict[str, Any], str]]:
    """Each field to choose from: its name, the model of its rows, and what its form would send."""
    path = path_of(route, world) + route.query(world)
    page = ask(world.manager, path)
    if not page.is_page:
        return
    for form in forms_on(page.response):
        if form.method == "post":
            for name, field in fields_of(form, page):
                yield name, getattr(getattr(field, "queryset", None), "model", None), form.sent, path


def fields_of(form: PageForm, page: Reply) -> Iterator[tuple[str, Field]]:
    for known in forms_in(page):
        for name, field in known.fields.items():
            chooses = isinstance(field, (ChoiceField, ModelChoiceField)) and not isinstance(field, NullBooleanField)
            if chooses and not isinstance(field, BooleanField) and known.add_prefix(name) in form.choices:
                yield known.add_prefix(name), field


def forms_in(page: Reply) -> Iterator[BaseForm]:
    """Every form that the page was made of, also those of a set."""
    seen: dict[int, BaseForm] = {}
    for layer in page.response.context or []:
        for value in layer.flatten().values():
            for form in value if isinstance(value, (BaseFormSet, list, tuple)) else [value]:
                if isinstance(form, BaseForm):
                    seen[id(form)] = form
    yield from seen.values()


def keys_of(model: type[Model] | None, world: World, *, of_office: bool) -> str:
    """A row of that world; where a model's rows are shared by all, a key that nobody has."""
    if model is Office:
        return str(world.office.pk)
    if model is User:
        return str(world.manager.pk)
    if model in (Organisation, Contact):
        path = "service" if model is Organisation else "organisation__service"
        return str(model._base_manager.filter(**{path: world.service}).first().pk)
    if model is None or not (model is Partnership or way_to_partnership(model)):
        return UNKNOWN
    way = "" if model is Partnership else f"{way_to_partnership(model)}__"
    rows = model._base_manager.filter(**{f"{way}service": world.service})
    return str((rows.filter(**{f"{way}office": world.office}) if of_office else rows).first().pk)


WITH_ROWS = {
    "partnerships:partnership_change": {"office", "manager"},
    "partnerships:agreement_lead": {"lead"},
    "partnerships:agreement_responsibilities": {"lines-0-owner"},
    "partnerships:assessment_new": {"partnership"},
    "partnerships:team_member_new": {"user", "contact"},
    "reviews:action_new": {"owner"},
    "reviews:review_decision": {"actions-0-owner"},
}


@pytest.mark.parametrize("name", WITH_ROWS)
def test_the_walk_meets_the_fields_that_offer_rows(name: str, worlds: Worlds):
    (route,) = (route for route in WITH_FORMS if route.name == name)
    assert {field for field, *_rest in choices_of(route, worlds.alytus)} >= WITH_ROWS[name]
