"""A year of reviewing, by the hands of its people: figures, health check, review, an end, a look from outside.

Which line of the story is walked where:

- two years of figures, one by paste and one by file, with proof: `test_two_years_of_figures_are_pasted_and_uploaded`
- a health check by five partners, read in the next review: `test_five_people_answer_a_health_check_…`
- the annual review at 360 pixels, at most twelve pages and fifteen answers that are needed, two statements of which
  one partner objects, two corrective actions and an amendment: `test_an_annual_review_with_partners_…`
- another partnership dissolved through its protocol: `test_a_partnership_is_dissolved_by_its_protocol`
- an evaluator’s report answered: `test_an_evaluator_from_outside_writes_by_keyboard_and_is_answered`

Each walks on an agreement of its own, so that one broken step names itself.
"""

import datetime

import pytest
import time_machine
from django.utils import timezone
from django_scopes import scope

from reviews.models import Review
from tests.cast import PASSWORD
from tests.factories import signed_agreement

from . import steps_annual, steps_ending, steps_evaluating, steps_health, steps_values
from .keyboard import KeyboardWalker
from .walker import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.rehearse, pytest.mark.django_db(transaction=True)]


def test_two_years_of_figures_are_pasted_and_uploaded(walk, people, tmp_path):
    """O2, G5: looked at before they are saved; a wrong line is named, and then nothing is saved; with proof."""
    year = timezone.localdate().year
    signed = steps_values.signed_to_add_up(people, at=datetime.datetime(year, 1, 1, 9, tzinfo=datetime.UTC))
    with time_machine.travel(datetime.datetime(year + 2, 1, 10, 9, tzinfo=datetime.UTC)):
        jonas = walk().sign_in(people.jonas, PASSWORD).goto(f"/partnerships/{signed.partnership_id}/")
        steps_values.open_paste(jonas)
        steps_values.look_at_wrong_lines(jonas, year)
        steps_values.paste_a_year(jonas, year)
        steps_values.upload_a_year(jonas, year + 1, tmp_path)
        steps_values.read_objectives(jonas, year + 1)
        steps_values.prove_the_last_value(jonas, year + 1)


def test_five_people_answer_a_health_check_and_the_manager_reads_it(walk, people, mailbox):
    """R6: by mailed links, anonymous, on phones."""
    signed = signed_agreement(people, at=timezone.now() - datetime.timedelta(days=290))
    steps_health.add_colleagues(people, signed)
    with scope(service=people.service):
        review = Review.objects.get(series__partnership=signed.partnership_id).pk
    lina = walk(width=PHONE).sign_in(people.lina, PASSWORD).goto(f"/partnerships/{signed.partnership_id}/")
    steps_health.open_check(lina)
    for address in steps_health.PEOPLE:
        steps_health.answer(walk, mailbox, address)
    steps_health.not_told_who_answered(lina)
    steps_health.close_and_read(lina)
    steps_health.read_in_the_review(walk(width=PHONE).sign_in(people.jonas, PASSWORD), review)
    steps_health.link_is_closed(walk, mailbox, "ona@youth.example")


def test_a_partnership_is_dissolved_by_its_protocol(walk, people, mailbox):
    """R9: decided with a reason, step by step with two pairs of eyes, and then its closing review is due."""
    signed = signed_agreement(people)
    home, last_day = f"/partnerships/{signed.partnership_id}/", timezone.localdate() + datetime.timedelta(days=40)
    lina = walk().sign_in(people.lina, PASSWORD).goto(home)
    jonas = walk(width=PHONE).sign_in(people.jonas, PASSWORD)
    steps_ending.decide(lina, last_day)
    steps_ending.told(mailbox)
    steps_ending.say_done(lina, "Clients", "I did it", "212 young people told in writing on 3 November.")
    steps_ending.may_not_check_own(lina, "Clients")
    jonas.goto(home).link("See the ending")
    steps_ending.check(jonas, "Clients")
    steps_ending.say_done(jonas, "Personal data", "Department of Youth Affairs did it", "Copies deleted.")
    lina.goto(lina.path)
    steps_ending.check(lina, "Personal data")
    assert "2 of 4 steps are done." in lina.text
    with steps_ending.day_after(last_day):
        steps_ending.end_comes(mailbox)
        lina = walk().sign_in(people.lina, PASSWORD).goto(home)
        steps_ending.read_what_stays(lina, last_day)


def test_an_annual_review_with_partners_who_agree_and_object(walk, people, mailbox):
    """R3, R8: logged on a phone; no more than twelve pages and fifteen answers that are needed."""
    steps_annual.due_in_ten_days(people)
    jonas = walk(width=PHONE).sign_in(people.jonas, PASSWORD)
    steps_annual.ask_partners(jonas)
    for address in steps_annual.VIEWS:
        steps_annual.send_part(walk, mailbox, address)
    counted = steps_annual.log_review(jonas)
    assert counted.pages <= steps_annual.MOST_PAGES
    assert len(counted.required) <= steps_annual.MOST_REQUIRED
    lina = walk().sign_in(people.lina, PASSWORD)
    steps_annual.show_draft(lina)
    steps_annual.agree(walk, mailbox)
    steps_annual.object_to_it(walk, mailbox)
    steps_annual.answer_and_confirm(lina, mailbox, people.lina.email)
    steps_annual.what_follows(lina)
    steps_annual.partners_are_told(mailbox)


def test_an_evaluator_from_outside_writes_by_keyboard_and_is_answered(walk, people, mailbox):
    """R5: invited, independent, four dangers, recommendations; each is answered, and the office's forms stay closed."""
    signed = signed_agreement(people)
    people.erik.set_password(PASSWORD)
    people.erik.save()
    with scope(service=people.service):
        review = Review.objects.get(series__partnership=signed.partnership_id).pk
    lina = walk().sign_in(people.lina, PASSWORD).goto(f"/partnerships/{signed.partnership_id}/")
    steps_evaluating.invite(lina)
    erik = walk(walker=KeyboardWalker)
    steps_evaluating.open_invitation(erik, mailbox, PASSWORD, people.erik)
    steps_evaluating.write(erik)
    steps_evaluating.hand_in(erik)
    steps_evaluating.answer(lina, mailbox, people.lina.email)
    steps_evaluating.read_answers(erik, mailbox, people.erik.email)
    steps_evaluating.sees_no_form_of_the_office(erik, review)
