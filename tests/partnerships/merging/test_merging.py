"""Two records of one organisation become one, with nothing lost, and two again where that was a mistake (F2)."""

import pytest

from partnerships.drafting.services.parties import save_party
from partnerships.drafting.services.writing import draft_agreement
from partnerships.matching.services.searching import narrowed
from partnerships.merging.services.merging import merge, undo_merge
from partnerships.models import DuplicatePair, Organisation, OrganisationName, Representation
from partnerships.registry.services.organisations import change_organisation
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor, verify
from tests.factories import make_contact, make_organisation, make_participation, make_partnership, signed_agreement
from tests.factories.forming import BY
from tests.factories.merging import at_tables, dump, two_records

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def fresh(organisation: Organisation) -> Organisation:
    return Organisation.objects.get(pk=organisation.pk)


def test_everything_of_the_merged_record_goes_over(in_scope):
    kept, merged = two_records(in_scope)

    merge(kept=kept, merged=merged, by=Actor.user(in_scope.lina))

    kept = fresh(kept)
    assert [contact.name for contact in kept.contacts.all()] == ["Jonas Jonaitis", "Ona Petraitė"]
    assert sorted(name.name for name in kept.names.all()) == ["Alytaus miesto savivaldybė", "Alytaus miesto taryba"]
    assert (kept.assessments.count(), kept.representative_changes.count(), kept.predecessors.count()) == (1, 1, 1)
    assert sorted(region.code for region in kept.regions.all()) == ["LT021", "LT022"]
    assert [group.code for group in kept.target_groups.all()] == ["youth"]
    assert (kept.registration_number, kept.website, kept.place) == ("188706935", "https://alytus.example", "Alytus")
    assert fresh(merged).merged_into == kept
    assert list(Organisation.objects.unmerged().filter(name__contains="miesto")) == []


def test_both_are_found_under_every_name_and_in_their_partnerships(in_scope):
    kept, merged = two_records(in_scope)
    alone, _both = at_tables(in_scope, kept, merged)

    merge(kept=kept, merged=merged, by=BY)

    assert list(narrowed(Organisation.objects.unmerged(), "savivaldybe")) == [kept]
    alone.refresh_from_db()
    assert "alytus municipality" in alone.search_text


def test_representations_are_united_without_doubles_and_never_with_itself(in_scope):
    kept, merged = two_records(in_scope)

    merge(kept=kept, merged=merged, by=BY)

    rows = Representation.objects.order_by("body__name")
    assert [(row.body.name, row.member.name, row.may_sign, str(row.since)) for row in rows] == [
        ("Alytus municipality", "Town theatre", False, ""),
        ("Association of Municipalities", "Alytus municipality", True, "2019"),
    ]


def test_one_place_stays_at_a_table_where_both_sat(in_scope):
    kept, merged = two_records(in_scope)
    alone, both = at_tables(in_scope, kept, merged)

    merge(kept=kept, merged=merged, by=BY)

    assert [row.organisation for row in alone.participations.all()] == [kept]
    places = both.participations.order_by("status")
    assert [(row.organisation, row.status, row.is_key_actor) for row in places] == [
        (kept, "left", False),
        (kept, "member", True),
    ]


def test_the_place_that_has_signed_stays(in_scope):
    agreement = signed_agreement(in_scope)
    party = agreement.parties.exclude(participation__organisation__pes=in_scope.service).first()
    other = make_organisation(in_scope.service, "The same once more", "ngo")
    make_participation(agreement.partnership, other, status="member")
    frozen = agreement.snapshot

    merge(kept=other, merged=party.participation.organisation, by=BY)

    party.participation.refresh_from_db()
    agreement.refresh_from_db()
    assert (party.participation.organisation, party.participation.status) == (other, "member")
    assert agreement.snapshot == frozen


@pytest.mark.parametrize(("choice", "name", "place"), [("kept", "Alytus", "Alytus"), ("merged", "Olita", "Olita town")])
def test_facts_that_differ_are_chosen_and_the_other_name_stays(in_scope, choice, name, place):
    kept = make_organisation(in_scope.service, "Alytus", "ngo", place="Alytus")
    merged = make_organisation(in_scope.service, "Olita", "ngo", place="Olita town", language="pl")

    merge(kept=kept, merged=merged, by=BY, choose={"name": choice, "place": choice})

    kept = fresh(kept)
    assert (kept.name, kept.place) == (name, place)
    assert [line.name for line in kept.names.all()] == ["Olita" if choice == "kept" else "Alytus"]


