"""A form that is sent twice makes one row, and the second answer leads to the row of the first (decision 0018)."""

import pytest
from django.apps import apps
from django.contrib.messages import get_messages
from django.db import transaction
from django.test import Client
from django_scopes import scopes_disabled

from tests.cast import make_cast
from tests.factories.agreements import ready_agreement, signed_agreement
from tests.factories.dialogue import make_invited
from tests.pages import typed_in
from tests.permissions.world import make_world

from .sendings import SENDINGS

pytestmark = pytest.mark.django_db
NOT_COUNTED = {"sessions.session", "accounts.sentform"}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast()
        rows = make_world(cast)
        rows.rows |= {
            "ready": ready_agreement(cast),
            "unproposed": signed_agreement(cast).partnership,
            "unasked": make_invited(cast.service).partnership,
        }
        yield cast, rows
        transaction.set_rollback(True)


@pytest.fixture
def lina(world, sign_in):
    cast, _rows = world
    with transaction.atomic():
        yield sign_in(cast.lina)
        transaction.set_rollback(True)


def counts() -> dict[str, int]:
    """How many rows of every model there are: the ledger and the outbox, too."""
    models = [model for model in apps.get_models() if model._meta.label_lower not in NOT_COUNTED]
    with scopes_disabled():
        return {model._meta.label_lower: model._base_manager.count() for model in models}


def open_form(browser: Client, sending, rows) -> dict:
    page = browser.get(sending.page_path(rows))
    return typed_in(page, sending.holding)


def words_said(answer) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


@pytest.mark.parametrize("sending", SENDINGS, ids=lambda sending: sending.name)
def test_the_second_sending_adds_nothing_and_leads_to_the_first(sending, world, lina):
    _cast, rows = world
    form, path = open_form(lina, sending, rows), sending.path(rows)
    before = counts()

    first = lina.post(path, {**form, **sending.typed(rows)})
    once = counts()
    second = lina.post(path, {**form, **sending.typed(rows)})

    assert first.status_code == 302, getattr(first.context.get("form"), "errors", first.context)
    made = sending.makes._meta.label_lower
    assert once[made] > before[made]
    assert (counts(), second.status_code, second.url) == (once, 302, first.url)
    assert "It was saved only once." in words_said(second)
