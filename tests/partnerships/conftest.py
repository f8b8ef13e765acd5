"""People and offices that several stories share."""

import pytest

from pes_partnerships.accounts.models import Office, User
from pes_partnerships.accounts.rules.roles import Role
from tests.cast import person


@pytest.fixture
def ruta(in_scope) -> User:
    """Partnership manager of the Alytus office, who drafts."""
    return person("Ruta", in_scope.service, Role.MANAGER, in_scope.alytus)


@pytest.fixture
def south(in_scope) -> Office:
    """The region of which Alytus is a part; above it stands the service."""
    region = Office.objects.create(service=in_scope.service, name="South", level="regional")
    in_scope.alytus.parent = region
    in_scope.alytus.save()
    return region


@pytest.fixture
def lina(in_scope, sign_in):
    """The browser of the partnership manager."""
    return sign_in(in_scope.lina)
