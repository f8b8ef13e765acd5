"""Sixty plain questions in many languages find their entries among the first five (D1)."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from directory.cases.services.bringing import folder, read_case
from directory.models import Entry
from directory.publishing.services.writing import write_entry
from directory.search.services import Question, answer, rows_of
from tests.databases import lent
from tests.lending import folder_of_run

QUESTIONS = tomllib.loads(Path(__file__).with_name("questions.toml").read_text(encoding="utf-8"))["questions"]
FIRST = 5
MISSED = 3


def write_entries() -> None:
    """The cases that come with the product: each entry's address is the name of its file."""
    call_command("load_reference", verbosity=0)
    at = timezone.now()
    with transaction.atomic():
        for path in sorted(folder().glob("*.toml")):
            write_entry(Entry(published_at=at, slug=path.stem), read_case(path).public, at)


@pytest.fixture(scope="module")
def entries(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    with django_db_blocker.unblock(), lent("directory-entries", write_entries, folder_of_run(tmp_path_factory)):
        yield


def first_of(asked: str) -> list[str]:
    """The addresses of the first five; none where the page says that nothing fits."""
    found = answer(Question(words=asked))
    return [entry.slug for entry in rows_of(found.found[:FIRST])]


def is_found(question: dict) -> bool:
    found = answer(Question(words=question["asked"]))
    if not question["first"]:
        return not found.fitting
    return set(question["first"]) <= set(first_of(question["asked"]))


def test_the_table_is_of_many_kinds_and_languages():
    assert len(QUESTIONS) >= 60
    assert len({question["language"] for question in QUESTIONS}) >= 10
    kinds = {question["kind"] for question in QUESTIONS}
    assert kinds >= {"sentence", "word", "error", "synonym", "acronym", "begun", "country", "nothing"}


def test_nearly_all_questions_find_their_entries(entries, db):
    """At least 57 of 60: the same share where there are more."""
    missed = [question["asked"] for question in QUESTIONS if not is_found(question)]
    assert len(missed) * 60 <= MISSED * len(QUESTIONS), missed


def test_a_long_list_is_never_the_answer_to_what_does_not_fit(entries, db):
    for question in QUESTIONS:
        if question["kind"] == "nothing":
            assert len(answer(Question(words=question["asked"])).found) <= 10


@pytest.mark.parametrize(
    "asked",
    [
        "x" * 10_000,
        "jobs " * 2_000,
        "the of and to in",
        '"' * 40,
        "* ** AND OR NOT NEAR( ^ : - +",
        'title:"young" OR rowid:1 *',
        "young* AND NOT people",
        "\x00young\x00",
        "\u202eyoung\u202c \u200fpeople",
        "'; DROP TABLE directory_searchtext; --",
        "' | 'a':* & !",
        "\\",
        "%s %d {} %(x)s",
        "😀 🏭",
        "日本語 の 仕事",
        "ﬁnance ½ ²",
        "\ud800",
        "ß ı İ ŉ",
        "𝔶𝔬𝔲𝔫𝔤 people",
        "   ",
        "İİİİİİİİ",
    ],
)
def test_whatever_is_typed_gets_an_answer(entries, db, client, asked):
    """D1: never an error page, and never an endless wait."""
    page = client.get("/search/", {"q": asked.encode("utf-8", "surrogatepass")})
    assert page.status_code == 200
    assert page.context["title"]