def test_the_ledger_tells_it_on_both_records(in_scope):
    kept, merged = two_records(in_scope)

    done = merge(kept=kept, merged=merged, by=Actor.user(in_scope.lina))
    undo_merge(merge=done, by=Actor.user(in_scope.lina))

    acts = [[entry.act for entry in LedgerEntry.objects.about(record)[:2]] for record in (kept, merged)]
    assert acts == [["organisation.merge_undone", "organisation.merged"]] * 2
    assert verify().ok


def test_merge_then_undo_gives_exactly_the_same_rows(in_scope):
    kept, merged = two_records(in_scope)
    at_tables(in_scope, kept, merged)
    before = dump()

    done = merge(kept=kept, merged=merged, by=BY, choose={"name": "merged"})
    during = dump()
    undone = undo_merge(merge=done, by=BY)

    assert undone.left == []
    assert during != before
    assert dump() == before


def test_what_was_changed_since_stays_and_is_said(in_scope):
    kept, merged = two_records(in_scope)
    done = merge(kept=kept, merged=merged, by=BY)
    change_organisation(organisation=fresh(kept), by=BY, website="https://new.example")
    OrganisationName.objects.filter(name="Alytaus miesto savivaldybė").update(valid_to="2020")
    added = make_contact(kept, "Rasa", email="rasa@alytus.example")

    undone = undo_merge(merge=done, by=BY)

    assert undone.left == [("fact", "website"), ("name", "Alytaus miesto savivaldybė")]
    kept = fresh(kept)
    assert (kept.website, kept.registration_number) == ("https://new.example", "")
    assert list(kept.names.values_list("name", flat=True)) == ["Alytaus miesto savivaldybė"]
    assert added in kept.contacts.all()


def test_a_signatory_of_the_other_record_is_said_when_a_merge_is_undone(in_scope):
    kept, merged = two_records(in_scope)
    partnership = make_partnership(in_scope.service, "Evening classes")
    place = make_participation(partnership, kept, status="member")
    done = merge(kept=kept, merged=merged, by=BY)
    agreement = draft_agreement(partnership=partnership, by=BY, title="Draft")
    save_party(agreement=agreement, by=BY, participation=place, signatories=[merged_contact(kept)])

    assert undo_merge(merge=done, by=BY).left == [("signatory", "Evening classes")]


def merged_contact(kept: Organisation):
    return kept.contacts.get(name="Jonas Jonaitis")


def test_the_pair_is_decided_and_waits_again_when_the_merge_is_undone(in_scope):
    kept, merged = two_records(in_scope)
    third = make_organisation(in_scope.service, "Wholly different", "ngo")
    DuplicatePair.objects.all().delete()
    pair = DuplicatePair.objects.create(service=in_scope.service, first=kept, second=merged, score=90)
    apart = DuplicatePair.objects.create(
        service=in_scope.service, first=merged, second=third, score=60, status="dismissed", reason="Two towns"
    )

    done = merge(kept=kept, merged=merged, by=Actor.user(in_scope.lina))
    pair.refresh_from_db()
    assert (pair.status, pair.decided_by) == ("merged", in_scope.lina)
    copied = DuplicatePair.objects.get(first=kept, second=third)
    assert (copied.status, copied.reason) == ("dismissed", "Two towns")

    undo_merge(merge=done, by=BY)
    pair.refresh_from_db()
    assert (pair.status, pair.decided_by) == ("open", None)
    assert list(DuplicatePair.objects.exclude(pk=pair.pk)) == [apart]


def test_open_questions_about_the_merged_record_come_back_with_it(in_scope):
    kept, merged = two_records(in_scope)
    third = make_organisation(in_scope.service, "Alytaus miesto savivaldybės administracija", "local_government")
    others = [make_organisation(in_scope.service, name, "ngo") for name in ("Kompass Linz", "Kompass in Linz")]
    rows = DuplicatePair.objects.all()
    asked = rows.get(first=merged, second=third)

    done = merge(kept=kept, merged=merged, by=BY)
    assert not rows.filter(pk=asked.pk).exists()
    assert rows.get(first=others[0], second=others[1]).status == "open"

    undo_merge(merge=done, by=BY)
    back = rows.get(pk=asked.pk)
    assert (back.first, back.second, back.status) == (merged, third, "open")
    assert (back.score, back.reasons) == (asked.score, asked.reasons)


def test_names_that_another_merged_record_bears_stay_when_one_merge_is_undone(in_scope):
    kept = make_organisation(in_scope.service, "Agency", "ngo")
    twins = [make_organisation(in_scope.service, name, "ngo") for name in ("Exchange", "EXCHANGE")]
    first, _second = (merge(kept=kept, merged=twin, by=BY) for twin in twins)

    assert undo_merge(merge=first, by=BY).left == []
    assert [line.name for line in kept.names.all()] == ["Exchange"]
