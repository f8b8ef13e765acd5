"""R3: what a decision will start, said before it is confirmed."""

from datetime import date

import pytest

from reviews.logging.rules.consequences import Plan, ProposedAction, consequences, starts_draft

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


def test_a_draft_is_told_by_its_kind_with_who_signs_it():
    facts = {"version": 2, "parties": 3, "starts_draft": True}
    told = [said(how, **facts)[0] for how in ("adjust", "extend", "renew")]
    for text in told:
        assert text.index("version 3") < text.index("copy of version 2") < text.index("3 parties")
        assert "until then version 2 remains in force" in text
    assert len({text.split(".")[0] for text in told}) == 3
    assert "one party" in said("adjust", starts_draft=True, parties=1)[0]
    assert "ll parties" in said("adjust", starts_draft=True)[0]


def test_a_draft_that_exists_takes_the_decision_and_an_ended_text_is_not_said_to_be_in_force():
    (there,) = said("extend", starts_draft=True, draft_is_open=True)
    assert "exists already" in there
    (over,) = said("renew", starts_draft=True, has_ended=True)
    assert "in force" not in over


def test_an_adjustment_starts_a_draft_only_where_the_text_changes():
    assert [starts_draft(how, changes_text=False) for how in ("adjust", "extend", "renew", "continue")] == [
        False, True, True, False,
    ]  # fmt: skip
    assert starts_draft("adjust", changes_text=True)
    assert not starts_draft("dissolve", changes_text=True)


@pytest.mark.parametrize("decision", ["mainstream", "hand_over", "replace", "dissolve"])
def test_an_end_says_how_and_stays_a_task_until_it_is_done(decision):
    _how, task = said(decision)
    assert "Carry out the decision" in task
    assert len({said(each)[0] for each in ("mainstream", "hand_over", "replace", "dissolve")}) == 4
    assert said(decision, has_ended=True) == []


def test_after_a_decision_to_end_the_closing_review_follows():
    *_end, closing = said("dissolve", next_due=MAY, next_is_closing=True, lead_days=(28,))
    assert closing.startswith("The closing review. By 1 May 2028 at the latest")


def test_before_a_renewal_the_closing_review_is_said_to_come_only_without_the_new_text():
    *_draft, closing = said("renew", next_due=MAY, next_is_closing=True, starts_draft=True, parties=2)
    assert closing.startswith("The closing review. By 1 May 2028 at the latest, unless the new text is in force before")
