"""Who serves which need: the map, one column a participant, and its file (F1)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.models import ChainNeed, Cover
from partnerships.preparation.services.chain import NotOfThisPartnership, save_covers
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from tests.factories import make_partnership
from tests.factories.preparation import cover, make_actor, make_needs

BY = Actor.system()


def url(partnership, name: str = "chain/") -> str:
    return f"/partnerships/{partnership.pk}/{name}"


def test_the_map_shows_a_gap_a_double_and_what_nobody_said(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    make_needs(partnership, "A talk", "Debts", ours="full")
    ChainNeed.objects.filter(need="Debts").update(ours="not")
    cover(make_actor(partnership, "Youth centre"), "full", "not")
    make_actor(partnership, "School", status="invited")
    make_actor(partnership, "Gone", status="declined")

    shown = sign_in(in_scope.vytas).get(url(partnership, "chain/map/"))

    assert [column["name"] for column in shown.context["columns"]][1:] == ["Youth centre", "School"]
    lines = [(line["need"], str(line["verdict_label"]), line["unsaid"]) for line in shown.context["lines"]]
    assert lines == [("A talk", "Covered twice", 1), ("Debts", "Gap", 1)]


def test_the_service_as_its_own_partner_is_no_second_column(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    make_needs(partnership, "A talk")
    make_actor(partnership, "We ourselves").organisation.__class__.objects.update(pes=in_scope.service)

    shown = sign_in(in_scope.lina).get(url(partnership, "chain/map/"))

    assert len(shown.context["columns"]) == 1


def test_a_column_is_saved_on_its_own_page(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    talk, job = make_needs(partnership, "A talk", "A job")
    actor = make_actor(partnership)
    posted = {f"extent_{talk.pk}": "full", f"note_{talk.pk}": "Under 25 only", f"extent_{job.pk}": ""}

    answer = sign_in(in_scope.lina).post(url(partnership, f"chain/map/?participant={actor.pk}"), posted)

    saved = [(row.need.need, row.extent, row.note) for row in actor.covers.all()]
    assert (answer.url, saved) == (url(partnership, "chain/map/"), [("A talk", "full", "Under 25 only")])


def test_the_own_column_is_saved_too_and_a_word_can_be_taken_back(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    talk, job = make_needs(partnership, "A talk", "A job", ours="part")
    browser = sign_in(in_scope.lina)

    browser.post(url(partnership, "chain/map/?participant=us"), {f"extent_{talk.pk}": "full", f"extent_{job.pk}": ""})

    assert [need.ours for need in partnership.chain.all()] == ["full", ""]


def test_a_note_without_an_answer_says_what_to_do(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    (talk,) = make_needs(partnership, "A talk")
    actor = make_actor(partnership)

    answer = sign_in(in_scope.lina).post(
        url(partnership, f"chain/map/?participant={actor.pk}"), {f"note_{talk.pk}": "Under 25 only"}
    )

    assert list(answer.context["form"].errors) == [f"extent_{talk.pk}"]


def test_taking_a_word_back_removes_the_row_and_stays_in_the_history(in_scope):
    partnership = make_partnership(in_scope.service)
    make_needs(partnership, "A talk")
    actor = make_actor(partnership)
    cover(actor, "full")
    cover(actor, "")

    last = LedgerEntry.objects.about(partnership).first()
    assert (Cover.objects.count(), last.act, last.before) == (0, "cover.saved", {"extent": "full"})
    assert last.after["participation"] == str(actor.pk) or last.after["participation"] == actor.pk


def test_a_participant_of_another_partnership_cannot_be_entered(in_scope, sign_in):
    ours, other = make_partnership(in_scope.service), make_partnership(in_scope.service, "Another")
    (talk,) = make_needs(ours, "A talk")
    foreign = make_actor(other)

    answer = sign_in(in_scope.lina).get(url(ours, f"chain/map/?participant={foreign.pk}"))

    assert answer.status_code == 404
    with pytest.raises(NotOfThisPartnership):
        save_covers(partnership=ours, participation=foreign, extents={talk.pk: "full"}, by=BY)


def test_two_editors_of_a_column_meet(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    (talk,) = make_needs(partnership, "A talk")
    actor = make_actor(partnership)
    browser, column = sign_in(in_scope.lina), url(partnership, f"chain/map/?participant={actor.pk}")
    seen = browser.get(column).context["form"]["seen"].value()
    cover(actor, "part")

    answer = browser.post(column, {f"extent_{talk.pk}": "full", "seen": seen})

    (row,) = answer.context["rows"]
    assert (answer.status_code, row["theirs"], row["yours"]) == (409, "Partly covered", "Fully covered")


def test_the_map_goes_out_as_a_file_with_the_verdict(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    make_needs(partnership, "A talk", ours="full")
    cover(make_actor(partnership, "Youth centre"), "full")

    answer = sign_in(in_scope.vytas).get(url(partnership, "chain/map/?format=csv"))

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines == [
        "Need,Demonstration Employment Service,Youth centre,Assessment,Note",
        "A talk,Fully covered,Fully covered,Covered twice,",
    ]


def test_the_empty_map_leads_to_the_list_and_to_the_actors(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    browser = sign_in(in_scope.lina)

    empty = browser.get(url(partnership, "chain/map/")).content.decode()
    make_needs(partnership, "A talk")
    alone = browser.get(url(partnership, "chain/map/")).content.decode()

    assert f'href="{url(partnership)}"' in empty
    assert f'href="{url(partnership, "actors/")}"' in alone


@pytest.mark.parametrize("name", ["chain/", "chain/map/"])
def test_a_longer_chain_asks_no_more_of_the_database(in_scope, sign_in, django_assert_num_queries, name):
    few, many = make_partnership(in_scope.service), make_partnership(in_scope.service, "Many")
    browser = sign_in(in_scope.lina)
    make_needs(few, "A talk")
    cover(make_actor(few, "One"), "full")
    make_needs(many, "A talk", "A job", "Debts")
    for number in range(3):
        cover(make_actor(many, f"Actor {number}"), "full", "part", "not")
    browser.get(url(few, name))

    with CaptureQueriesContext(connection) as asked:
        browser.get(url(few, name))
    with django_assert_num_queries(len(asked)):
        browser.get(url(many, name))
