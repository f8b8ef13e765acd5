"""R1, R8: the days of an open campaign are moved; its rows follow, and who has not sent its part is told."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from pes_partnerships.accounts.models import Office
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail
from reviews.campaigns.rules.days import campaign_findings
from reviews.campaigns.services.moving import can_move_days, move_days
from reviews.campaigns.services.opening import open_campaign
from reviews.models import CampaignReview, PartnerPart, Review, ReviewCampaign
from reviews.shared.services import NotReady
from tests.factories.campaigns import campaign_days, in_days, reviews_due
from tests.pages import typed_in, words_on

LATER = {"partners_by": 30, "office_by": 45, "confirm_by": 60}


def opened(cast, reviews) -> ReviewCampaign:
    values = {"title": "Yearly reviews", "due_until": in_days(150), **campaign_days()}
    keys = [review.pk for review in reviews]
    return open_campaign(membership=cast.membership(cast.lina), reviews=keys, by=Actor.user(cast.lina), **values)


def page(campaign) -> str:
    return reverse("reviews:campaign_days", args=[campaign.pk])


def test_later_days_reach_the_rows_and_the_partners_who_have_not_sent(in_scope, sign_in):
    common, near = reviews_due(in_scope, 90, 20)
    campaign = opened(in_scope, [common, near])
    OutboxMail.objects.all().delete()
    PartnerPart.objects.update(reminded_at=timezone.now())
    lina = sign_in(in_scope.lina)
    assert page(campaign) in lina.get(reverse("reviews:campaign", args=[campaign.pk])).content.decode()

    days = campaign_days(**LATER)
    typed = {
        f"{name}_{part}": str(getattr(day, part)) for name, day in days.items() for part in ("day", "month", "year")
    }
    answer = lina.post(page(campaign), typed_in(lina.get(page(campaign)), "partners_by_day", **typed), follow=True)

    words = words_on(answer)
    assert "1 review has other days now. 1 partner is told by e-mail." in words
    row = CampaignReview.objects.get(review=common)
    assert (row.partners_by, row.office_by) == (in_days(30), in_days(45))
    part = PartnerPart.objects.get(review=common)
    assert (part.answer_by, part.reminded_at) == (in_days(30), None)
    [letter] = OutboxMail.objects.filter(kind="part_requested")
    assert "The day has been changed" in letter.body_text
    assert CampaignReview.objects.get(review=near).office_by == in_days(16)  # its twelve months win
    assert Review.objects.get(pk=near.pk).due_on == in_days(20)
    assert LedgerEntry.objects.filter(act="review.campaign_moved").count() == 1


def test_reviews_that_are_logged_keep_their_days(in_scope):
    [review] = reviews_due(in_scope, 90)
    campaign = opened(in_scope, [review])
    Review.objects.filter(pk=review.pk).update(status="proposed")
    moved = move_days(campaign=campaign, by=Actor.user(in_scope.lina), **campaign_days(**LATER))
    assert (moved.reviews, moved.told) == (0, 0)
    assert CampaignReview.objects.get().partners_by == in_days(21)


def test_the_partners_day_may_have_passed_where_it_stays_as_it_is():
    today = datetime.date(2026, 11, 2)
    past = today - datetime.timedelta(days=3)
    days = {"office_by": today + datetime.timedelta(days=9), "confirm_by": today + datetime.timedelta(days=20)}
    assert campaign_findings(partners_by=past, today=today, partners_were=past, **days) == []
    assert [each.code for each in campaign_findings(partners_by=past, today=today, **days)] == ["partners_past"]


def test_days_out_of_order_are_refused_at_their_field_and_kept(in_scope, sign_in):
    campaign = opened(in_scope, reviews_due(in_scope, 90))
    lina = sign_in(in_scope.lina)
    wrong = in_days(10)
    typed = {f"office_by_{part}": str(getattr(wrong, part)) for part in ("day", "month", "year")}
    answer = lina.post(page(campaign), typed_in(lina.get(page(campaign)), "office_by_day", **typed))
    assert answer.status_code == 422
    assert "Offices log after the partners have sent their part" in words_on(answer)
    assert typed_in(answer, "office_by_day")["office_by_year"] == [str(wrong.year)]
    with pytest.raises(NotReady):
        move_days(campaign=campaign, by=Actor.user(in_scope.lina), **campaign_days(office_by=10))


def test_a_manager_who_does_not_see_every_review_moves_no_common_day(in_scope):
    reviews = reviews_due(in_scope, 90, 100)
    campaign = opened(in_scope, reviews)
    lina = in_scope.membership(in_scope.lina)
    assert can_move_days(lina, campaign)
    lina.office = Office.objects.create(service=in_scope.service, name="Another office")
    assert not can_move_days(lina, campaign)
    assert not can_move_days(in_scope.membership(in_scope.jonas), campaign)
