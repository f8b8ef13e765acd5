"""R8: the office asks the partners for their part of a review, and sees how far each is."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Contact, Participation
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from reviews.door.services.people import partners_of
from reviews.models import PartnerPart
from reviews.partners.rules.asking import PartFacts, latest_day, part_state
from reviews.partners.services.asking import ask_again, ask_partners
from reviews.partners.services.reminding import sweep_parts
from reviews.shared.services import NotReady
from tests.factories.partners_in_reviews import JONAS, MUNICIPALITY, ONA, asked, in_days, part_link
from tests.pages import typed_in, words_on


def page(review) -> str:
    return reverse("reviews:review_partners", args=[review.pk])


def ask_page(review) -> str:
    return reverse("reviews:review_ask", args=[review.pk])


def part_of(review, email: str) -> PartnerPart:
    return PartnerPart.objects.get(review=review, email=email)


def test_every_partner_with_an_address_is_asked_once_and_the_others_are_named(review, in_scope, sign_in):
    jonas = sign_in(in_scope.jonas)
    Contact.objects.filter(email=ONA).update(email="", phone="+370 5 1")
    form = jonas.get(ask_page(review))
    assert "1 partner has no e-mail address: Department of Youth Affairs" in words_on(form)

    answer = jonas.post(ask_page(review), typed_in(form, "message", message="We meet in May."))

    assert answer.url == page(review)
    mails = OutboxMail.objects.filter(kind="part_requested")
    assert JONAS in mails.values_list("to_address", flat=True)
    assert ONA not in mails.values_list("to_address", flat=True)
    letter = mails.get(to_address=JONAS)
    assert "We meet in May." in letter.body_text
    assert f"asks {MUNICIPALITY} for its results and its view" in letter.body_text
    act = LedgerEntry.objects.about(review.series.partnership).filter(act="review.partner_asked")
    assert act.count() == mails.count()
    assert "Not opened" in words_on(jonas.get(page(review)))


def test_the_mail_speaks_the_language_of_who_is_asked(review, in_scope):
    Contact.objects.filter(email=JONAS).update(language="fr")
    asked(review, in_scope.jonas)
    assert part_of(review, JONAS).language == "fr"
    assert OutboxMail.objects.get(kind="part_requested", to_address=JONAS).language == "fr"


def test_a_day_after_the_review_or_in_the_past_is_refused(review, in_scope):
    people = [(each.participation, each.contact) for each in partners_of(review.series.partnership) if each.contact]
    for day, code in ((review.due_on, "too_late"), (in_days(-1), "past")):
        with pytest.raises(NotReady) as refused:
            ask_partners(review=review, people=people, answer_by=day, by=Actor.user(in_scope.lina))
        assert [each.code for each in refused.value.findings] == [code]
    assert not PartnerPart.objects.exists()


def test_a_review_whose_day_has_come_still_hears_its_partners_for_two_weeks():
    today = datetime.date(2026, 11, 28)
    assert latest_day(datetime.date(2026, 12, 24), today) == datetime.date(2026, 12, 23)
    assert latest_day(datetime.date(2026, 11, 29), today) == today
    assert latest_day(datetime.date(2026, 11, 1), today) == datetime.date(2026, 12, 12)


def test_asking_again_sends_a_new_link_and_the_old_one_says_so(review, in_scope):
    asked(review, in_scope.jonas)
    old = part_link(JONAS)
    ask_again(part=part_of(review, JONAS), by=Actor.user(in_scope.jonas))

    assert part_link(JONAS) != old
    ended = Client().get(old)
    assert (ended.status_code, "A newer link was sent to Jonas Jonaitis" in words_on(ended)) == (410, True)
    assert Client().get(part_link(JONAS)).status_code == 200


def test_asking_again_reaches_the_successor_of_who_left(review, in_scope):
    asked(review, in_scope.jonas)
    contact = Contact.objects.get(email=JONAS)
    Contact.objects.create(organisation=contact.organisation, name="Ieva Ievaitė", email="ieva@alytus.example")
    Contact.objects.filter(pk=contact.pk).update(left_on=timezone.localdate())

    again = ask_again(part=part_of(review, JONAS), by=Actor.user(in_scope.jonas))

    assert (again.name, again.email) == ("Ieva Ievaitė", "ieva@alytus.example")
    assert part_link("ieva@alytus.example")


def test_who_is_no_longer_asked_finds_that_on_the_link(review, in_scope, sign_in):
    asked(review, in_scope.jonas)
    part = part_of(review, JONAS)
    jonas = sign_in(in_scope.jonas)
    address = reverse("reviews:part_withdraw", args=[part.pk])
    assert jonas.post(address, typed_in(jonas.get(address), "once")).url == page(review)

    gone = Client().get(part_link(JONAS))
    assert (gone.status_code, "no longer asks for your part" in words_on(gone)) == (410, True)
    assert MUNICIPALITY not in words_on(jonas.get(page(review))).split("Export")[1]
    with pytest.raises(MoveRefused):
        ask_again(part=part, by=Actor.user(in_scope.jonas))


def test_a_link_that_was_never_sent_says_so(review):
    answer = Client().get(reverse("reviews:part", args=["no-such-link"]))
    assert (answer.status_code, "This link does not work" in words_on(answer)) == (410, True)


def test_a_reminder_before_the_day_is_never_doubled_and_both_links_work(review, in_scope):
    asked(review, in_scope.jonas, at=timezone.now() - datetime.timedelta(days=9))
    first = part_link(JONAS)
    PartnerPart.objects.exclude(email=JONAS).update(reminded_at=timezone.now())
    PartnerPart.objects.filter(email=JONAS).update(answer_by=in_days(3))
    assert sweep_parts(now=timezone.now()) == 0, "three days are not two"

    PartnerPart.objects.filter(email=JONAS).update(answer_by=in_days(2))
    assert [sweep_parts(now=timezone.now()) for _twice in range(2)] == [1, 0]

    letter = OutboxMail.objects.filter(to_address=JONAS).latest("created_at")
    assert "This is a reminder." in letter.body_text
    assert part_link(JONAS) != first
    assert [Client().get(link).status_code for link in (first, part_link(JONAS))] == [200, 200]


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, "not_opened"),
        ({"opened_at": 1}, "opened"),
        ({"opened_at": 1, "saved_at": 1}, "saved"),
        ({"opened_at": 1, "saved_at": 1, "is_sent": True}, "sent"),
        ({"answer_by": datetime.date(2026, 11, 27), "saved_at": 1}, "silent"),
        ({"takes": False}, "silent"),
        ({"answer_by": datetime.date(2026, 11, 27), "is_sent": True}, "sent"),
        ({"withdrawn_at": 1}, "withdrawn"),
        ({"answer_by": None}, "draft_only"),
    ],
)
def test_the_office_sees_how_far_a_part_is_and_no_more(facts, state):
    today = datetime.date(2026, 11, 28)
    assert part_state(PartFacts(**{"answer_by": today, **facts}), today) == state


def test_the_service_itself_a_former_member_and_a_class_without_people_are_not_asked(review, in_scope):
    partnership = review.series.partnership
    town = Participation.objects.get(partnership=partnership, organisation__name=MUNICIPALITY)
    town.organisation.pes = in_scope.service
    town.organisation.save()
    Participation.objects.filter(partnership=partnership, organisation__name__startswith="Department").update(
        status="left"
    )
    Participation.objects.create(partnership=partnership, class_name="Employers of the town", status="member")
    assert [(each.name, each.contact is None) for each in partners_of(partnership)] == [
        ("Employment Service", False),
        ("Employers of the town", True),
    ]


def test_the_page_of_the_partners_costs_the_same_for_more_of_them(
    review, in_scope, sign_in, django_assert_max_num_queries
):
    jonas = sign_in(in_scope.jonas)
    asked(review, in_scope.jonas)
    PartnerPart.objects.exclude(email=JONAS).delete()
    costs = []
    for _more in range(2):
        with django_assert_max_num_queries(60) as counted:
            assert jonas.get(page(review)).status_code == 200
        costs.append(len(counted))
        asked(review, in_scope.jonas)
    assert PartnerPart.objects.count() == 3
    assert costs[0] == costs[1]


def test_the_list_is_there_as_a_file(review, in_scope, sign_in):
    asked(review, in_scope.jonas)
    answer = sign_in(in_scope.jonas).get(page(review), {"format": "csv"})
    assert MUNICIPALITY in answer.content.decode()
    assert "Not opened" in answer.content.decode()
