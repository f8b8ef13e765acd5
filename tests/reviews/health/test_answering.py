"""R6: a person answers by a link without an account, page by page, and sends it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pes_partnerships.lib.moves import MoveRefused
from reviews.health.services.answering import CheckClosed, save_page, send
from reviews.models import HealthCheck, HealthCheckPerson, HealthCheckSheet
from tests.factories.health import answered, health_link, in_days
from tests.pages import forms_on, typed_in, words_on

FIRST = "education0@partner.example"


@pytest.fixture
def person(check) -> HealthCheckPerson:
    return HealthCheckPerson.objects.get(email=FIRST)


def at(number: int | str = "") -> str:
    return health_link(FIRST) + (f"{number}/" if number else "")


def test_the_whole_way_without_script_from_the_link_to_sent(person):
    reader = Client()
    entry = words_on(reader.get(at()))
    assert "0 of 13 answered" in entry
    assert "No name appears with them" in entry

    first = reader.get(at(1))
    assert not [name for name in forms_on(first)[0].sent if name.startswith("answer")], "no answer is preselected"
    went = reader.post(at(1), typed_in(first, "seen", answer1="3", answer2="0", note2="Too early."))
    assert went.url == at(2)
    for number in (2, 3):
        assert reader.post(at(number), typed_in(reader.get(at(number)), "seen")).url == at(number + 1)
    last = typed_in(reader.get(at(4)), "seen", answer12="1", learning="We never meet.")
    assert reader.post(at(4), last).url == at("check")
    assert not HealthCheckSheet.objects.exists(), "nothing is sent before the button"

    check_page = reader.get(at("check"))
    words = words_on(check_page)
    assert "3 of 13 answered" in words
    assert "10 statements are not answered." in words
    assert "I cannot say" in words
    assert reader.post(at("check"), typed_in(check_page, "csrfmiddlewaretoken")).url == at()
    sheet = HealthCheckSheet.objects.get()
    assert (sheet.learning, sheet.group) == ("We never meet.", "education")
    assert list(sheet.answers.values_list("ingredient", "answer", "note")) == [
        (1, 3, ""),
        (2, None, "Too early."),
        (12, 1, ""),
    ]
    assert "Your answers were sent on" in words_on(reader.get(at()))


def test_save_and_stop_leads_back_and_the_link_goes_on_there(person):
    reader = Client()
    answer = reader.post(at(2), typed_in(reader.get(at(2)), "seen", answer5="4", stop="1"))
    assert answer.url == at()
    assert "1 of 13 answered" in words_on(Client().get(at()))
    assert forms_on(Client().get(at(2)))[0].sent["answer5"] == ["4"]


def test_what_was_sent_can_be_changed_until_the_day_and_counts_once_it_is_sent(person):
    answered(person, {1: 2})
    reader = Client()
    reader.post(at(1), typed_in(reader.get(at(1)), "seen", answer1="4"))
    assert "You have changed some since." in words_on(reader.get(at()))
    assert HealthCheckSheet.objects.get().answers.get(ingredient=1).answer == 2
    reader.post(at("check"), typed_in(reader.get(at("check")), "csrfmiddlewaretoken"))
    assert HealthCheckSheet.objects.get().answers.get(ingredient=1).answer == 4


def test_sending_twice_is_one_sheet(person):
    answered(person)
    assert send(person=person) == HealthCheckSheet.objects.get()


def test_nothing_answered_is_not_sent(person):
    with pytest.raises(MoveRefused):
        send(person=person)
    assert Client().get(at("check")).url == at()


def test_another_person_with_the_link_is_told_of_what_was_saved_and_chooses(person):
    one, other = Client(), Client()
    pages = [typed_in(each.get(at(1)), "seen") for each in (one, other)]
    assert one.post(at(1), {**pages[0], "answer1": "1"}).status_code == 302
    late = other.post(at(1), {**pages[1], "answer1": "4"})
    words = words_on(late)
    assert late.status_code == 409
    assert "saved with this link in the meantime" in words
    assert "Not yet" in words
    again = typed_in(late, "seen")
    assert again["answer1"] == ["4"]
    assert other.post(at(1), again).status_code == 302
    person.refresh_from_db()
    assert person.typed["answer1"] == "4"


def test_an_answer_that_there_is_not_is_refused_and_says_so(person):
    reader = Client()
    refused = reader.post(at(1), typed_in(reader.get(at(1)), "seen", answer1="9", note3="Kept"))
    assert (refused.status_code, "Kept" in words_on(refused)) == (422, True)
    assert Client().get(at(9)).status_code == 404


def test_a_link_that_was_never_sent_says_so(check):
    answer = Client().get(reverse("reviews:health_entry", args=["no-such-link"]))
    assert (answer.status_code, "This link does not work" in words_on(answer)) == (410, True)


def test_after_the_day_the_link_says_so_and_takes_nothing(person):
    reader = Client()
    typed = typed_in(reader.get(at(1)), "seen", answer1="3")
    HealthCheck.objects.update(ends_on=in_days(-1))
    late = reader.post(at(1), typed)
    assert (late.status_code, "Answers were requested by" in words_on(late)) == (409, True)
    assert Client().get(at()).status_code == 200
    person.refresh_from_db()
    assert person.typed == {}
    with pytest.raises(CheckClosed):
        save_page(person=person, typed={"answer1": "1"})


def test_the_page_speaks_the_language_of_who_is_asked(person):
    HealthCheckPerson.objects.update(language="fr")
    assert 'lang="fr"' in Client().get(at()).content.decode()


def test_with_names_the_page_says_that_notes_carry_them(named):
    assert "Notes appear with your name: Education 0" in words_on(Client().get(at()))
    assert timezone.localdate() < named.ends_on
