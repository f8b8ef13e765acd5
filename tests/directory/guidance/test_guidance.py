"""D6: the guidance page says which model fits when, from the adviser's own table, and what may be borrowed."""

import pytest

from directory.guidance.rules.choosing import borrowed, decision_table
from partnerships.preparation.rules.adviser_table import QUESTIONS, SIGNS
from partnerships.rules.model_choice import Model


def test_each_cell_has_what_speaks_most_for_the_model_and_where_it_is_said():
    table = dict(decision_table())
    assert list(table) == [question.label for question in QUESTIONS]
    known = dict(table["How much of the solution is already known?"])
    assert known[Model.AGILE].words == ("The general direction; the rest must be learned by doing",)
    assert known[Model.AGILE].paragraphs == ("5.1",)
    decides = dict(table["Who takes the decisions?"])
    top = max(s.weight for s in SIGNS if (s.question, s.model) == ("decides", Model.CO_CONSTRUCTED))
    telling = [s for s in SIGNS if (s.question, s.model, s.weight) == ("decides", Model.CO_CONSTRUCTED, top)]
    assert len(decides[Model.CO_CONSTRUCTED].words) == len(telling)


def test_a_model_for_which_nothing_speaks_has_an_empty_cell():
    part = dict(decision_table())["How are these clients involved in the service?"]
    assert dict(part)[Model.AGILE].words == ()


def test_each_borrowed_element_is_named_once_with_its_model():
    found = borrowed()
    assert len({each.element for each in found}) == len(found) > 4
    assert {each.model for each in found} == set(Model)


@pytest.mark.django_db
def test_the_page_shows_both(client):
    html = " ".join(client.get("/guidance/").content.decode().split())
    assert "Which of the four fits" in html
    assert "The general direction; the rest must be learned by doing" in html
    assert "What you may borrow" in html
