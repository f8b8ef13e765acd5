"""R9: who carries on what an ended partnership did is named, and both pages lead to each other."""

import pytest

from partnerships.ending.services.clock import sweep_endings
from partnerships.ending.services.deciding import decide_ending
from partnerships.ending.services.following import name_successor
from partnerships.models import Ending
from partnerships.shared.services.changes import AnotherService
from partnerships.shared.services.partnerships import create_partnership
from pes_partnerships.accounts.models import Membership
from pes_partnerships.ledger.models import LedgerEntry
from tests.factories.dialogue import in_days
from tests.factories.endings import later, url_of
from tests.factories.forming import BY
from tests.pages import typed_in, words_on


@pytest.fixture
def replaced(signed, in_scope) -> Ending:
    return decide_ending(
        partnership=signed.partnership, user=in_scope.lina, ended_on=in_days(40), reason="replaced", note="A new one."
    )


@pytest.fixture
def youth(in_scope):
    return create_partnership(service=in_scope.service, by=BY, title="Youth office of the city")


def named(lina, ending, **fields):
    page = url_of("ending_successor", ending.partnership_id)
    return lina.post(page, typed_in(lina.get(page), "carried_on", **fields), follow=True)


def test_the_page_asks_who_carries_it_on_where_the_reason_says_so(replaced, lina):
    page = words_on(lina.get(url_of("ending", replaced.partnership_id)))
    assert "The reason says that others go on with it, but not who." in page
    named(lina, replaced, carried_on="The city takes over the advice.")
    page = words_on(lina.get(url_of("ending", replaced.partnership_id)))
    assert "but not who" not in page
    assert "The city takes over the advice." in page


def test_an_end_without_value_asks_for_no_successor(ending, lina):
    page = words_on(lina.get(url_of("ending", ending.partnership_id)))
    assert "but not who" not in page
    assert "Who carries it on Not recorded." in page


def test_both_pages_lead_to_each_other_before_and_after_the_end(replaced, youth, lina):
    answer = named(lina, replaced, successor=youth.reference.lower())
    assert "It is recorded who carries it on." in words_on(answer)
    assert f'href="{url_of("partnership", youth.pk)}"' in answer.content.decode()

    sweep_endings(now=later(41))

    old = lina.get(url_of("partnership", replaced.partnership_id))
    assert "In its place: Youth office of the city" in words_on(old)
    new = lina.get(url_of("partnership", youth.pk))
    assert f"In the place of: {replaced.partnership.title}" in words_on(new)
    assert f'href="{url_of("ending", replaced.partnership_id)}"' in new.content.decode()
    entry = LedgerEntry.objects.get(act="ending.followed")
    assert entry.after["successor"] == youth.reference


def test_what_cannot_be_found_is_said_at_its_field_and_nothing_is_lost(replaced, lina):
    for typed, said in (
        ({"successor": "XX-1999-0009"}, "No partnership that you can see has the reference “XX-1999-0009”."),
        ({"successor": replaced.partnership.reference}, "This is the partnership that ends."),
        ({"successor": ""}, "Enter who carries on what, or the partnership that takes its place."),
    ):
        page = url_of("ending_successor", replaced.partnership_id)
        answer = lina.post(page, typed_in(lina.get(page), "carried_on", **typed))
        assert answer.status_code == 422
        assert said in words_on(answer)
        assert typed["successor"] in answer.content.decode()
    replaced.refresh_from_db()
    assert (replaced.carried_on, replaced.successor) == ("", None)


def test_who_may_not_see_the_successor_reads_no_name_of_it(replaced, youth, in_scope, sign_in):
    youth.office = in_scope.tallinn
    youth.save()
    name_successor(ending=replaced, user=in_scope.lina, carried_on="", successor=youth)
    assert "Youth office" not in words_on(sign_in(in_scope.jonas).get(url_of("ending", replaced.partnership_id)))


def test_a_successor_out_of_sight_stays_named_and_its_reference_is_not_told(replaced, youth, in_scope, sign_in):
    youth.office = in_scope.tallinn
    youth.save()
    name_successor(ending=replaced, user=in_scope.lina, carried_on="", successor=youth)
    Membership.objects.filter(user=in_scope.lina).update(office=in_scope.alytus)
    lina, url = sign_in(in_scope.lina), url_of("ending_successor", replaced.partnership_id)
    page = lina.get(url)
    assert youth.reference not in page.content.decode()
    assert "A partnership that you cannot see is named." in words_on(page)

    lina.post(url, typed_in(page, "carried_on", carried_on="The advice in the evening."))

    replaced.refresh_from_db()
    assert (replaced.successor, replaced.carried_on) == (youth, "The advice in the evening.")


def test_a_partnership_of_another_service_takes_no_place(replaced, youth, in_scope):
    youth.service = in_scope.other_service
    with pytest.raises(AnotherService):
        name_successor(ending=replaced, user=in_scope.lina, carried_on="", successor=youth)


def test_before_the_end_is_decided_there_is_nothing_to_carry_on(replaced, lina):
    Ending.objects.filter(pk=replaced.pk).update(decided_on=None, decided_by=None)
    assert lina.get(url_of("ending_successor", replaced.partnership_id)).status_code == 404
