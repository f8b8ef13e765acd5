"""Fixtures that every test may use; the servers' fixtures live in tests/servers.py."""

import gc
import itertools
import os
from collections.abc import Iterator
from typing import Any

os.environ.setdefault("DEMO", "on")  # plain http and mails in a folder, as the browser tests need

import hypothesis
import pytest
from django.apps import apps
from django.db.models.signals import post_migrate  # noqa: TID251 what Django itself sends after it empties the tables
from django.test import Client
from django.utils import translation
from django_scopes import scope

from directory.search.services.index import text_index
from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.models import LedgerHead
from pes_partnerships.outbox.services import beat
from tests.cast import Cast, make_cast
from tests.databases import lent
from tests.lending import ROWS, folder_of_run
from tests.permissions.asking import SESSIONS, all_sign_in
from tests.permissions.world import Worlds, make_worlds

FOLDERS = itertools.count()
pytest_plugins = ["tests.quick", "tests.roomy", "tests.servers"]
# a busy machine is no failure, and a run is the same as the one before
hypothesis.settings.register_profile("calm", deadline=None, derandomize=True)
hypothesis.settings.load_profile("calm")


def pytest_collection_finish() -> None:
    """What a run has loaded stays until its end: it is not looked through for waste again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)
    gc.enable()  # tests/settings.py


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The first migration of the ledger writes the end of the chain; without migrations it is written here, as is the
    table of the search, which is no model's.

    And after each test that empties the tables: no test is to find out that another one ran before it.
    """

    def write_head(**_sent: Any) -> None:
        LedgerHead.objects.get_or_create(id=LedgerHead.ONLY, defaults={"seq": 0, "hash": "0" * 64})

    with django_db_blocker.unblock():
        write_head()
        text_index().prepare()
    post_migrate.connect(write_head, sender=apps.get_app_config("ledger"), weak=False)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path_factory):
    """Nothing is written outside the test's own folder, which is there once something is: most write nothing."""
    folder = tmp_path_factory.getbasetemp() / "own" / str(next(FOLDERS))
    settings.MEDIA_ROOT = folder / "media"
    settings.EMAIL_FILE_PATH = str(folder / "mail")


@pytest.fixture(scope="module")
def worlds(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Worlds]:
    """Three offices with a row of everything, where everybody has signed in."""

    def make() -> tuple[Worlds, dict[int, str]]:
        beat("clock")
        return make_worlds(make_cast()), all_sign_in(User.objects.all())

    with django_db_blocker.unblock(), lent("worlds", make, folder_of_run(tmp_path_factory)) as (worlds, sessions):
        SESSIONS.update(sessions)
        yield worlds
        SESSIONS.clear()


@pytest.fixture
def cast(db, request) -> Cast:
    """The people of the test; where a module's agreement is lent, those who made it."""
    return request.getfixturevalue(ROWS).cast() if ROWS in request.fixturenames else make_cast()


@pytest.fixture
def in_scope(cast):
    """Everything the test does happens in the scope of the cast's service."""
    with scope(service=cast.service):
        yield cast


@pytest.fixture
def sign_in():
    """sign_in(user) gives a browser of that person."""

    def open_browser(user) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return open_browser


@pytest.fixture(autouse=True)
def language_of_the_test_alone():
    """A request leaves its language active in the thread; the next test starts again with the one before."""
    with translation.override("en"):
        yield


@pytest.fixture
def count_queries():
    """count_queries(act) -> how many queries the act takes, once everything that is read once was read."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count(act) -> int:
        act()
        with CaptureQueriesContext(connection) as queries:
            act()
        return len(queries)

    return count
