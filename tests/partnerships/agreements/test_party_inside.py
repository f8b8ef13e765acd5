"""A4: groups that are one party, who acts for a class, legal basis, votes, deputies, decisions taken inside first."""

import pytest
from django.urls import reverse

from partnerships.drafting.services.parties import save_party
from partnerships.drafting.services.writing import draft_agreement
from partnerships.models import Agreement, Party, PartyDecision
from partnerships.participants.services.participants import add_participant
from tests.factories import ready_agreement, signed_agreement
from tests.factories.forming import BY
from tests.lending import lent_agreement
from tests.pages import typed_in, words_on

rows = lent_agreement(ready_agreement)


@pytest.fixture
def draft(in_scope, rows) -> Agreement:
    return rows.agreement()


def url_of(page: str, *keys: object) -> str:
    return reverse(f"partnerships:{page}", args=keys)


def saved(lina, party: Party, **fields):
    page = url_of("party", party.pk)
    return lina.post(page, typed_in(lina.get(page), "risk", **fields, do="save"), follow=True)


def tasks(lina, draft) -> str:
    return words_on(lina.get(url_of("agreement", draft.pk)))


def test_what_a_party_is_stands_in_the_text(draft, lina):
    city = draft.parties.last()

    saved(
        lina,
        city,
        members="Alytus city\nAlytus district",
        legal_basis="Law on local government, 1994, art. 7",
        votes="2",
        deputy="Head of the social department",
    )

    text = words_on(lina.get(url_of("agreement_text", draft.pk)))
    assert "One party together: Alytus city; Alytus district" in text
    assert "Legal basis: Law on local government, 1994, art. 7" in text
    assert "Votes: 2" in text
    assert "Deputy: Head of the social department" in text


def test_a_council_has_to_decide_before_its_city_can_sign(draft, lina):
    city = draft.parties.last()
    asked = {"decisions-0-body": "City council", "decisions-0-subject": "the budget", "decisions-0-state": "asked"}
    saved(lina, city, **asked)
    assert f"City council of {city.name} has to decide first." in tasks(lina, draft)
    page = url_of("party", city.pk)
    undated = lina.post(page, typed_in(lina.get(page), "risk", **{"decisions-0-state": "taken"}, do="save"))
    assert undated.status_code == 422
    assert "Enter the date of the decision." in words_on(undated)

    day = {"decisions-0-decided_day": 3, "decisions-0-decided_month": 5, "decisions-0-decided_year": 2026}
    saved(lina, city, **{"decisions-0-state": "taken", "decisions-0-vote": "15 for, 2 against"}, **day)

    assert "has to decide first" not in tasks(lina, draft)
    text = words_on(lina.get(url_of("agreement_text", draft.pk)))
    assert "Decision of City council on the budget: taken, 3 May 2026 (15 for, 2 against)" in text


def test_a_body_that_refused_bars_the_signature(draft, lina):
    city = draft.parties.last()
    decisions = [{"body": "City council", "state": PartyDecision.State.REFUSED, "decided": "2026-05-03"}]
    save_party(agreement=draft, by=BY, party=city, decisions=decisions)

    assert f"City council of {city.name} has refused." in tasks(lina, draft)


def test_a_class_of_partners_is_represented_by_somebody(draft, lina):
    schools = add_participant(partnership=draft.partnership, by=BY, class_name="Schools of the region", count=40)
    of_class = save_party(agreement=draft, by=BY, participation=schools, must_sign=False, risk="Low", risk_level=1)
    assert "No party acts for Schools of the region." in tasks(lina, draft)

    saved(lina, of_class, represented_by=draft.parties.first().pk)

    assert "No party acts for Schools of the region." not in tasks(lina, draft)
    text = words_on(lina.get(url_of("agreement_text", draft.pk)))
    assert f"Represented by: {draft.parties.first().name}" in text


def test_no_two_parties_stand_for_each_other(draft, lina):
    one, two = draft.parties.all()[:2]
    save_party(agreement=draft, by=BY, party=one, represented_by=two)

    refused = saved(lina, two, represented_by=one.pk)

    assert refused.status_code == 422
    assert f"{one.name} is itself represented by this party. Choose another one." in words_on(refused)


def test_the_next_version_keeps_it_and_points_to_its_own_parties(in_scope):
    signed = signed_agreement(in_scope)
    one, two = signed.parties.all()[:2]
    Party.objects.filter(pk=one.pk).update(represented_by=two, votes=3)
    PartyDecision.objects.create(party=one, body="Board", state="taken", decided="2026-05-03")

    draft = draft_agreement(partnership=signed.partnership, by=BY, previous=signed, title="Next")

    copy = draft.parties.get(participation=one.participation)
    assert (copy.votes, copy.decisions.get().body) == (3, "Board")
    assert copy.represented_by == draft.parties.get(participation=two.participation)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"votes": "-1"}, "Enter the number of votes, 0 or more."),
        ({"votes": "99999999999"}, "Enter a number of votes up to 1000."),
        (
            {
                "decisions-0-body": "Council",
                "decisions-0-state": "taken",
                "decisions-0-decided_day": "31",
                "decisions-0-decided_month": "12",
                "decisions-0-decided_year": "2199",
            },
            "This date is in the future.",
        ),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(draft, lina, typed, says):
    page = url_of("party", draft.parties.last().pk)

    answer = lina.post(page, typed_in(lina.get(page), "risk", **typed, do="save"))

    assert (answer.status_code, says in words_on(answer)) == (422, True)


def test_an_organisation_that_is_entered_twice_is_one(draft, lina):
    city = draft.parties.last()

    saved(lina, city, members="Alytus city\n\n Alytus city \nAlytus district")

    city.refresh_from_db()
    assert city.members == "Alytus city\nAlytus district"
