"""The worlds of this folder, made once and rolled back when its last test has run."""

import pytest
from django.db import transaction

from pes_partnerships.accounts.models import User
from tests.cast import make_cast
from tests.permissions.asking import all_sign_in
from tests.permissions.world import Worlds, make_worlds


@pytest.fixture(scope="package")
def worlds(django_db_setup, django_db_blocker) -> Worlds:
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast()
        all_sign_in(User.objects.all())
        yield make_worlds(cast)
        transaction.set_rollback(True)
