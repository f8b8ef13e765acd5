"""R3, R8: every partner gets a note of the outcome, and its figure is offered to the office."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Contact
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.outbox.models import OutboxMail
from reviews.logging.services.logging import confirm_review, propose_decision, set_actions
from reviews.models import Measurement, PartnerPart, StatedFigure
from reviews.partners.services.showing import answer_draft, reply_to_objection, show_draft
from reviews.partners.services.stating import Figure, send_part
from tests.factories.partners_in_reviews import JONAS, ONA, answered, asked, in_days, part_link, proposed
from tests.pages import typed_in, words_on


@pytest.fixture
def lina(in_scope) -> Actor:
    return Actor.user(in_scope.lina)


def letter(address: str) -> str:
    return OutboxMail.objects.get(kind="review_outcome", to_address=address).body_text


def test_every_partner_is_told_once_in_its_language_and_who_cannot_be_reached_is_named(review, in_scope, sign_in, lina):
    Contact.objects.filter(email=ONA).update(email="", phone="+370 5 1")
    Contact.objects.filter(email=JONAS).update(language="fr")
    sent = proposed(review, in_scope.jonas)
    page = words_on(sign_in(in_scope.lina).get(reverse("reviews:review_confirm", args=[review.pk])))
    assert "No e-mail address is known for: Department of Youth Affairs." in page

    confirm_review(review=sent, by=lina)

    mails = OutboxMail.objects.filter(kind="review_outcome")
    assert sorted(mails.values_list("to_address", "language")) == [(JONAS, "fr"), ("rasa@service.example", "en")]
    assert "It works." in letter("rasa@service.example")
    told = LedgerEntry.objects.get(act="review.outcome_told").after
    assert told["not_told"] == ["Department of Youth Affairs"]


def test_the_note_says_what_starts_what_was_answered_and_when_the_next_review_is(review, in_scope, lina):
    asked(review, in_scope.jonas)
    answered(review, in_scope.jonas)
    part = PartnerPart.objects.get(review=review, email=JONAS)
    other = review.series.partnership.participations.exclude(pk=part.participation_id).first()
    rows = [("Report firms every quarter", part.participation, in_days(90)), ("Call sooner", other, in_days(30))]
    set_actions(review=review, by=lina, rows=rows)
    sent = propose_decision(
        review=review, by=lina, tell=False, decision="adjust", reason="Firms are missing.", held_on=timezone.localdate()
    )
    draft = show_draft(review=sent, answer_by=in_days(7), by=lina)
    for each in PartnerPart.objects.filter(review=review):
        kind = {"kind": "object", "about": ["us"], "words": "Begun, late."} if each == part else {"kind": "agree"}
        answer = answer_draft(draft=draft, part=each, name=each.name, **kind)
        if each == part:
            reply_to_objection(answer=answer, reply="It is changed.", by=lina)

    confirm_review(review=sent, by=lina)

    own, other = letter(JONAS), letter(ONA)
    assert "What you are asked to do\n- Report firms every quarter, by" in own
    assert "You objected: Begun, late." in own
    assert "The partnership manager answers: It is changed." in own
    assert "The next review is due on" in own
    assert "Begun, late." not in other
    assert "Report firms every quarter: Alytus city municipality, by" in other
    words = words_on(Client().get(part_link(JONAS)))
    assert "The outcome: Annual review" in words
    assert "It is changed." in words


def test_every_page_of_the_link_speaks_the_language_of_who_was_asked(review, in_scope, lina):
    Contact.objects.filter(email=JONAS).update(language="fr")
    asked(review, in_scope.jonas)
    link = part_link(JONAS)
    assert "Vos engagements" in words_on(Client().get(link))
    sent = proposed(review, in_scope.jonas)
    draft = show_draft(review=sent, answer_by=in_days(7), by=lina)
    assert "Êtes-vous d’accord avec le projet ?" in words_on(Client().get(link, follow=True))
    for part in PartnerPart.objects.filter(review=review):
        answer_draft(draft=draft, part=part, kind="agree", name=part.name)
    confirm_review(review=sent, by=lina)
    assert "a confirmé la revue le" in words_on(Client().get(link))


@pytest.fixture
def stated(review, in_scope, agreement) -> StatedFigure:
    """41 firms, as the municipality states."""
    asked(review, in_scope.jonas)
    objective = agreement.objectives.last()
    values = {"value": 41, "as_of": PartialDate(timezone.localdate().year), "source": "Own list"}
    part = PartnerPart.objects.get(review=review, email=JONAS)
    view = {"works": "", "works_not": "", "change": "", "worth": ""}
    send_part(part=part, name="Jonas Jonaitis", view=view, figures=[Figure(objective, "newer", values)])
    return StatedFigure.objects.get()


def question(review, agreement) -> str:
    return reverse("reviews:review_objective", args=[review.pk, agreement.objectives.count()])


def test_a_stated_figure_is_offered_and_becomes_a_value_when_it_is_taken(stated, review, agreement, in_scope, sign_in):
    jonas = sign_in(in_scope.jonas)
    page = jonas.get(question(review, agreement))
    assert "Take the figure of Alytus city municipality: 41" in words_on(page)
    assert not Measurement.objects.exists()

    form = typed_in(page, "comment", take=f"stated-{stated.pk}", judgement="will_reach")
    assert jonas.post(question(review, agreement), form).status_code == 302

    value = Measurement.objects.get()
    assert (value.value, value.source) == (41, "Own list, as stated by Alytus city municipality")
    assert value.entered_by == in_scope.jonas
    stated.refresh_from_db()
    assert stated.taken_as == value
    assert "Take the figure" not in words_on(jonas.get(question(review, agreement)))


def test_a_figure_that_was_changed_later_is_offered_as_it_was_sent_last(stated, review, agreement, in_scope, sign_in):
    values = {"value": 43, "as_of": PartialDate(timezone.localdate().year), "source": "Own list"}
    view = {"works": "", "works_not": "", "change": "", "worth": ""}
    figures = [Figure(agreement.objectives.last(), "newer", values)]
    send_part(part=stated.statement.part, name="Jonas Jonaitis", view=view, figures=figures)
    words = words_on(sign_in(in_scope.jonas).get(question(review, agreement)))
    assert ("43" in words, "municipality: 41" in words) == (True, False)
