"""R1, R8: reviews of many partnerships open at once, each within its own twelve months, and are followed on a page."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail
from reviews.campaigns.rules.days import Days, campaign_findings, days_of
from reviews.campaigns.rules.standing import Place, is_late, place_of
from reviews.campaigns.services.opening import AlreadyInCampaign, NothingToOpen, open_campaign
from reviews.campaigns.services.planning import plan_campaign
from reviews.campaigns.services.progress import counted_as, lines_of
from reviews.models import CampaignReview, PartnerPart, Review, ReviewCampaign
from reviews.shared.services import NotReady
from tests.factories.campaigns import add_partner, campaign_days, in_days, reviews_due
from tests.pages import typed_in, words_on

TODAY = datetime.date(2026, 11, 2)
COMMON = Days(datetime.date(2026, 12, 4), datetime.date(2026, 12, 18))


def opened(cast, reviews, **changes) -> ReviewCampaign:
    values = {"title": "Yearly reviews", "due_until": in_days(150), **campaign_days(), **changes}
    keys = [review.pk for review in reviews]
    return open_campaign(membership=cast.membership(cast.lina), reviews=keys, by=Actor.user(cast.lina), **values)


@pytest.mark.parametrize(
    ("due_on", "partners_by", "office_by", "is_own"),
    [
        ("2027-01-08", "2026-12-04", "2026-12-18", False),
        ("2026-12-18", "2026-12-04", "2026-12-14", True),  # the office's day is the last day: too late
        ("2026-11-30", "2026-11-20", "2026-11-26", True),
        ("2026-11-10", "2026-11-06", "2026-11-09", True),
        ("2026-11-03", "2026-11-02", "2026-11-02", True),
        ("2026-10-20", "2026-11-09", "2026-11-12", True),  # late already: as soon as can be
    ],
)
def test_the_twelve_months_of_a_partnership_win_over_the_common_days(due_on, partners_by, office_by, is_own):
    day = datetime.date.fromisoformat
    found = days_of(due_on=day(due_on), common=COMMON, today=TODAY)
    assert found == Days(day(partners_by), day(office_by), is_own)


def test_days_that_are_past_or_out_of_order_are_refused():
    def codes(partners: int, office: int, confirm: int) -> list[str]:
        days = [TODAY + datetime.timedelta(days=each) for each in (partners, office, confirm)]
        found = campaign_findings(partners_by=days[0], office_by=days[1], confirm_by=days[2], today=TODAY)
        return [each.code for each in found]

    assert codes(21, 35, 56) == []
    assert codes(0, 35, 56) == ["partners_past"]
    assert codes(21, 21, 56) == ["office"]
    assert codes(21, 35, 34) == ["confirm"]


def test_opening_asks_the_partners_and_sends_one_mail_to_a_person_of_the_office(in_scope):
    reviews = reviews_due(in_scope, 90, 100, partners=2)
    add_partner(reviews[0])

    campaign = opened(in_scope, reviews)

    assert PartnerPart.objects.count() == 4
    assert set(PartnerPart.objects.values_list("answer_by", flat=True)) == {in_days(21)}
    assert OutboxMail.objects.filter(kind="part_requested").count() == 4
    [letter] = OutboxMail.objects.filter(kind="campaign_opened")
    assert letter.to_address == "jonas@example.org"
    assert "has opened 2 reviews for you" in letter.body_text
    assert LedgerEntry.objects.filter(act="review.in_campaign").count() == 2
    assert campaign.rows.count() == 2


def test_a_review_that_is_due_before_the_offices_day_keeps_its_own(in_scope):
    [review] = reviews_due(in_scope, 20)
    opened(in_scope, [review])
    row = CampaignReview.objects.get()
    assert (row.has_own_days, row.partners_by, row.office_by) == (True, in_days(10), in_days(16))
    assert PartnerPart.objects.get().answer_by == in_days(10)
    assert Review.objects.get(pk=review.pk).due_on == in_days(20)


def test_who_was_asked_before_is_not_asked_again(in_scope):
    [review] = reviews_due(in_scope, 90)
    PartnerPart.objects.create(
        review=review, participation=review.series.partnership.participations.get(), party_name="P", name="N",
        email="n@example.org", asked_at=timezone.now(), answer_by=in_days(5),
    )  # fmt: skip
    opened(in_scope, [review])
    assert PartnerPart.objects.get().answer_by == in_days(5)
    assert not OutboxMail.objects.filter(kind="part_requested").exists()


def test_a_second_campaign_over_the_same_review_is_refused_and_names_the_first(in_scope):
    reviews = reviews_due(in_scope, 90, 100)
    opened(in_scope, reviews[:1])
    with pytest.raises(AlreadyInCampaign) as refused:
        opened(in_scope, reviews, title="Once more")
    assert refused.value.title == "Yearly reviews"
    assert ReviewCampaign.objects.count() == 1


def test_what_is_left_out_has_a_reason(in_scope):
    late, closing, proposed, taken, chosen = reviews_due(in_scope, 300, 40, 50, 60, 70)
    Review.objects.filter(pk=closing.pk).update(is_closing=True)
    Review.objects.filter(pk=proposed.pk).update(status="proposed")
    opened(in_scope, [taken])
    plan = plan_campaign(
        membership=in_scope.membership(in_scope.lina), due_until=in_days(150),
        common=Days(in_days(21), in_days(35)), today=timezone.localdate(),
    )  # fmt: skip
    assert [(each.review.pk, each.reason) for each in plan.left_out] == [
        (closing.pk, "closing"),
        (proposed.pk, "proposed"),
        (taken.pk, "in_campaign"),
        (late.pk, "later"),
    ]
    assert [each.review.pk for each in plan.chosen] == [chosen.pk]


def test_a_campaign_opens_only_what_its_manager_may_see(in_scope):
    reviews = reviews_due(in_scope, 90)
    liis = in_scope.liis
    with pytest.raises(NothingToOpen):
        open_campaign(
            membership=in_scope.membership(liis), title="Tallinn", due_until=in_days(150), by=Actor.user(liis),
            reviews=[review.pk for review in reviews], **campaign_days(),
        )  # fmt: skip


def test_wrong_days_open_nothing(in_scope):
    with pytest.raises(NotReady):
        opened(in_scope, reviews_due(in_scope, 90), **campaign_days(office_by=5))
    assert not ReviewCampaign.objects.exists()


@pytest.mark.parametrize(
    ("facts", "place"),
    [
        ({"asked": 2, "sent": 1}, "partners"),
        ({"asked": 2, "sent": 2}, "office"),
        ({"asked": 0}, "office"),
        ({"asked": 2, "sent": 1, "partners_by": TODAY - datetime.timedelta(days=1)}, "office"),
        ({"status": "proposed", "asked": 2}, "manager"),
        ({"status": "confirmed"}, "confirmed"),
        ({"status": "cancelled"}, "confirmed"),
    ],
)
def test_a_review_is_in_one_of_four_places(facts, place):
    values = {"status": "planned", "due_on": TODAY, "partners_by": TODAY, **facts}
    assert place_of(Place(**values), TODAY) == place


def test_late_is_counted_apart_and_not_for_what_is_done():
    late = Place("proposed", TODAY - datetime.timedelta(days=1), TODAY)
    assert is_late(late, TODAY)
    assert not is_late(Place("confirmed", TODAY - datetime.timedelta(days=1), TODAY), TODAY)
    assert not is_late(Place("planned", TODAY, TODAY), TODAY)


def test_the_four_places_add_up(in_scope):
    reviews = reviews_due(in_scope, 80, 90, 100, 110)
    campaign = opened(in_scope, reviews)
    Review.objects.filter(pk=reviews[0].pk).update(status="proposed", due_on=in_days(-1))
    Review.objects.filter(pk=reviews[1].pk).update(status="confirmed", decision="continue", reason="Works")
    PartnerPart.objects.filter(review=reviews[2]).update(withdrawn_at=timezone.now())
    lines = lines_of(campaign, in_scope.membership(in_scope.lina), timezone.localdate())
    counts = counted_as("All", lines)
    assert (counts.partners, counts.office, counts.manager, counts.confirmed) == (1, 1, 1, 1)
    assert (counts.total, counts.late) == (4, 1)
    assert [line.review.pk for line in lines] == [reviews[0].pk, reviews[2].pk, reviews[3].pk, reviews[1].pk]


def test_the_manager_sees_what_it_opens_before_the_button_and_leaves_one_out(in_scope, sign_in):
    kept, dropped = reviews_due(in_scope, 90, 100)
    add_partner(kept)
    lina, address = sign_in(in_scope.lina), reverse("reviews:campaign_new")
    shown = lina.post(address, {**typed_in(lina.get(address), "title", title="Spring"), "look": "1"})
    words = words_on(shown)
    assert shown.status_code == 200
    assert "2 reviews are opened. 2 partners are asked by e-mail." in words
    assert "Some partners have no e-mail address." in words
    assert not ReviewCampaign.objects.exists()

    form = typed_in(shown, "chosen")
    assert form["chosen"] == [str(kept.pk), str(dropped.pk)]
    answer = lina.post(address, {**form, "chosen": [str(kept.pk)], "open": "1"})

    campaign = ReviewCampaign.objects.get()
    assert answer.url == reverse("reviews:campaign", args=[campaign.pk])
    assert [row.review_id for row in campaign.rows.all()] == [kept.pk]
    page = words_on(lina.get(answer.url))
    assert "1 review, opened on" in page
    assert "With the partners (1)" in page


def test_without_a_chosen_review_nothing_is_opened(in_scope, sign_in):
    reviews_due(in_scope, 90)
    lina, address = sign_in(in_scope.lina), reverse("reviews:campaign_new")
    form = {**typed_in(lina.get(address), "title"), "open": "1"}
    refused = lina.post(address, form)
    assert (refused.status_code, "Choose at least one review." in words_on(refused)) == (422, True)


def test_the_page_costs_the_same_for_one_review_and_for_three(in_scope, sign_in, django_assert_max_num_queries):
    lina, costs = sign_in(in_scope.lina), []
    for reviews in (reviews_due(in_scope, 90), reviews_due(in_scope, 91, 92, 93)):
        campaign = opened(in_scope, reviews)
        with django_assert_max_num_queries(40) as counted:
            assert lina.get(reverse("reviews:campaign", args=[campaign.pk])).status_code == 200
        costs.append(len(counted))
    assert costs[0] == costs[1]


def test_the_list_is_there_as_a_file(in_scope, sign_in):
    campaign = opened(in_scope, reviews_due(in_scope, 90))
    answer = sign_in(in_scope.vytas).get(reverse("reviews:campaign", args=[campaign.pk]), {"format": "csv"})
    assert "With the partners" in answer.content.decode()


def test_people_of_another_office_see_neither_the_campaign_nor_its_reviews(in_scope, sign_in):
    campaign = opened(in_scope, reviews_due(in_scope, 90))
    assert sign_in(in_scope.tiiu).get(reverse("reviews:campaign", args=[campaign.pk])).status_code == 404
    assert "Yearly reviews" not in words_on(sign_in(in_scope.tiiu).get(reverse("reviews:campaigns")))
