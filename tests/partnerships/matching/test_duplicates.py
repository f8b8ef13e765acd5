"""The registry notices what it has twice, and remembers what was decided (F2)."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.duplicates import build, recall
from partnerships.matching.services.duplicates import (
    AlreadyDecided,
    Wanted,
    dismiss_pair,
    propose,
    propose_many,
    rebuild_keys,
    refresh_keys,
    refresh_many,
)
from partnerships.matching.services.name_search import CANDIDATES, POSTINGS, weights_of
from partnerships.models import DuplicatePair, NameKey
from partnerships.registry.services.organisations import change_organisation
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from tests.factories.duplicates import make_double, make_known

STATUS = DuplicatePair.Status


def asked(cast, name: str, **more):
    return propose(service=cast.service, name=name, **more)


def test_a_name_in_another_language_proposes_the_record_with_its_reason(in_scope):
    known = make_known(in_scope.service, "Jaunimo reikalų departamentas", place="Vilnius")

    (found,) = asked(in_scope, "Department of Youth Affairs")

    assert (found.organisation_id, found.name, found.place) == (known.pk, known.name, "Vilnius")
    assert found.score == 100
    assert found.reasons == ["same words, abbreviated or in another language"]


def test_english_name_abbreviation_and_former_name_find_the_record(in_scope):
    known = make_known(in_scope.service, "Viltis", name_en="Hope House", abbreviation="VHL")
    known.names.create(name="Seni Namai Kretinga")
    refresh_keys(known)

    assert asked(in_scope, "Hope House")[0].reasons == ["its English name"]
    assert asked(in_scope, "V.H.L.")[0].reasons[0] == "its abbreviation"
    assert asked(in_scope, "Seni namai Kretinga")[0].reasons == ["a former or other name"]


def test_a_number_alone_proposes_and_another_country_s_does_not(in_scope):
    make_known(in_scope.service, "Older", country="BE", registration_number="0475.123.456")

    (found,) = asked(in_scope, "Quite Different", registration_number="BE0475123456", country="BE")
    assert (found.score, found.reasons) == (95, ["same registration number"])
    assert asked(in_scope, "Quite Different", registration_number="0475123456", country="LT") == []


def test_a_domain_alone_is_a_weak_sign_and_none_where_many_share_it(in_scope):
    make_known(in_scope.service, "Kompass", website="https://www.kompass.example.at")

    (found,) = asked(in_scope, "Quite Different", website="http://kompass.example.at/kontakt")
    assert (found.score, found.reasons) == (70, ["same web domain"])
    for name in ("Aurora", "Merkur", "Delfin"):
        make_known(in_scope.service, name, website="https://kompass.example.at")
    assert asked(in_scope, "Quite Different", website="http://kompass.example.at") == []


def test_names_of_shared_words_alone_propose_nothing(in_scope):
    make_known(in_scope.service, "Alytus City Municipality")
    make_known(in_scope.service, "Mission locale de Forest")

    assert asked(in_scope, "Kaunas City Municipality") == []
    assert asked(in_scope, "Mission locale de Paris") == []
    assert asked(in_scope, "Municipality") == []


def test_merged_records_and_other_services_are_never_proposed(in_scope):
    kept = make_known(in_scope.service, "Lighthouse Learning")
    double = make_known(in_scope.service, "Lighthouse Learning Ltd")
    make_known(in_scope.other_service, "Lighthouse Learning")
    double.merged_into = kept
    double.save()

    assert [found.organisation_id for found in asked(in_scope, "Lighthouse Learning")] == [kept.pk]
    refresh_keys(double)
    assert not NameKey.objects.filter(organisation=double).exists()
    assert not DuplicatePair.objects.exists()


def test_registering_a_double_opens_a_pair_once_the_older_record_first(in_scope):
    first, second = make_double(in_scope.service, "Horizont Linz", "Verein Horizont Linz e.V.")
    refresh_keys(first)
    refresh_keys(second)

    pair = DuplicatePair.objects.get()
    assert (pair.first, pair.second, pair.status) == (first, second, STATUS.OPEN)
    assert pair.reasons == ["similar"]


def test_a_pair_goes_when_the_name_changes(in_scope):
    _first, second = make_double(in_scope.service, "Horizont Linz", "Horizont Linz GmbH")

    change_organisation(organisation=second, by=Actor.system(), name="Aurora Wels")
    second.refresh_from_db()
    refresh_keys(second)

    assert not DuplicatePair.objects.exists()
    assert asked(in_scope, "Aurora Wels")[0].organisation_id == second.pk


def test_a_dismissed_pair_stays_dismissed_and_both_histories_say_why(in_scope):
    first, second = make_double(in_scope.service, "Horizont Linz", "Horizont Linz GmbH")

    dismiss_pair(pair=DuplicatePair.objects.get(), by=Actor.user(in_scope.lina), reason="A club and its company")
    refresh_keys(first)
    rebuild_keys(in_scope.service)

    pair = DuplicatePair.objects.get()
    assert (pair.status, pair.reason, pair.decided_by) == (STATUS.DISMISSED, "A club and its company", in_scope.lina)
    for record in (first, second):
        entry = LedgerEntry.objects.about(record).first()
        assert entry.act == "organisation.told_apart"
        assert entry.private("reason") == "A club and its company"
    assert asked(in_scope, "Horizont Linz", besides=first) == []
    with pytest.raises(AlreadyDecided):
        dismiss_pair(pair=pair, by=Actor.user(in_scope.lina), reason="Again")


def test_telling_apart_needs_a_reason(in_scope):
    make_double(in_scope.service, "Horizont Linz", "Horizont Linz GmbH")

    with pytest.raises(ValueError, match="reason"):
        dismiss_pair(pair=DuplicatePair.objects.get(), by=Actor.user(in_scope.lina), reason="  ")
    assert DuplicatePair.objects.get().status == STATUS.OPEN


def test_a_successor_is_another_organisation_however_alike(in_scope):
    old = make_known(in_scope.service, "Horizont Linz")
    new = make_known(in_scope.service, "Horizont Linz GmbH")
    old.successors.add(new)
    old.save()

    refresh_keys(old)

    assert not DuplicatePair.objects.exists()
    assert rebuild_keys(in_scope.service) == 0
    assert asked(in_scope, "Horizont Linz", besides=new) == []


def test_the_same_name_elsewhere_is_less_likely_and_says_so(in_scope):
    make_known(in_scope.service, "Kompass", country="AT", place="Linz")
    make_known(in_scope.service, "Youth Centre", country="AT", place="Linz")

    (found,) = asked(in_scope, "Kompass", country="AT", place="Wels")
    assert (found.score, found.reasons) == (85, ["same name", "but in a different place or country"])
    assert asked(in_scope, "Youth Centre", country="AT", place="Wels") == []


def test_many_are_answered_like_one_by_one_with_as_many_queries_as_for_one(in_scope):
    for name in ("Horizont Linz", "Aurora Wels", "Jaunimo centras Viltis"):
        make_known(in_scope.service, name)
    wanted = [Wanted("Horizont Linz GmbH"), Wanted("Youth Centre Viltis"), Wanted("Nothing Like It"), Wanted("")]

    with CaptureQueriesContext(connection) as one:
        propose_many(in_scope.service, wanted[:1])
    with CaptureQueriesContext(connection) as many:
        answers = propose_many(in_scope.service, wanted)

    assert answers == [asked(in_scope, each.name) for each in wanted]
    assert len(many) == len(one) == 2


def test_rare_words_weigh_most_and_shared_words_help_only_where_there_is_too_much():
    rare = {"alytus": 1, "~alyt": 2, "&ajc": 1}
    weights, within = weights_of({*rare, "absent"}, {"youth"}, rare)
    assert weights["alytus"] > weights["~alyt"] > weights["&ajc"]
    assert (set(within), "youth" in weights) == (set(rare), False)

    common = {"alytus": CANDIDATES + 1}
    weights, within = weights_of({"alytus"}, {"youth"}, common)
    assert (within, "youth" in weights, weights["alytus"] < 22) == (["alytus"], True, True)

    weights, within = weights_of({"&ajc"}, {"youth", "centre"}, {"&ajc": 1})
    assert (set(weights), within) == ({"&ajc", "youth", "centre"}, [])
    assert weights_of({"alytus"}, {"youth"}, {}) == ({}, [])


def test_no_search_reads_more_of_the_index_than_it_may():
    counts = {"a": POSTINGS, "b": POSTINGS + 1}
    assert weights_of({"a", "b"}, set(), counts)[1] == ["a"]
    assert weights_of({"b"}, set(), counts)[1] == ["b"]


def test_a_search_takes_three_queries_however_many_records_resemble_it(in_scope, django_assert_num_queries):
    for number in range(6):
        make_known(in_scope.service, f"Horizont Linz {number}")

    with django_assert_num_queries(3):
        asked(in_scope, "Horizont Linz")


def test_keys_written_in_bulk_are_those_written_one_by_one(in_scope):
    organisation = make_known(in_scope.service, "Horizont Linz", name_en="Horizon", website="https://horizont.example")
    make_known(in_scope.service, "Horizont Linz GmbH")
    keys = set(NameKey.objects.values_list("organisation", "key"))
    pairs = list(DuplicatePair.objects.values_list("first", "second", "score", "reasons"))

    NameKey.objects.all().delete()
    DuplicatePair.objects.all().delete()
    refresh_many(in_scope.service, [organisation.pk])
    call_command("find_duplicates", verbosity=0)

    assert set(NameKey.objects.values_list("organisation", "key")) == keys
    assert list(DuplicatePair.objects.values_list("first", "second", "score", "reasons")) == pairs


def test_of_fifty_planted_doubles_nearly_all_are_found_and_few_strangers(in_scope):
    names = build(in_scope.service, size=300)

    seen = recall(in_scope.service, names, each=10)

    assert {kind: found >= 9 for kind, found in seen.found.items()} == dict.fromkeys(seen.found, True)
    assert sum(seen.found.values()) >= 48, seen.missed
    assert seen.alone <= 5
