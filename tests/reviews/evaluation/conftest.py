from typing import Any

import pytest

from reviews.models import Evaluation, EvaluationText
from tests.factories.evaluations import handed_in, invited


@pytest.fixture
def evaluation(planned, in_scope) -> Evaluation:
    """Erik was invited by Lina."""
    return invited(planned.partnership, in_scope.membership(in_scope.erik), in_scope.lina)


@pytest.fixture
def text(evaluation) -> EvaluationText:
    return handed_in(evaluation)


@pytest.fixture
def erik(in_scope, sign_in) -> Any:
    return sign_in(in_scope.erik)


@pytest.fixture
def lina(in_scope, sign_in) -> Any:
    return sign_in(in_scope.lina)
