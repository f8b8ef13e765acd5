import pytest
from django_scopes import scope

from partnerships.merging.services.succession import reopen_organisation
from partnerships.models import Organisation
from partnerships.registry.rules.succession import reaches
from partnerships.registry.services.organisations import change_organisation
from partnerships.shared.services.changes import AnotherService
from partnerships.shared.services.refused import Refused
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from tests.factories import make_organisation, make_participation, make_partnership, ready_agreement, signed_agreement
from tests.factories.registry import frozen_of, make_end
from tests.pages import typed_in, words_on

pytestmark = pytest.mark.slow


@pytest.fixture
def two(in_scope) -> list[Organisation]:
    return [make_organisation(in_scope.service, name) for name in ("Old Board", "New Board")]


def statuses(organisation: Organisation) -> list[str]:
    return list(organisation.participations.order_by("pk").values_list("status", flat=True))


def test_reaching_follows_every_step_and_stops_in_a_circle():
    links = {1: {2, 3}, 3: {4}, 4: {1}}

    def next_of(keys):
        return {to for key in keys for to in links.get(key, ())}

    assert reaches(next_of, [1], 4)
    assert reaches(next_of, [2], 2)
    assert not reaches(next_of, [1], 5)


def test_a_successor_carries_on_where_it_is_ticked_and_only_there(in_scope, two):
    old, new = two
    first, second = (make_partnership(in_scope.service, title) for title in ("First", "Second"))
    place = make_participation(first, old, status="member", is_key_actor=True, role="Opens the doors")
    make_participation(second, old, status="invited")

    ended = make_end(old, new, carry_on=[place], on=PartialDate(2020, 5))

    assert ([*ended.successors.all()], ended.end_kind, str(ended.ended)) == ([new], "succeeded", "2020-05")
    assert (statuses(old), statuses(new)) == (["left", "invited"], ["member"])
    carried = new.participations.get()
    assert (carried.partnership, carried.is_key_actor, carried.role) == (first, True, "Opens the doors")
    entry = LedgerEntry.objects.about(old).first()
    assert (entry.act, entry.after["carried_on"], entry.after["successors"]) == ("organisation.ended", 1, [str(new.pk)])


def test_signed_texts_stay_to_the_letter_and_drafts_follow(cast):
    signed = signed_agreement(cast)
    with scope(service=cast.service):
        place = signed.parties.first().participation
        draft = ready_agreement(cast)
        drafted = draft.parties.first().participation
        new = make_organisation(cast.service, "New Board")
        stood = frozen_of(signed)

        make_end(place.organisation, new, carry_on=[place])
        make_end(drafted.organisation, new, carry_on=[drafted])

        again = type(signed).objects.select_related("partnership__service").get(pk=signed.pk)
        assert frozen_of(again) == stood
        assert again.parties.first().participation == place
        assert draft.parties.first().participation.organisation == new


def test_the_end_is_taken_back_and_the_places_stay(in_scope, two):
    old, new = two
    place = make_participation(make_partnership(in_scope.service), old, status="member")
    make_end(old, new, carry_on=[place])

    back = reopen_organisation(organisation=old, by=Actor.user(in_scope.lina))
    reopen_organisation(organisation=old, by=Actor.user(in_scope.lina))

    assert ([*back.successors.all()], back.end_kind, str(back.ended)) == ([], "", "")
    assert (statuses(old), statuses(new)) == (["left"], ["member"])
    acts = LedgerEntry.objects.about(old).filter(act="organisation.reopened")
    assert [entry.sentence() for entry in acts] == ["Lina reversed the end of the organisation."]


def test_each_impossible_end_has_its_own_sentence(in_scope, two):
    old, new = two
    gone = make_end(make_organisation(in_scope.service, "Gone"))
    merged = make_organisation(in_scope.service, "Double")
    Organisation.objects.filter(pk=merged.pk).update(merged_into=new)
    merged.refresh_from_db()

    for organisation, successor, facts, sentence in [
        (old, old, {}, "An organisation cannot be its own successor."),
        (old, gone, {}, "Organisation Gone has ended."),
        (
            old,
            merged,
            {},
            "Organisation Double was merged into another record. Choose the record that was kept.",
        ),
        (old, None, {"kind": "split"}, "Choose the successor organisation."),
        (old, new, {"kind": "dissolved"}, "A dissolved organisation has no successor."),
        (old, new, {"on": PartialDate(2199)}, "This date is in the future. Record the change once it has taken place."),
        (old, new, {"on": PartialDate()}, "Enter the date; a year alone is sufficient."),
        (gone, new, {}, "Organisation Gone has already ended."),
        (merged, new, {}, "Record the end in the record that was kept."),
    ]:
        with pytest.raises(Refused, match=sentence):
            make_end(organisation, *([successor] if successor else []), **facts)
    assert not Organisation.objects.filter(pk=old.pk).exclude(ended="").exists()


