import json

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django_scopes import scope

from partnerships.models import ChainNeed, Cover, OrganisationType, Participation
from partnerships.services.changes import AnotherService
from partnerships.services.participants import (
    add_participant,
    carry_on,
    change_participant,
    close_double,
    move_participant,
    reopen_double,
)
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.moves import MoveRefused
from tests.factories import (
    make_organisation,
    make_participation,
    make_partnership,
    ready_agreement,
    signed_agreement,
)
from tests.factories.dialogue import make_invitation, make_invited, make_silent, make_talk
from tests.factories.forming import BY
from tests.pages import words_on


def test_adding_a_partner_makes_the_partnership_found_by_its_name(in_scope):
    partnership = make_partnership(in_scope.service)
    organisation = make_organisation(in_scope.service, "Alytaus miesto savivaldybė", "local_government")

    participation = add_participant(partnership=partnership, by=Actor.user(in_scope.lina), organisation=organisation)

    partnership.refresh_from_db()
    assert "alytaus miesto savivaldybe" in partnership.search_text
    assert participation.status == "identified"
    entry = LedgerEntry.objects.about(partnership).first()
    assert entry.sentence() == "Lina added an organisation to the partnership: Alytaus miesto savivaldybė"


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


def test_the_participants_go_out_as_a_file(cast, sign_in):
    partnership = make_partnership(cast.service)
    with scope(service=cast.service):
        make_participation(partnership, make_organisation(cast.service, "Alytus college"), status="member")

    file = sign_in(cast.lina).get(reverse("partnerships:participants", args=[partnership.pk]), {"format": "csv"})

    assert file.content.decode("utf-8-sig").splitlines()[1].startswith("Alytus college,Central government,,Member,no,")


def test_a_double_leaves_the_table_and_what_it_had_follows(in_scope):
    partnership, kept, double = two_rows(in_scope)
    need = ChainNeed.objects.create(partnership=partnership, need="A flat")
    Cover.objects.create(need=need, participation=double, extent="full")
    talk, invitation = make_talk(double, in_scope.lina), make_invitation(double)

    done = close_double(participation=double, kept=kept, by=Actor.user(in_scope.lina))

    kept.refresh_from_db()
    double.refresh_from_db()
    assert (kept.status, kept.is_key_actor, double.status, double.successor) == ("invited", True, "left", kept)
    for row in (talk, invitation, need.covers.get()):
        row.refresh_from_db()
        assert row.participation_id == kept.pk
    assert json.loads(json.dumps(done)) == done


def test_a_double_that_was_none_comes_back_as_it_was(in_scope):
    partnership, kept, double = two_rows(in_scope)
    need = ChainNeed.objects.create(partnership=partnership, need="A flat")
    for row, extent in ((kept, "part"), (double, "full")):
        Cover.objects.create(need=need, participation=row, extent=extent)
    make_invitation(kept)
    second = make_invitation(double)

    done = json.loads(json.dumps(close_double(participation=double, kept=kept, by=Actor.user(in_scope.lina))))
    second.refresh_from_db()
    assert second.closed_at is not None
    reopen_double(done=done, by=Actor.user(in_scope.lina))

    for row in (kept, double, second):
        row.refresh_from_db()
    assert (kept.status, kept.is_key_actor, double.status, double.is_key_actor) == ("invited", False, "invited", True)
    assert (double.successor, second.participation, second.closed_at) == (None, double, None)
    assert sorted(need.covers.values_list("participation", "extent")) == sorted(
        [(kept.pk, "part"), (double.pk, "full")]
    )


def two_rows(cast):
    partnership = make_partnership(cast.service)
    kept = make_invited(cast.service, "College", partnership=partnership)
    return partnership, kept, make_invited(cast.service, "Colege", partnership=partnership, is_key_actor=True)


def test_a_legal_successor_takes_the_place_in_drafts_and_never_in_signed_texts(in_scope):
    signed = signed_agreement(in_scope)
    draft = ready_agreement(in_scope)
    frozen = signed.snapshot
    follower = make_organisation(in_scope.service, "New department")
    for agreement in (signed, draft):
        former = agreement.parties.order_by("pk").first().participation
        Participation.objects.filter(pk=former.pk).update(status="member", is_key_actor=True)

        new = carry_on(participation=former, successor=follower, by=BY, on=PartialDate.parse("2026-05-01"))

        former.refresh_from_db()
        assert (former.status, former.left.display(), former.successor) == ("left", "1 May 2026", new)
        assert (new.status, new.joined.display(), new.is_key_actor) == ("member", "1 May 2026", True)
    signed.refresh_from_db()
    assert signed.snapshot == frozen
    assert not signed.parties.filter(participation__organisation=follower).exists()
    assert draft.parties.get(participation__organisation=follower).signatory is None
    draft.partnership.refresh_from_db()
    assert "new department" in draft.partnership.search_text


def test_a_successor_that_sits_at_the_table_already_takes_over_in_its_own_row(in_scope):
    _partnership, former, present = two_rows(in_scope)
    make_invitation(former)

    new = carry_on(participation=former, successor=present.organisation, by=BY, on=PartialDate.parse("2026"))

    assert (new.pk, new.status) == (present.pk, "invited")
    assert new.invitations.open().count() == 1
    with pytest.raises(MoveRefused):
        carry_on(participation=former, successor=present.organisation, by=BY, on=PartialDate.parse("2026"))


