"""R3, R8: the draft is shown to the partners; each agrees or objects; an objection is answered before confirming."""

import datetime
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from reviews.hooks import CONFIRMING, review_findings
from reviews.logging.services.logging import (
    confirm_review,
    decide_at_once,
    propose_decision,
    send_back_review,
    set_actions,
)
from reviews.models import DraftAnswer, PartnerPart, Review, ShownDraft
from reviews.partners.rules.showing import DraftFacts, confirm_findings
from reviews.partners.services.reminding import sweep_parts
from reviews.partners.services.showing import answer_draft, reply_to_objection, show_draft, showings_of
from reviews.results.services.measuring import enter_value
from reviews.shared.services import NotReady
from tests.factories.forming import BY
from tests.factories.partners_in_reviews import (
    DECIDED,
    JONAS,
    MUNICIPALITY,
    answered,
    asked,
    in_days,
    part_link,
    proposed,
)
from tests.pages import typed_in, words_on


@pytest.fixture
def lina(in_scope) -> Actor:
    return Actor.user(in_scope.lina)


@pytest.fixture
def draft(review, in_scope, lina) -> ShownDraft:
    asked(review, in_scope.jonas)
    return show_draft(review=proposed(review, in_scope.jonas), answer_by=in_days(7), by=lina)


def town(review: Review) -> PartnerPart:
    return PartnerPart.objects.get(review=review, email=JONAS)


def fresh(review: Review) -> Review:
    return Review.objects.select_related("agreement", "series__partnership__service").get(pk=review.pk)


def objects(draft: ShownDraft, **changes) -> DraftAnswer:
    values = {"kind": "object", "about": ["us"], "words": "Not what happened.", "name": "Jonas Jonaitis", **changes}
    return answer_draft(draft=draft, part=town(draft.review), **values)


def all_agree(draft: ShownDraft, *, but: str = "") -> None:
    for part in PartnerPart.objects.filter(review=draft.review).exclude(email=but):
        answer_draft(draft=draft, part=part, kind="agree", name=part.name)


def codes(review: Review) -> list[str]:
    return [each.code for each in review_findings(review=fresh(review), act=CONFIRMING)]


def test_the_same_link_shows_the_draft_and_what_concerns_this_partner(review, in_scope, agreement, lina):
    asked(review, in_scope.jonas)
    link = part_link(JONAS)
    owner = town(review).participation
    other = review.series.partnership.participations.exclude(pk=owner.pk).first()
    rows = [("Report firms every quarter", owner, in_days(90)), ("Call sooner", other, in_days(30))]
    answered(review, in_scope.jonas)
    set_actions(review=review, by=Actor.user(in_scope.jonas), rows=rows)
    sent = propose_decision(
        review=review, by=Actor.user(in_scope.jonas), tell=False, decision="adjust", reason="Firms are missing.",
        held_on=timezone.localdate(),
    )  # fmt: skip
    assert "Your part can no longer be changed." in words_on(Client().get(link, follow=True))
    show_draft(review=sent, answer_by=in_days(7), by=lina)

    for address in (link, part_link(JONAS, "draft_shown")):
        words = words_on(Client().get(address, follow=True))
        assert "What concerns you 2 places" in words
        assert f"Objective {agreement.objectives.count()}, {agreement.objectives.last().title}" in words
        assert "It would give you one new task. Report firms every quarter, by" in words
        assert "Firms are missing." in words
        assert "Silence is not taken as agreement." in words


def test_the_draft_sets_off_what_was_judged_otherwise_than_the_figures_and_speaks_of_the_past(draft, agreement):
    """O2, R3: the same words as the office reads."""
    first = agreement.objectives.first()
    first.due, first.target, first.comparator, first.target_kind = "2020", Decimal(50), "at_least", "value"
    first.save()
    enter_value(objective=first, by=BY, as_of=PartialDate.parse("2020"), source="register", value=Decimal(10))
    words = words_on(Client().get(part_link(JONAS, "draft_shown"), follow=True))
    assert "Missed It reached its target. Otherwise than the figures." in words
    assert words.count("Otherwise than the figures.") == 1


def test_nothing_that_concerns_it_alone_is_one_sentence(draft):
    other = PartnerPart.objects.filter(review=draft.review).exclude(email=JONAS).first()
    other.review.agreement.objectives.update(owner=None)
    assert "Nothing in it concerns you alone." in words_on(
        Client().get(part_link(other.email, "draft_shown"), follow=True)
    )


