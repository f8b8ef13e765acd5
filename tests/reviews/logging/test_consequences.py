"""R3: what a decision will start, said before it is confirmed."""

from datetime import date

import pytest

from reviews.logging.rules.consequences import Plan, ProposedAction, consequences

MAY = date(2028, 5, 1)


def said(decision: str, **facts) -> list[str]:
    """Each consequence as one text."""
    return [f"{each['title']} {each['text']}" for each in consequences(Plan(decision, **facts))]


def test_going_on_starts_the_next_review_with_its_reminders():
    (text,) = said("continue", next_due=MAY, lead_days=(28, 7, 0, -3))
    assert "1 May 2028" in text
    assert "28, 7 days" in text
    (text,) = said("continue", next_due=MAY, lead_days=(0, -3))
    assert "1 May 2028" in text
    assert "days" not in text
    assert said("continue") == []


def test_corrective_actions_are_named_with_owner_and_day():
    one, two = ProposedAction("Call sooner", "Lina", MAY), ProposedAction("Ask the clients", "", MAY)

    (text,) = said("continue", actions=(one, two))
    assert text.startswith("2 ")
    assert "Call sooner: Lina, by 1 May 2028." in text
    assert "Ask the clients, by 1 May 2028." in text
    assert said("continue", actions=(one,))[0].startswith("1 ")


def test_adjusting_drafts_the_next_version_and_renewing_makes_a_new_agreement():
    (adjusted,), (renewed,) = (said(how, version=2, parties=3) for how in ("adjust", "renew"))
    for text in (adjusted, renewed):
        assert text.index("version 3") < text.index("3 parties") < text.index("version 2")
    assert adjusted.split(".")[0] != renewed.split(".")[0]
    (alone,), (unknown,) = said("adjust", parties=1), said("adjust")
    assert "one party" in alone
    assert alone.index("version 2") < alone.index("version 1")
    assert "ll parties" in unknown


@pytest.mark.parametrize("decision", ["dissolve", "hand_over"])
def test_an_end_has_a_consequence_of_its_own_beside_the_actions(decision):
    action = ProposedAction("Call sooner", "Lina", MAY)

    assert len(said(decision)) == 1
    assert len(said(decision, actions=(action,))) == 2
    assert said("dissolve") != said("hand_over")
