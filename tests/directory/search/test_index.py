"""The tokens of entries in the database of the run, SQLite or PostgreSQL: both are asked the same (D1)."""

import pytest
from django.db import connection, transaction
from django.utils import timezone

from directory.models import Entry, SearchChange, SearchDocument, SearchWord
from directory.publishing.services.publishing import withdraw_entry
from directory.search.services import Question, answer, is_up_to_date, rebuild_search, rows_of, write_search
from directory.search.services.index import text_index
from directory.search.services.snapshot import snapshot
from pes_partnerships.ledger.services import Actor
from tests.directory.conftest import make_entry

pytestmark = pytest.mark.django_db


def found(words: str = "", **how) -> list[str]:
    return [entry.title for entry in rows_of(answer(Question(words=words, **how)).found[:20])]


def test_tokens_are_found_whole_and_by_their_beginning():
    index = text_index()
    index.write([(1, ["awyouth", "dwmladih", "dbhrmladih"]), (2, ["bwyouth", "cmentor", "awпомощ", "aw2019"])])
    asked = [["awyouth"], ["awyouth", "bwyouth"], ["dbhrmlad*"], ["awпомощ"], ["awyou"], ["aw2019"], []]
    assert [sorted(keys) for keys in index.find(asked)] == [[1], [1, 2], [1], [2], [], [2], []]


def test_what_is_written_again_takes_the_place_of_what_was():
    index = text_index()
    index.write([(1, ["awold"]), (2, ["awold"])])
    index.write([(1, ["awnew"])])
    index.write([(2, [])])
    assert index.find([["awold"], ["awnew"]]) == [[], [1]]


def test_very_many_tokens_are_one_question():
    text_index().write([(1, ["aw399"])])
    assert text_index().find([[f"aw{n}" for n in range(400)]] * 48) == [[1]] * 48


def test_entries_are_found_as_soon_as_they_are_written_and_no_longer_than_they_are_public(cast):
    entry = make_entry("Harbour jobs")
    assert found("harbour") == ["Harbour jobs"]
    entry.title = "Airport jobs"
    entry.save()
    write_search([entry.pk])
    assert (found("harbour"), found("airports")) == ([], ["Airport jobs"])
    withdraw_entry(entry=entry, by=Actor.user(cast.dora), reason="A double")
    assert found("airport") == found() == []
    assert answer(Question()).everything == 0


def test_what_is_rolled_back_is_forgotten_by_who_has_read_it():
    """A process that saw rows which never came to be must not keep them, although their numbers are given again."""
    make_entry("Stays")
    with transaction.atomic():
        make_entry("Phantom quay")
        assert found("phantom") == ["Phantom quay"]
        transaction.set_rollback(True)
    make_entry("Came later")
    assert (found("phantom"), found("later")) == ([], ["Came later"])
    assert sorted(found()) == ["Came later", "Stays"]


def test_a_change_is_followed_without_reading_everything_again():
    make_entry("First", countries=["LT"])
    known = snapshot()
    make_entry("Second", countries=["EE"])
    followed = snapshot()
    assert followed is not known
    assert (followed.keys[: len(known)], len(followed)) == (known.keys, 2)
    assert followed.facets["country"] == {"LT": 0b01, "EE": 0b10}
    assert snapshot() is followed


def test_what_a_process_remembers_of_words_follows_every_change(cast):
    """The same answers as one that remembers nothing."""
    entry = make_entry("Harbour jobs", lead="For young people.")
    other = make_entry("Airport jobs")
    asked = ("harbours", "airport", "jobs", "young", "nurses")

    def answers() -> list[list[str]]:
        return [sorted(found(words)) for words in asked]

    assert answers() == [["Harbour jobs"], ["Airport jobs"], ["Airport jobs", "Harbour jobs"], ["Harbour jobs"], []]
    entry.title, entry.lead = "Hospital jobs", "For nurses."
    entry.save()
    write_search([entry.pk])
    assert answers() == [[], ["Airport jobs"], ["Airport jobs", "Hospital jobs"], [], ["Hospital jobs"]]
    withdraw_entry(entry=other, by=Actor.user(cast.dora), reason="A double")
    make_entry("Young nurses")
    followed = answers()
    rebuild_search()
    assert answers() == followed == [[], [], ["Hospital jobs"], ["Young nurses"], ["Hospital jobs", "Young nurses"]]


def test_all_of_it_can_be_made_again_and_comes_out_the_same():
    make_entry("Harbour jobs", lead="For young people.")
    make_entry("Withdrawn", withdrawn_at=timezone.now())
    gone = make_entry("Gone")
    before = list(SearchDocument.objects.exclude(pk=gone.pk).order_by("pk").values())
    Entry.objects.filter(pk=gone.pk).delete()
    SearchWord.objects.create(word="nonsense")
    text_index().write([(gone.pk, ["awgone"])])
    assert not is_up_to_date()
    for _time in range(2):
        assert rebuild_search() == 2
        assert list(SearchDocument.objects.order_by("pk").values()) == before
        assert found("harbour") == ["Harbour jobs"]
    assert text_index().find([["awgone"]]) == [[]]
    assert not SearchWord.objects.filter(word__in=["nonsense", "gone"]).exists()
    assert is_up_to_date()


def test_an_index_of_other_tables_is_out_of_date():
    make_entry()
    rebuild_search()
    SearchChange.objects.filter(entry_id=None).update(made_with="of before")
    assert not is_up_to_date()


def test_the_number_of_queries_is_the_same_for_one_entry_and_for_three(count_queries):
    numbers = set()
    for number in range(3):
        make_entry(f"Harbour {number}", lead="For young people in harbours.", groups=["youth"])
        numbers.add(count_queries(lambda: answer(Question(words="harbours for young peple", chosen={}))))
    assert len(numbers) == 1


def test_orders(django_assert_max_num_queries):
    for title, days, commenced in (("Beta", 1, "2010"), ("Alpha", 2, "2020"), ("Gamma", 0, "")):
        make_entry(title, days_ago=days, commenced=commenced)
    assert found(sort="name") == ["Alpha", "Beta", "Gamma"]
    assert found(sort="newest") == ["Gamma", "Beta", "Alpha"]
    assert found(sort="began") == ["Alpha", "Beta", "Gamma"]


def test_the_list_is_put_in_order_as_far_as_it_is_read():
    for number in range(12):
        make_entry(f"Entry {number:02}")
    keys = answer(Question()).found
    assert (len(keys), keys[0], keys[-1]) == (12, keys[0:1][0], keys[11])
    assert len(keys[5:8]) == 3
    assert list(keys) == keys[:]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL has its own kind of table")
def test_on_postgresql_the_words_have_an_index():
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = 'directory_searchtext'")
        assert any("gin (tokens)" in row[0] for row in cursor.fetchall())