def answer_page(link: str, **typed):
    form = typed_in(Client().get(f"{link}draft/"), "objection", **typed)
    return Client().post(f"{link}draft/", form)


def test_an_objection_names_its_part_and_reaches_the_manager(draft):
    link = part_link(JONAS)
    refused = answer_page(link, kind="object")
    assert refused.status_code == 422
    assert "Choose at least one part to which you object." in words_on(refused)
    assert "State your objection" in words_on(refused)

    sent = answer_page(link, kind="object", about=["us", "decision"], objection="It was begun, late.")

    assert sent.url == f"{link}draft/#answered"
    row = DraftAnswer.objects.get()
    assert (row.kind, row.about, row.words) == ("object", ["decision", "us"], "It was begun, late.")
    letter = OutboxMail.objects.get(kind="partner_objects")
    assert letter.to_address == "lina@example.org"
    assert "It was begun, late." in letter.body_text
    assert "We object. Answered by Jonas Jonaitis" in words_on(Client().get(link, follow=True))


def test_an_objection_bars_confirming_until_it_is_answered_in_writing(draft, review, in_scope, sign_in, lina):
    answer = objects(draft)
    all_agree(draft, but=JONAS)
    with pytest.raises(NotReady) as refused:
        confirm_review(review=review, by=lina)
    assert [each.code for each in refused.value.findings] == ["objection"]
    assert fresh(review).status == "proposed"

    browser = sign_in(in_scope.lina)
    confirm = reverse("reviews:review_confirm", args=[review.pk])
    page = browser.get(confirm)
    assert f"The objection of partner {MUNICIPALITY} has no answer." in words_on(page)
    assert browser.post(confirm, {}).status_code == 422
    reply = reverse("reviews:objection_reply", args=[answer.pk])
    assert browser.post(reply, typed_in(browser.get(reply), "reply", reply="")).status_code == 422
    browser.post(reply, typed_in(browser.get(reply), "reply", reply="We wrote “begun, late”."))

    assert browser.post(confirm, typed_in(browser.get(confirm), "once")).status_code == 302
    assert fresh(review).status == "confirmed"
    read = words_on(browser.get(reverse("reviews:review", args=[review.pk])))
    assert "Not what happened." in read
    assert "We wrote “begun, late”." in read


def test_only_the_manager_answers_and_only_once(draft, in_scope, sign_in, lina):
    answer = objects(draft)
    reply = reverse("reviews:objection_reply", args=[answer.pk])
    assert sign_in(in_scope.jonas).get(reply).status_code == 403
    reply_to_objection(answer=answer, reply="Changed.", by=lina)
    with pytest.raises(MoveRefused):
        reply_to_objection(answer=answer, reply="Changed again.", by=lina)


def test_partners_have_until_their_day_unless_all_have_answered(draft, review, lina):
    assert "time" in codes(review)
    all_agree(draft)
    assert "time" not in codes(review)


def test_silence_is_not_agreement_and_stays_on_record(draft, review, in_scope, sign_in, lina):
    with time_machine.travel(timezone.now() + datetime.timedelta(days=8)):
        assert "time" not in codes(review)
        late = Client().get(part_link(JONAS), follow=True)
        assert f"The review states that {MUNICIPALITY} did not answer" in words_on(late)
        confirm_review(review=review, by=lina)
        read = words_on(sign_in(in_scope.vytas).get(reverse("reviews:review", args=[review.pk])))
    assert f"{MUNICIPALITY} did not answer." in read


def test_a_partner_changes_its_answer_until_the_day_and_the_latest_counts(draft, review):
    objects(draft)
    objects(draft)
    assert DraftAnswer.objects.count() == 1, "the same sent twice is kept once"
    all_agree(draft)
    assert DraftAnswer.objects.filter(part=town(review)).count() == 2
    assert "objection" not in codes(review)


def test_a_review_that_was_sent_back_asks_again_and_keeps_the_earlier_answer(draft, review, in_scope, lina):
    answer = objects(draft)
    all_agree(draft, but=JONAS)
    send_back_review(review=fresh(review), by=lina, reason="See the objection")
    assert "Your part can no longer be changed." not in words_on(Client().get(part_link(JONAS), follow=True))
    again = propose_decision(
        review=fresh(review), by=Actor.user(in_scope.jonas), tell=False, held_on=timezone.localdate(), **DECIDED
    )
    reply_to_objection(answer=answer, reply="We changed it.", by=lina)
    assert codes(review) == ["changed"]

    show_draft(review=again, answer_by=in_days(7), by=lina)

    words = words_on(Client().get(part_link(JONAS), follow=True))
    assert "The draft was changed after your earlier answer" in words
    assert "Not what happened." in words
    assert "We changed it." in words
    assert codes(review) == ["time"]