def test_the_list_says_how_each_invitation_stands_and_hides_talks_from_readers(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    make_silent(make_invited(in_scope.service, "Silent college", partnership=partnership, is_key_actor=True))
    school = make_invited(in_scope.service, "School", partnership=partnership, is_reluctant=True)
    make_talk(school, in_scope.lina)
    address = reverse("partnerships:participants", args=[partnership.pk])

    managers, readers = (words_on(sign_in(user).get(address)) for user in (in_scope.lina, in_scope.vytas))

    for words in ("silent since", "shows reluctance", "not invited"):
        assert words in managers
        assert words in readers
    assert ("latest talk" in managers, "latest talk" in readers) == (True, False)
    assert ("Invite again" in managers, "Invite again" in readers) == (True, False)


def test_the_list_is_narrowed_and_paged(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    for number in range(30):
        make_participation(partnership, class_name=f"Class {number}", status="member", is_key_actor=number == 7)
    make_silent(make_invited(in_scope.service, "Silent college", partnership=partnership))
    browser, address = sign_in(in_scope.lina), reverse("partnerships:participants", args=[partnership.pk])

    def names(**asked):
        return [line.participation.name for line in browser.get(address, asked).context["lines"]]

    assert (len(names()), len(names(page=2))) == (25, 6)
    assert names(show="key") == ["Class 7"]
    assert names(show="silent") == names(status="invited") == names(q="silent COLL") == ["Silent college"]
    assert "No participant fits" in words_on(browser.get(address, {"q": "nobody"}))


def test_the_queries_of_the_list_do_not_grow(in_scope, sign_in, django_assert_max_num_queries):
    partnership = make_partnership(in_scope.service)
    browser, address = sign_in(in_scope.lina), reverse("partnerships:participants", args=[partnership.pk])

    def one_more(name):
        college = make_invited(in_scope.service, name, partnership=partnership, is_key_actor=True)
        make_silent(college)
        make_talk(college, in_scope.lina)

    one_more("One")
    browser.get(address)
    with django_assert_max_num_queries(100) as at_one:
        browser.get(address)
    one_more("Two")
    one_more("Three")
    with django_assert_max_num_queries(len(at_one)):
        browser.get(address)


def class_typed(**typed: str) -> dict[str, str]:
    return {"class_name": "Towns", "count_comparator": "exactly", "status": "identified", **typed}


@pytest.fixture
def types(db) -> None:
    for code, category in (("municipality", "local_government"), ("region-province", "local_government"),
                           ("ministry", "central_government")):  # fmt: skip
        OrganisationType.objects.get_or_create(code=code, defaults={"names": {"en": code}, "category": category})


def test_a_class_has_a_finer_type_and_a_year_of_counting(in_scope, sign_in, types):
    partnership = make_partnership(in_scope.service, manager=in_scope.lina)
    browser = sign_in(in_scope.lina)
    new = reverse("partnerships:participant_new", args=[partnership.pk])
    typed = {"category": "local_government", "type": "municipality", "count": "45", "counted_in_year": "2025"}

    browser.post(new, class_typed(**typed))

    towns = Participation.objects.get()
    assert (towns.type_id, towns.counted) == ("municipality", "45 organisations (2025)")
    assert towns.kind in words_on(browser.get(reverse("partnerships:participants", args=[partnership.pk])))
    change = reverse("partnerships:participant_change", args=[towns.pk])
    browser.post(change, {"to": "identified", **class_typed(**typed), "type": "region-province"})
    towns.refresh_from_db()
    assert towns.type_id == "region-province"


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"category": "local_government", "type": "ministry"}, "type"), ({"type": "municipality"}, "category")],
)
def test_a_finer_type_fits_its_category(in_scope, sign_in, types, typed, field):
    partnership = make_partnership(in_scope.service, manager=in_scope.lina)
    towns = make_participation(partnership, class_name="Towns", category="local_government")
    browser = sign_in(in_scope.lina)
    new = reverse("partnerships:participant_new", args=[partnership.pk])
    change = reverse("partnerships:participant_change", args=[towns.pk])

    assert list(browser.post(new, class_typed(**typed)).context["form"].errors) == [field]
    changed = browser.post(change, {"to": "identified", **class_typed(**typed)})
    assert list(changed.context["form"].errors) == [field]


def test_an_organisation_brings_its_own_kind_whatever_is_typed_for_a_class(in_scope, sign_in, types):
    partnership = make_partnership(in_scope.service, manager=in_scope.lina)
    board = make_organisation(in_scope.service, "Board", "ngo")
    new = reverse("partnerships:participant_new", args=[partnership.pk])
    typed = {"category": "local_government", "type": "ministry", "count": "3", "class_name": ""}

    sign_in(in_scope.lina).post(new, class_typed(organisation=board.pk, **typed))

    place = Participation.objects.get()
    assert (place.category, place.type, place.count) == ("", None, None)
    assert place.kind == board.get_category_display()
