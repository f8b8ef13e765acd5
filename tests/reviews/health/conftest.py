"""A partnership in force with seven people at its partners: three of an education body, four of a company."""

import pytest

from tests.factories.health import members, opened


@pytest.fixture
def partnership(planned):
    return planned.partnership


@pytest.fixture
def people(partnership):
    return members(partnership, education=3, company=4)


@pytest.fixture
def check(partnership, people, in_scope):
    return opened(partnership, in_scope.lina, people)


@pytest.fixture
def named(partnership, people, in_scope):
    return opened(partnership, in_scope.lina, people, is_anonymous=False)
