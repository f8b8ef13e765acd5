import datetime

import pytest
from django.utils import timezone

from partnerships.models import Assessment
from partnerships.registry.services.assessments import assess
from partnerships.shared.services.changes import AnotherService
from partnerships.shared.services.refused import Refused
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from tests.factories import make_organisation, make_participation, make_partnership
from tests.factories.registry import LONG_AGO, make_assessment
from tests.pages import words_on


def test_a_judgement_is_kept_beside_those_before_it(in_scope):
    own = make_organisation(in_scope.service)
    make_assessment(own, relevance=2)

    assess(
        organisation=own,
        by=Actor.user(in_scope.lina),
        author=in_scope.lina,
        on=timezone.localdate(),
        capability=4,
        capability_note="Ona runs twelve places well.",
    )

    assert [(row.relevance, row.capability) for row in own.assessments.all()] == [(None, 4), (2, None)]
    entry = LedgerEntry.objects.about(own).first()
    assert (entry.act, entry.after["capability"]) == ("assessment.made", 4)
    assert entry.private("capability_note") == "Ona runs twelve places well."
    assert "Ona" not in f"{entry.before} {entry.after}"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"relevance": None, "relevance_note": ""}, "relevance"),
        ({"relevance_note": "  "}, "relevance_note"),
        ({"capability": 1}, "capability_note"),
        ({"capability_note": "Strong"}, "capability"),
        ({"on": datetime.date(2999, 1, 1)}, "on"),
    ],
)
def test_each_gap_is_named_at_its_field_and_nothing_is_kept(in_scope, changed, field):
    own = make_organisation(in_scope.service)

    with pytest.raises(Refused) as refused:
        make_assessment(own, **changed)

    assert [finding.field for finding in refused.value.findings] == [field]
    assert Assessment.objects.count() == 0


def test_a_partnership_of_another_service_is_refused(in_scope):
    foreign = make_partnership(in_scope.other_service)

    with pytest.raises(AnotherService):
        make_assessment(make_organisation(in_scope.service), partnership=foreign)


def test_a_manager_judges_a_partner_for_one_partnership(in_scope, sign_in):
    own, partnership = make_organisation(in_scope.service), make_partnership(in_scope.service, "Youth Desk")
    make_participation(partnership, own)
    typed = {"partnership": partnership.pk, "on_day": "15", "on_month": "1", "on_year": "2026"}
    browser, url = sign_in(in_scope.lina), f"/organisations/{own.pk}/"

    refused = browser.post(f"{url}assess/", typed | {"relevance": "4"})
    assert list(refused.context["form"].errors) == ["relevance_note"]
    assert browser.post(f"{url}assess/", typed | {"relevance": "4", "relevance_note": "Reaches them."}).url == url

    kept = Assessment.objects.get()
    assert (kept.partnership, kept.relevance, kept.author, kept.on) == (partnership, 4, in_scope.lina, LONG_AGO)
    assert "15 January 2026 Youth Desk Lina" in words_on(browser.get(url))


def test_a_partnership_without_the_organisation_is_no_choice(in_scope, sign_in):
    own, stranger = make_organisation(in_scope.service), make_partnership(in_scope.service)

    page = sign_in(in_scope.lina).get(f"/organisations/{own.pk}/assess/?partnership={stranger.pk}")

    assert list(page.context["form"].fields["partnership"].queryset) == []


def test_a_judgement_for_another_offices_partnership_stays_there(in_scope, sign_in):
    """X1: Tiiu works in Tallinn; the partnership and what was judged for it belong to Alytus."""
    own = make_organisation(in_scope.service)
    partnership = make_partnership(in_scope.service, "Youth Desk", office=in_scope.alytus)
    make_participation(partnership, own)
    make_assessment(own, relevance_note="Only for Alytus", partnership=partnership)
    make_assessment(own, relevance_note="For everybody")

    for path in (f"/organisations/{own.pk}/", f"/organisations/{own.pk}/history/"):
        page = sign_in(in_scope.tiiu).get(path).content.decode()
        assert "Youth Desk" not in page
        assert "Only for Alytus" not in page
    assert "For everybody" in sign_in(in_scope.tiiu).get(f"/organisations/{own.pk}/").content.decode()
    assert "Only for Alytus" in sign_in(in_scope.jonas).get(f"/organisations/{own.pk}/").content.decode()


def test_an_evaluator_reads_no_judgement_made_in_general(in_scope, sign_in):
    own, partnership = make_organisation(in_scope.service), make_partnership(in_scope.service)
    make_participation(partnership, own)
    partnership.assignments.create(membership=in_scope.membership(in_scope.erik))
    make_assessment(own, relevance_note="Between us")
    make_assessment(own, relevance_note="For this one", partnership=partnership)

    page = sign_in(in_scope.erik).get(f"/organisations/{own.pk}/").content.decode()

    assert "For this one" in page
    assert "Between us" not in page
