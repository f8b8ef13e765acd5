"""The preparation of a partnership, by its manager and by those who are invited (F1, F2, F5, F6, F8, F9, F11)."""

import pytest

from tests.cast import PASSWORD

from . import steps_preparing as steps
from .keyboard import KeyboardWalker

pytestmark = [pytest.mark.browser, pytest.mark.rehearse, pytest.mark.django_db(transaction=True)]

# how the manager works, and how those who are invited do
WAYS = {
    "by keyboard at a desk": ({"walker": KeyboardWalker}, {"width": 360}),
    "on a phone, without scripts": ({"width": 360, "scripts": False}, {"scripts": False}),
}


@pytest.mark.parametrize("way", WAYS)
def test_from_a_badly_served_group_to_partners_at_the_table(walk, people, mailbox, way):
    managers, contacts = WAYS[way]
    steps.enter_the_case(people)
    lina = walk(**managers).sign_in(people.lina, PASSWORD)
    steps.start(lina)
    steps.look_at_ourselves(lina)
    steps.find_actors(lina)
    steps.invite(lina)
    steps.answer(walk, mailbox, steps.AGEFIPH, "We accept", "We bring somebody who leads the talks.", **contacts)
    steps.answer(walk, mailbox, steps.CHEOPS, "We accept", "For the whole network.", **contacts)
    steps.answer(walk, mailbox, steps.FIPHFP, "We decline", "No people for talks this year.", **contacts)
    steps.decide_on_the_reluctant(lina)
    steps.draw_the_map(lina)
    steps.is_it_worth_it(lina)
    steps.choose_model(lina)
    steps.decide(lina)
