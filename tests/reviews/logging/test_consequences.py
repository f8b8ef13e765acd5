"""R3: what a decision will start, said before it is confirmed."""

from datetime import date

from reviews.logging.rules.consequences import Plan, ProposedAction, consequences

MAY = date(2028, 5, 1)


def said(decision: str, **facts) -> list[tuple[str, str]]:
    return [(each["title"], each["text"]) for each in consequences(Plan(decision, **facts))]


def test_going_on_starts_the_next_review_with_its_reminders():
    assert said("continue", next_due=MAY, lead_days=(28, 7, 0, -3)) == [
        ("The next review.", "By 1 May 2028, with reminders 28, 7 days before.")
    ]
    assert said("continue", next_due=MAY, lead_days=(0, -3)) == [("The next review.", "By 1 May 2028.")]
    assert said("continue") == []


def test_corrective_actions_are_named_with_owner_and_day():
    one = ProposedAction("Call sooner", "Lina", MAY)
    two = ProposedAction("Ask the clients", "", MAY)

    assert said("continue", actions=(one,)) == [("1 corrective action.", "Call sooner: Lina, by 1 May 2028.")]
    assert said("continue", actions=(one, two)) == [
        ("2 corrective actions.", "Call sooner: Lina, by 1 May 2028. Ask the clients, by 1 May 2028.")
    ]


def test_adjusting_drafts_the_next_version_and_renewing_makes_a_new_agreement():
    ((title, text),) = said("adjust", version=2, parties=3)
    assert title == "A draft of version 3."
    assert "All 3 parties sign it; until then version 2 governs." in text
    ((title, text),) = said("renew", parties=1)
    assert title == "A new agreement, version 2."
    assert "The one party signs it; until then version 1 governs." in text
    ((_title, text),) = said("renew")
    assert "All parties sign it" in text


def test_an_end_follows_the_protocol_and_a_handing_over_names_who_goes_on():
    assert [title for title, _text in said("dissolve")] == ["Ending the partnership."]
    assert [title for title, _text in said("hand_over")] == ["Handing over."]
