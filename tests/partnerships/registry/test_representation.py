import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.models import Organisation, Representation
from partnerships.registry.services.representation import change_representation, end_representation
from partnerships.shared.services.changes import AnotherService
from partnerships.shared.services.refused import Refused
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from tests.factories import make_organisation
from tests.factories.registry import make_representation
from tests.pages import typed_in


@pytest.fixture
def three(in_scope) -> list[Organisation]:
    return [make_organisation(in_scope.service, name) for name in ("Federation", "Union", "Town")]


def test_a_federation_speaks_for_a_member_until_it_stops(in_scope, three):
    federation, _union, town = three
    line = make_representation(federation, town, may_sign=True, since=PartialDate(2010))

    ended = end_representation(representation=line, by=Actor.user(in_scope.lina), on=PartialDate(2020))

    assert (ended.may_sign, str(ended.since), str(ended.until)) == (True, "2010", "2020")
    entry = LedgerEntry.objects.about(federation).first()
    assert entry.sentence() == "Lina recorded that the organisation no longer represents another."
    assert entry.object_label == "Town"
    assert entry.after == {"member": town.pk, "until": "2020"}


def test_nobody_speaks_for_itself_twice_or_in_a_circle(three):
    federation, union, town = three
    make_representation(federation, union)
    make_representation(union, town)

    with pytest.raises(Refused, match="cannot represent itself"):
        make_representation(town, town)
    with pytest.raises(Refused, match="It is already recorded that Union represents Town"):
        make_representation(union, town)
    with pytest.raises(Refused, match="Federation already represents Town, directly or through other organisations"):
        make_representation(town, federation)
    assert Representation.objects.count() == 2


def test_what_has_ended_closes_no_circle_until_it_is_to_go_on_again(in_scope, three):
    federation, _union, town = three
    ended = make_representation(federation, town, until=PartialDate(2010))
    make_representation(town, federation)

    with pytest.raises(Refused, match="Representation cannot be circular"):
        change_representation(representation=ended, by=Actor.user(in_scope.lina), until=PartialDate())


def test_until_before_since_and_a_merged_record_are_refused(three):
    federation, union, town = three
    Organisation.objects.filter(pk=union.pk).update(merged_into=town)

    with pytest.raises(Refused, match="Union was merged into another record"):
        make_representation(federation, union)
    with pytest.raises(Refused, match="before the first day of the representation"):
        make_representation(federation, town, since=PartialDate(2020), until=PartialDate(2019))


def test_another_services_organisation_is_refused(in_scope, three):
    with pytest.raises(AnotherService):
        make_representation(three[0], make_organisation(in_scope.other_service, "Foreign"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"merged_into": True},
            "Organisation Town was merged into another record. Choose the record that was kept.",
        ),
        (
            {"ended": "2020"},
            "Organisation Town has ended. Enter the last day of the representation, or choose an active organisation.",
        ),
        ({"service": True}, "This option is not available. Choose one from the list."),
    ],
)
def test_a_posted_record_that_cannot_be_is_refused_and_not_offered(in_scope, sign_in, three, change, said):
    federation, union, town = three
    rows = {"merged_into": union, "ended": PartialDate(2020), "service": in_scope.other_service}
    Organisation.objects.filter(pk=town.pk).update(**{name: rows[name] for name in change})

    answer = sign_in(in_scope.lina).post(
        f"/organisations/{federation.pk}/members/new/", {"side": "body", "other": town.pk, "words": "union"}
    )

    assert answer.context["form"].errors["other"] == [said]
    offered = [key for key, _label in answer.context["form"].fields["other"].widget.choices]
    assert offered == [union.pk, *([town.pk] if "ended" in change else [])]
    assert Representation.objects.count() == 0


def test_one_that_has_ended_spoke_for_a_member_until_then(three):
    federation, _union, town = three
    Organisation.objects.filter(pk=federation.pk).update(ended=PartialDate(2020))

    with pytest.raises(Refused, match="Organisation Federation has ended"):
        make_representation(federation, town)
    assert str(make_representation(federation, town, until=PartialDate(2020)).until) == "2020"


def test_looking_for_the_other_one_keeps_what_was_typed(in_scope, sign_in, three):
    federation, _union, town = three
    browser, url = sign_in(in_scope.lina), f"/organisations/{federation.pk}/members/new/"
    typed = {"side": "member", "words": "town", "since_year": "2010", "may_sign": "on", "find": "1"}

    found = browser.post(url, typed)

    assert "1 organisation matches." in found.content.decode()
    assert Representation.objects.count() == 0
    sent = typed_in(found, "side", other=town.pk)
    assert (sent["side"], sent["since_year"], sent["may_sign"]) == (["member"], ["2010"], ["on"])
    browser.post(url, sent)
    line = Representation.objects.get()
    assert (line.body, line.member, line.may_sign, str(line.since)) == (town, federation, True, "2010")


@pytest.mark.parametrize(
    ("which", "sentence"),
    [(None, "Search for the other organisation"), (0, "cannot represent itself"), (1, "Federation represents Union")],
)
def test_the_page_says_what_is_wrong_with_the_choice(in_scope, sign_in, three, which, sentence):
    make_representation(three[0], three[1])
    typed = {"side": "body", "other": "" if which is None else three[which].pk, "since_year": "2010"}

    answer = sign_in(in_scope.lina).post(f"/organisations/{three[0].pk}/members/new/", typed)

    assert sentence in answer.context["form"].errors["other"][0]
    assert 'value="2010"' in answer.content.decode()


def test_a_line_is_changed_and_taken_away_on_its_page(in_scope, sign_in, three):
    line = make_representation(three[0], three[1])
    browser, url = sign_in(in_scope.lina), f"/representations/{line.pk}/"

    answer = browser.post(url, {"since_year": "2010", "until_year": "2009"})
    assert list(answer.context["form"].errors) == ["until"]
    browser.post(url, {"may_sign": "on", "since_year": "2010"})
    line.refresh_from_db()
    assert (line.may_sign, str(line.since)) == (True, "2010")
    browser.post(f"{url}remove/")
    assert Representation.objects.count() == 0
    assert LedgerEntry.objects.about(three[0]).first().before["member"] == three[1].pk


def test_a_large_federation_is_shown_by_pages_and_as_a_file(in_scope, sign_in, three):
    for number in range(27):
        make_representation(three[0], make_organisation(in_scope.service, f"Municipality {number:02d}"))
    browser, url = sign_in(in_scope.vytas), f"/organisations/{three[0].pk}/"

    assert "Represents 27 organisations" in browser.get(url).content.decode()
    assert [len(browser.get(f"{url}members/?page={page}").context["page"]) for page in (1, 2)] == [25, 2]
    rows = browser.get(f"{url}members/?format=csv").content.decode("utf-8-sig").splitlines()
    assert (len(rows), rows[1].split(",")[:2]) == (28, ["Federation", "Municipality 00"])


def test_three_members_take_as_many_queries_as_one(in_scope, sign_in, three, django_assert_num_queries):
    browser, url = sign_in(in_scope.lina), f"/organisations/{three[0].pk}/members/"
    make_representation(three[0], three[1])
    with CaptureQueriesContext(connection) as one:
        browser.get(url)
    for name in ("Village", "Hamlet"):
        make_representation(three[0], make_organisation(in_scope.service, name))
    with django_assert_num_queries(len(one)):
        browser.get(url)
