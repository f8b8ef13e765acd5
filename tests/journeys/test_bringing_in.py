"""F2, G2: a new service, empty, has its whole portfolio from a workbook of its own, by keyboard alone."""

import pytest
from django.utils import timezone
from django_scopes import scope

from partnerships.models import Agreement, Partnership, Signature
from tests.cast import PASSWORD

from . import steps_bringing_in as steps
from .keyboard import KeyboardWalker
from .walker import PHONE, WIDE

pytestmark = [pytest.mark.browser, pytest.mark.rehearse, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_sixty_partnerships_come_in_from_a_workbook(walk, people, tmp_path, width):
    today = timezone.localdate()
    lina = walk(width=width, walker=KeyboardWalker).sign_in(people.lina, PASSWORD)
    steps.upload(lina, steps.workbook(tmp_path, today))
    steps.match(lina)
    steps.mend(lina)
    steps.write(lina)
    steps.follow(lina)
    steps.read_portfolio(lina)
    steps.look_through(lina)
    steps.read_one(lina, today)
    with scope(service=people.service):
        dated = Agreement.objects.get(title=f"Agreement {steps.names()[12]}")
        assert (str(dated.signed), Agreement.objects.count()) == ("2024-04-03", steps.MANY)
        sixth = Partnership.objects.get(title=steps.names()[5])
        assert "Youth Forum" in [each.name for each in sixth.participations.all()]
        assert not Signature.objects.exists()