def test_who_has_not_answered_the_draft_is_reminded_once(draft, review):
    answer_draft(draft=draft, part=town(review), kind="agree", name="Jonas Jonaitis")
    OutboxMail.objects.filter(kind="draft_shown").delete()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=4)):
        assert sweep_parts(now=timezone.now()) == 0, "three days are not two"
    with time_machine.travel(timezone.now() + datetime.timedelta(days=5)):
        assert [sweep_parts(now=timezone.now()) for _twice in range(2)] == [2, 0]
    letters = OutboxMail.objects.filter(kind="draft_shown")
    assert letters.count() == 2
    assert JONAS not in letters.values_list("to_address", flat=True)
    assert all("This is a reminder." in each.body_text for each in letters)


def test_silence_to_an_earlier_draft_stays_on_record_when_the_partner_is_asked_again(draft, review, in_scope, lina):
    send_back_review(review=fresh(review), by=lina, reason="More detail")
    asked(fresh(review), in_scope.jonas, days=10)
    [showing] = showings_of(fresh(review))
    assert JONAS in [part.email for part in showing.silent]


def test_a_manager_who_logs_can_show_the_draft_before_confirming(review, in_scope, sign_in):
    asked(review, in_scope.lina)
    answered(review, in_scope.lina)
    Review.objects.filter(pk=review.pk).update(held_on=timezone.localdate(), **DECIDED)
    browser = sign_in(in_scope.lina)
    check = reverse("reviews:review_check", args=[review.pk])
    page = browser.get(check)
    assert "have not seen the draft" in words_on(page)
    assert browser.post(check, {**typed_in(page, "once"), "propose": "1"}).status_code == 302
    assert fresh(review).status == "proposed"
    show = reverse("reviews:draft_show", args=[review.pk])
    assert browser.post(show, typed_in(browser.get(show), "answer_by_day")).status_code == 302
    assert ShownDraft.objects.get().shown_by == in_scope.lina


def test_deciding_at_once_meets_the_same_guard(draft, review, in_scope, sign_in, lina):
    objects(draft)
    send_back_review(review=fresh(review), by=lina, reason="See the objection")
    with pytest.raises(NotReady):
        decide_at_once(review=fresh(review), by=lina, held_on=timezone.localdate(), **DECIDED)
    assert fresh(review).status == "started"
    browser, check = sign_in(in_scope.lina), reverse("reviews:review_check", args=[review.pk])
    page = words_on(browser.get(check))
    assert f"Before you can confirm The objection of partner {MUNICIPALITY} has no answer." in page
    assert "Confirm the outcome" not in page
    assert browser.post(check, {}).status_code == 422


def test_partners_who_were_never_asked_see_the_draft_too(review, in_scope, lina):
    show_draft(review=proposed(review, in_scope.jonas), answer_by=in_days(7), by=lina)
    assert "Do you agree with the draft?" in words_on(Client().get(part_link(JONAS, "draft_shown"), follow=True))
    assert town(review).answer_by is None


def test_others_see_the_word_and_not_the_remark(draft):
    objects(draft)
    other = PartnerPart.objects.filter(review=draft.review).exclude(email=JONAS).first()
    words = words_on(Client().get(part_link(other.email), follow=True))
    assert f"{MUNICIPALITY} We object" in words
    assert "Not what happened." not in words


def test_the_rule_names_each_reason():
    today = datetime.date(2026, 12, 15)
    facts = DraftFacts(objections=("A", "B"), was_shown=True, is_shown=True, answer_by=today, silent=1, asked=3)
    assert [each.code for each in confirm_findings(facts, today)] == ["objection", "objection", "time"]
    later = today + datetime.timedelta(days=1)
    assert [each.code for each in confirm_findings(facts, later)] == ["objection", "objection"]
    assert [each.code for each in confirm_findings(DraftFacts(was_shown=True), today)] == ["changed"]
    assert [each.severity for each in confirm_findings(DraftFacts(asked=1), today)] == ["advice"]
    assert confirm_findings(DraftFacts(), today) == []
