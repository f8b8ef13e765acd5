"""R8: a partner states its part by the link alone; the office reads it once it is sent."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.outbox.models import OutboxMail
from reviews.models import CorrectiveAction, Measurement, PartnerPart, PartnerStatement
from reviews.partners.services.stating import PartClosed, save_part
from tests.factories.partners_in_reviews import JONAS, MUNICIPALITY, answered, asked, in_days, part_link, proposed
from tests.pages import typed_in, words_on


@pytest.fixture
def link(review, in_scope) -> str:
    asked(review, in_scope.jonas)
    return part_link(JONAS)


@pytest.fixture
def part(link, review) -> PartnerPart:
    return PartnerPart.objects.get(review=review, email=JONAS)


def form_of(link: str, **typed) -> dict:
    form = typed_in(Client().get(f"{link}?change=1"), "view-works")
    return {**form, **{name.replace("__", "-"): value for name, value in typed.items()}}


def names(link: str) -> dict[str, str]:
    """The questions of the page by what they are about."""
    form = typed_in(Client().get(f"{link}?change=1"), "view-works")
    found = {name.split("-")[0]: name.removesuffix("-words") for name in form if name.endswith("-words")}
    found["figure"] = next(name for name in form if name.startswith("figure-")).rsplit("-", 1)[0]
    return found


def save(link: str, act: str = "save", **typed):
    return Client().post(link, {**form_of(link, **typed), act: "1"})


def send(link: str, **typed):
    assert save(link, "check", **typed).url.endswith("/check/")
    return Client().post(f"{link}check/")


def figure(link: str, **more: str) -> dict[str, str]:
    """A newer figure of the partner's own objective."""
    key = names(link)["figure"]
    values = {"says": "newer", "value": "41", "as_of_year": "2026", "source": "Own list", **more}
    return {f"{key}-{name}": value for name, value in values.items()}


def test_the_page_shows_the_record_of_this_party_and_the_figures_that_are_its_own(link, agreement, part):
    words = words_on(Client().get(link))

    assert f"For {MUNICIPALITY}. Please send it by" in words
    assert "Gives rooms in two libraries." in words
    assert "Trains youth workers and describes the model." not in words
    assert agreement.objectives.last().title in words
    assert agreement.objectives.first().title not in words
    assert "0 of 6 answered" in words
    part.refresh_from_db()
    assert part.opened_at is not None


def test_answers_are_saved_without_scripts_and_go_on_on_another_device(link, part):
    key = names(link)["duty"]
    assert save(link, **{f"{key}-says": "right", "view-works": "Firms call us."}).status_code == 302

    elsewhere = Client().get(f"{link}?change=1")
    assert typed_in(elsewhere, "view-works")["view-works"] == ["Firms call us."]
    assert "2 of 6 answered" in words_on(elsewhere)


def test_the_office_reads_nothing_before_it_is_sent(link, review, in_scope, sign_in):
    save(link, **{"view-works": "Firms call us."})
    jonas = sign_in(in_scope.jonas)
    pages = [reverse(f"reviews:{name}", args=[review.pk]) for name in ("review_partners", "review")]
    pages.append(reverse("reviews:review_answers", args=[review.pk, "voices"]))
    seen = [words_on(jonas.get(address)) for address in pages]
    assert "Saved, not sent" in seen[0]
    assert not any("Firms call us." in words for words in seen)


def test_sending_gives_a_receipt_and_the_office_reads_it_as_it_was_sent(link, review, in_scope, sign_in):
    key = names(link)["duty"]
    typed = {f"{key}-says": "not_quite", f"{key}-words": "One library since June.", "view-worth": "partly"}
    assert save(link, "check", **typed).url.endswith("/check/")
    check = Client().get(f"{link}check/")
    assert "3 questions have no answer" in words_on(check) or "4 questions have no answer" in words_on(check)
    assert not PartnerStatement.objects.exists()

    Client().post(f"{link}check/")

    statement = PartnerStatement.objects.get()
    assert f"Number of the receipt: {statement.receipt}" in words_on(Client().get(link))
    office = words_on(sign_in(in_scope.vytas).get(reverse("reviews:review_partners", args=[review.pk])))
    assert "Gives rooms in two libraries. Not quite One library since June." in office
    assert "Partly" in office
    assert LedgerEntry.objects.filter(act="review.partner_stated").count() == 1


def test_what_was_sent_twice_is_kept_once_and_can_be_changed_until_the_day(link, part):
    send(link, **{"view-works": "Firms call us."})
    Client().post(f"{link}check/")
    assert PartnerStatement.objects.count() == 1

    send(link, **{"view-works": "Firms call us, and visit."})
    assert [each.works for each in PartnerStatement.objects.order_by("number")] == [
        "Firms call us.",
        "Firms call us, and visit.",
    ]
    with time_machine.travel(timezone.now() + datetime.timedelta(days=20)):
        late = Client().get(f"{link}?change=1")
        assert "Answers were requested by" in words_on(late)
        assert Client().post(link, {"view-works": "Late", "save": "1"}).status_code == 409
    assert PartnerStatement.objects.last().works == "Firms call us, and visit."


def test_a_part_that_is_closed_takes_nothing_whoever_calls(link, part, review, in_scope):
    proposed(review, in_scope.jonas)
    with pytest.raises(PartClosed):
        save_part(part=part, typed={"view-works": ["Late"]})


