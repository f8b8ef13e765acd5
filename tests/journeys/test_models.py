"""For each model, and one à la carte: from an empty draft to a text ready to sign, by keyboard (A1, A2)."""

import pytest

from tests.cast import PASSWORD

from . import steps_models as steps
from .keyboard import KeyboardWalker

pytestmark = [pytest.mark.browser, pytest.mark.rehearse, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    ("model", "elements", "width"),
    [
        ("Agile", (), 360),
        ("Subcontracted", (), 1280),
        ("Co-constructed", (), 360),
        ("Supportive", (), 1280),
        ("Agile", ("Open membership", "Price and payment"), 1280),
    ],
    ids=["agile", "subcontracted", "co-constructed", "supportive", "a la carte"],
)
def test_an_empty_draft_becomes_ready_to_sign(walk, people, model, elements, width):
    partnership = steps.enter_partners(people)
    lina = walk(walker=KeyboardWalker, width=width).sign_in(people.lina, PASSWORD)

    steps.start(lina, partnership, model, elements)
    steps.name_parties(lina, clients=model == "Co-constructed")
    steps.objective(lina)
    steps.write_clauses(lina)
    steps.finish(lina)