def test_no_circle_of_successors_whoever_writes_it(in_scope, two):
    first, second = two
    third = make_organisation(in_scope.service, "Third Board")
    # as an import may bring it: followed, without a day
    for row, successor in ((first, second), (second, third)):
        row.successors.add(successor)

    with pytest.raises(
        Refused,
        match="Organisation Third Board is already a successor of Old Board, directly or through other organisations",
    ):
        make_end(third, first)
    with pytest.raises(Refused, match="Succession cannot be circular"):
        change_organisation(organisation=third, by=Actor.user(in_scope.lina), successors=[first])


def test_a_successor_of_another_service_is_refused(in_scope, two):
    with pytest.raises(AnotherService):
        make_end(two[0], make_organisation(in_scope.other_service, "Foreign"))


def test_the_page_says_what_it_will_do_before_it_does_it(in_scope, sign_in, two):
    old, new = two
    make_participation(make_partnership(in_scope.service, "Youth Desk"), old, status="member")
    browser, url = sign_in(in_scope.lina), f"/organisations/{old.pk}/end/"

    found = browser.post(
        url, typed_in(browser.get(url), "words", kind="succeeded", on_year="2020", words="new", find="1")
    )
    asked = browser.post(url, typed_in(found, "kind", kind="succeeded", successors=new.pk))

    assert "In partnership “Youth Desk”, New Board takes its place" in words_on(asked)
    old.refresh_from_db()
    assert str(old.ended) == ""
    again = browser.post(url, typed_in(asked, "kind", again="1"))
    assert typed_in(again, "kind")["on_year"] == ["2020"]
    assert browser.post(url, typed_in(asked, "kind", confirmed="1")).url == f"/organisations/{old.pk}/"
    assert (statuses(old), statuses(new)) == (["left"], ["member"])


def test_who_is_dissolved_is_followed_by_nobody_whatever_is_ticked(in_scope, sign_in, two):
    old = two[0]
    make_participation(make_partnership(in_scope.service), old, status="member")
    browser, url = sign_in(in_scope.lina), f"/organisations/{old.pk}/end/"

    asked = browser.post(url, typed_in(browser.get(url), "words", kind="dissolved", on_year="2020"))
    assert "In 1 partnership it is not changed" in words_on(asked)
    browser.post(url, typed_in(asked, "kind", confirmed="1"))

    assert statuses(old) == ["member"]


def test_the_pages_of_an_end_lead_to_each_other(in_scope, sign_in, two):
    old, new = two
    browser, url = sign_in(in_scope.lina), f"/organisations/{old.pk}/"
    assert browser.get(f"{url}reopen/").url == url
    make_end(old, new)

    assert browser.get(f"{url}end/").url == f"{url}reopen/"
    assert "New Board is no longer its successor." in words_on(browser.get(f"{url}reopen/"))
    assert "Successor of Old Board" in words_on(browser.get(f"/organisations/{new.pk}/"))
    assert browser.post(f"{url}reopen/").url == url
    old.refresh_from_db()
    assert not old.successors.exists()


def test_a_posted_successor_that_cannot_be_is_refused_and_not_offered(in_scope, sign_in, two):
    old, new = two
    gone = make_end(make_organisation(in_scope.service, "Gone Board"))
    merged, foreign = make_organisation(in_scope.service, "Double Board"), make_organisation(in_scope.other_service)
    Organisation.objects.filter(pk=merged.pk).update(merged_into=new)
    browser, typed = sign_in(in_scope.lina), {"kind": "succeeded", "on_year": "2020", "words": "board"}

    for chosen, sentence in [
        (gone, "Organisation Gone Board has ended. Choose the organisation that is active today."),
        (merged, "Organisation Double Board was merged into another record. Choose the record that was kept."),
        (foreign, "One of these options is not available. Choose only from the list."),
    ]:
        answer = browser.post(f"/organisations/{old.pk}/end/", {**typed, "successors": chosen.pk, "confirmed": "1"})
        assert answer.context["form"].errors["successors"] == [sentence]
        offered = [key for key, _label in answer.context["form"].fields["successors"].widget.choices]
        assert offered == [new.pk]
    old.refresh_from_db()
    assert not old.successors.exists()


def test_bad_input_names_its_field_and_keeps_the_rest(in_scope, sign_in, two):
    old = two[0]
    typed = {"kind": "succeeded", "on_year": "2199", "words": "board", "successors": old.pk}

    answer = sign_in(in_scope.lina).post(f"/organisations/{old.pk}/end/", typed)

    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "on": ["This date is in the future. Record the change once it has taken place."],
        "successors": ["An organisation cannot be its own successor. Choose the organisation that succeeds it."],
    }
    assert 'value="board"' in answer.content.decode()