def test_who_has_sent_its_part_is_not_asked_again(link, review, in_scope):
    send(link, **{"view-works": "Firms call us."})
    assert JONAS not in [part.email for part in asked(review, in_scope.jonas, days=20)]
    assert Client().get(link).status_code == 200


def test_a_share_of_140_or_a_day_ahead_is_said_at_the_field_and_nothing_is_lost(link, agreement, part):
    agreement.objectives.filter(pk=agreement.objectives.last().pk).update(unit="%")
    typed = figure(link, value="140", as_of_year=str(timezone.localdate().year + 1))
    refused = save(link, "check", **typed)

    words = words_on(refused)
    assert refused.status_code == 422
    assert "A share lies between 0 and 100 per cent." in words
    assert "This date is in the future." in words
    part.refresh_from_db()
    assert "140" in str(part.typed)
    assert Client().get(f"{link}check/").url.endswith("?change=1")
    assert not PartnerStatement.objects.exists()


def test_a_figure_is_the_partners_statement_and_no_value_yet(link, review):
    send(link, **figure(link))
    stated = PartnerStatement.objects.get().figures.get()
    assert (stated.value, stated.source, stated.taken_as) == (41, "Own list", None)
    assert not Measurement.objects.exists()


def test_an_open_action_asks_for_a_new_day_and_the_reason(review, in_scope, agreement):
    town = next(party.participation for party in agreement.parties.all() if party.name == MUNICIPALITY)
    CorrectiveAction.objects.create(
        partnership=review.series.partnership, text="Invite small firms", owner=town, due_on=in_days(-3)
    )
    asked(review, in_scope.jonas)
    link = part_link(JONAS)
    key = names(link)["action"]
    day = in_days(40)
    assert "Nothing says that it was done." in words_on(Client().get(link))
    refused = save(link, "check", **{f"{key}-says": "later"})
    assert "Enter the day by which it will be done." in words_on(refused)

    send(link, **{f"{key}-says": "later", f"{key}-words": "The list came late.", f"{key}-day_day": day.day,
                  f"{key}-day_month": day.month, f"{key}-day_year": day.year})  # fmt: skip
    record = PartnerStatement.objects.get().records.get()
    assert (record.says, record.by_day, record.words) == ("later", day, "The list came late.")


def test_nothing_is_sent_without_a_name_or_without_an_answer(link):
    save(link, **{"who-name": ""})
    words = words_on(Client().get(f"{link}check/"))
    assert "Answer at least one question." in words
    assert "Enter the name of who answers." in words
    assert Client().post(f"{link}check/").status_code == 422
    assert not PartnerStatement.objects.exists()


def test_two_colleagues_with_one_link_do_not_overwrite_each_other(link):
    mine = form_of(link, **{"view-works": "Mine"})
    assert save(link, **{"view-works": "Theirs"}).status_code == 302
    conflict = Client().post(link, {**mine, "save": "1"})
    assert (conflict.status_code, "A colleague saved this page" in words_on(conflict)) == (409, True)
    again = typed_in(conflict, "view-works")
    assert again["view-works"] == ["Mine"]
    assert Client().post(link, {**again, "save": "1"}).status_code == 302


def test_the_link_is_handed_over_with_what_was_saved(link, review):
    save(link, **{"view-works": "Firms call us."})
    address = f"{link}hand-over/"
    form = typed_in(Client().get(address), "email", name="Ieva Ievaitė", email="ieva@alytus.example")
    Client().post(address, form)

    ended = Client().get(link)
    assert (ended.status_code, "Ieva Ievaitė answers for" in words_on(ended)) == (410, True)
    new = part_link("ieva@alytus.example")
    assert typed_in(Client().get(new), "view-works")["view-works"] == ["Firms call us."]
    assert OutboxMail.objects.filter(kind="part_requested", to_address="ieva@alytus.example").count() == 1


def test_silence_is_recorded_as_silence(link, review, in_scope, sign_in):
    PartnerPart.objects.update(answer_by=in_days(-1))
    vytas = sign_in(in_scope.vytas)
    voices = words_on(vytas.get(reverse("reviews:review_partners", args=[review.pk])))
    assert f"{MUNICIPALITY} Jonas Jonaitis Did not answer" in voices
    proposed(review, in_scope.jonas)
    page = words_on(vytas.get(reverse("reviews:review", args=[review.pk])))
    assert f"{MUNICIPALITY} was asked for its part by" in page
    assert "and did not answer." in page


def test_who_proposes_early_is_told_who_can_still_send_its_part(link, review, in_scope, sign_in):
    answered(review, in_scope.jonas)
    jonas = sign_in(in_scope.jonas)
    check = words_on(jonas.get(reverse("reviews:review_check", args=[review.pk])))
    assert "3 partners can still send their part until" in check
    proposed(review, in_scope.jonas)
    lina = sign_in(in_scope.lina)
    page = words_on(lina.get(reverse("reviews:review", args=[review.pk])))
    assert f"{MUNICIPALITY} could send its part until" in page
    assert "had not sent it when the outcome was proposed." in page
    closed = Client().get(link)
    assert "Your part can no longer be changed." in words_on(closed)
