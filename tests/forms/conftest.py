"""One service with a row of everything, made once for a file of tests; what a test does is undone."""

import pytest
from django.db import transaction

from tests.cast import make_cast
from tests.permissions.world import make_worlds


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast()
        yield cast, make_worlds(cast).alytus
        transaction.set_rollback(True)
