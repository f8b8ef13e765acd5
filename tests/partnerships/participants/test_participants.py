"""Who takes part: steps of the life cycle, classes, and what the ledger keeps (F4, F5)."""

import pytest
from django.db import IntegrityError

from partnerships.models import Participation
from partnerships.participants.services.participants import add_participant, change_participant, move_participant
from partnerships.shared.services.changes import AnotherService
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from tests.factories import (
    make_organisation,
    make_participation,
    make_partnership,
)


def test_adding_a_partner_makes_the_partnership_found_by_its_name(in_scope):
    partnership = make_partnership(in_scope.service)
    organisation = make_organisation(in_scope.service, "Alytaus miesto savivaldybė", "local_government")

    participation = add_participant(partnership=partnership, by=Actor.user(in_scope.lina), organisation=organisation)

    partnership.refresh_from_db()
    assert "alytaus miesto savivaldybe" in partnership.search_text
    assert participation.status == "identified"
    entry = LedgerEntry.objects.about(partnership).first()
    assert (entry.sentence(), entry.object_label) == (
        "Lina added an organisation to the partnership.",
        "Alytaus miesto savivaldybė",
    )


def test_a_class_of_partners_is_counted_but_not_named(in_scope):
    partnership = make_partnership(in_scope.service)

    companies = make_participation(
        partnership, class_name="Companies", count=200, count_comparator="more_than", status="member"
    )

    assert (companies.name, companies.counted) == ("Companies", "more than 200")


def test_steps_follow_the_table_and_others_are_refused(in_scope):
    partner = make_participation(make_partnership(in_scope.service), make_organisation(in_scope.service))
    by = Actor.user(in_scope.lina)

    partner = move_participant(participation=partner, to="invited", by=by)
    partner = move_participant(participation=partner, to="declined", by=by)

    with pytest.raises(MoveRefused):
        move_participant(participation=partner, to="left", by=by)
    partner.refresh_from_db()
    assert partner.status == "declined"


def test_a_status_cannot_be_changed_past_the_table(in_scope):
    partner = make_participation(make_partnership(in_scope.service), make_organisation(in_scope.service))

    with pytest.raises(MoveRefused):
        change_participant(participation=partner, by=Actor.user(in_scope.lina), status="left")


def test_notes_about_partners_stay_out_of_the_chain(in_scope):
    partnership = make_partnership(in_scope.service)
    partner = make_participation(partnership, make_organisation(in_scope.service))

    change_participant(
        participation=partner, by=Actor.user(in_scope.lina), note="Mr Kazlauskas hesitates", is_key_actor=True
    )

    entry = LedgerEntry.objects.about(partnership).first()
    assert entry.after == {"is_key_actor": True}
    assert entry.private("note") == "Mr Kazlauskas hesitates"


def test_an_organisation_takes_part_once_at_a_time_and_may_come_back(in_scope):
    partnership, organisation = make_partnership(in_scope.service), make_organisation(in_scope.service)
    make_participation(partnership, organisation, status="left")
    make_participation(partnership, organisation)

    with pytest.raises(MoveRefused):
        make_participation(partnership, organisation)
    with pytest.raises(IntegrityError):  # the database keeps the promise too
        Participation.objects.create(partnership=partnership, organisation=organisation)


def test_a_partner_comes_from_the_own_registry(in_scope):
    foreign = make_organisation(in_scope.other_service, "Their organisation")

    with pytest.raises(AnotherService):
        add_participant(
            partnership=make_partnership(in_scope.service), by=Actor.user(in_scope.lina), organisation=foreign
        )
