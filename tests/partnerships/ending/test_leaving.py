"""R9, A4: one party leaves, the others go on; what it had taken on is listed, and each item decided."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from partnerships.ending.rules.leaving import Leaving, survival_findings
from partnerships.ending.services.clock import sweep_endings
from partnerships.ending.services.deciding import decide_ending
from partnerships.ending.services.leaving import decide_matter, record_withdrawal, stay_after_all
from partnerships.ending.services.standing import step_lines
from partnerships.minor_changes.services.parties import bound_parties
from partnerships.models import Agreement, LeftMatter, Party, WaitingTask, Withdrawal
from partnerships.shared.services.refused import Refused
from pes_partnerships.lib.dates import PartialDate, display_date
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from tests.factories.dialogue import in_days
from tests.factories.endings import later, of_day, url_of
from tests.pages import typed_in, words_on

NAME = "Department of Youth Affairs"


@pytest.fixture
def party(signed) -> Party:
    return signed.parties.get(participation__organisation__name=NAME)


def recorded(signed, party, user, **fields) -> Withdrawal:
    said = {
        "notice_on": in_days(0),
        "last_day": in_days(90),
        "reason": "No staff.",
        "allowed_by": "Any party may leave.",
    }
    return record_withdrawal(agreement=signed, party=party, user=user, **said | fields)


@pytest.fixture
def withdrawal(signed, party, in_scope) -> Withdrawal:
    OutboxMail.objects.all().delete()
    return recorded(signed, party, in_scope.lina)


def test_a_party_leaves_and_all_are_told(signed, party, lina):
    OutboxMail.objects.all().delete()
    page = url_of("withdrawal_new", signed.pk)
    assert "Three months, in writing" in words_on(lina.get(page))
    typed = {
        "party": party.pk,
        "reason": "No staff.",
        "allowed_by": "Any party may leave.",
        **of_day("last_day", in_days(90)),
    }

    answer = lina.post(page, typed_in(lina.get(page), "reason", **typed), follow=True)

    words = words_on(answer)
    assert f"{NAME} leaves" in words
    assert "90 days after the notice" in words
    assert "Training of youth workers" in words
    mails = OutboxMail.objects.filter(kind="party_leaves")
    assert mails.count() == 3
    assert all("No staff." in mail.body_text for mail in mails)
    assert "What your organisation had taken on" in mails.get(to_address="ona@youth.example").body_text
    assert f"{NAME}: last day {display_date(in_days(90))}." in words_on(
        lina.get(url_of("partnership", signed.partnership_id))
    )
    assert f"{NAME} leaves" in words_on(lina.get(url_of("life_cycle", signed.partnership_id)))


def test_everything_that_it_had_taken_on_is_listed(withdrawal, signed, party):
    kinds = list(withdrawal.matters.values_list("kind", flat=True))

    assert kinds == ["responsibility", "contribution", "protocol", "protocol"][: len(kinds)]
    assert withdrawal.matters.get(kind="responsibility").words == signed.responsibilities.get(owner=party).text
    assert "EUR" in withdrawal.matters.get(kind="contribution").words


def test_each_item_is_decided_and_asks_who_takes_it_over(withdrawal, signed, lina):
    matter = withdrawal.matters.first()
    assert WaitingTask.objects.get(kind="withdrawal.decide").ref == withdrawal.pk
    page = url_of("left_matter", matter.pk)
    refused = lina.post(page, typed_in(lina.get(page), "note", fate="taken_over", note="Agreed"))
    assert (refused.status_code, "Choose the party that takes it over." in words_on(refused)) == (422, True)
    other = signed.parties.exclude(pk=withdrawal.party_id).first()

    answer = lina.post(page, typed_in(lina.get(page), "note", fate="taken_over", taken_by=other.pk), follow=True)

    words = words_on(answer)
    assert "Another party takes it over" in words
    assert other.name in words
    left = withdrawal.matters.filter(fate="").count()
    assert f"{left} items are not decided." in words or "1 item is not decided." in words


def test_an_item_that_an_amendment_changes_leads_to_the_amendment(withdrawal, in_scope, lina):
    for matter in withdrawal.matters.all():
        decide_matter(matter=matter, user=in_scope.lina, fate="amended", taken_by=None, note="")

    page = lina.get(url_of("withdrawal", withdrawal.pk))

    assert "All items are decided." in words_on(page)
    assert f'href="{url_of("agreement_new", withdrawal.agreement.partnership_id)}"' in page.content.decode()
    assert not WaitingTask.objects.filter(kind="withdrawal.decide").exists()


def test_after_its_last_day_it_is_a_former_member_and_bound_no_more(withdrawal, signed, party):
    assert sweep_endings(now=later(89)).left == 0

    assert sweep_endings(now=later(92)).left == 1
    assert sweep_endings(now=later(93)).left == 0

    party.participation.refresh_from_db()
    assert (party.participation.status, party.participation.left) == ("left", PartialDate.of(in_days(90)))
    Withdrawal.objects.update(notice_on=in_days(-5), last_day=in_days(-1))
    assert party not in bound_parties(signed)
    signed.refresh_from_db()
    assert signed.status == "in_force"


def test_a_party_that_stays_after_all_is_told_to_all(withdrawal, in_scope, lina):
    page = url_of("withdrawal_stay", withdrawal.pk)

    answer = lina.post(page, typed_in(lina.get(page), "once"), follow=True)

    assert "The party remains." in words_on(answer)
    assert OutboxMail.objects.filter(dedupe_key__startswith="party_stays").count() == 3
    assert sweep_endings(now=later(92)).left == 0
    with pytest.raises(MoveRefused):
        stay_after_all(withdrawal=withdrawal, user=in_scope.lina)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"last_day": -1}, "before_notice"),
        ({"notice_on": -400}, "before_force"),
        ({"notice_on": -3, "last_day": -1}, "past"),
        ({"last_day": 4000}, "after_end"),
    ],
)
def test_impossible_days_are_refused(signed, party, in_scope, fields, says):
    Agreement.objects.filter(pk=signed.pk).update(effective=PartialDate.of(in_days(-5)))
    signed.refresh_from_db()

    with pytest.raises(Refused) as refusal:
        recorded(signed, party, in_scope.lina, **{name: in_days(days) for name, days in fields.items()})

    assert [finding.code for finding in refusal.value.findings] == [says]


def test_a_party_leaves_once(withdrawal, signed, party, in_scope):
    with pytest.raises(MoveRefused):
        recorded(signed, party, in_scope.lina)
    with pytest.raises(IntegrityError), transaction.atomic():
        Withdrawal.objects.create(
            agreement=signed, party=party, notice_on=in_days(0), last_day=in_days(1), reason="x", allowed_by="x",
            recorded_at=timezone.now(), recorded_by=in_scope.lina,
        )  # fmt: skip


def test_fewer_than_two_parties_end_the_agreement_for_all(withdrawal, signed, in_scope, lina):
    city = signed.parties.get(participation__organisation__name="Alytus city municipality")
    page = url_of("withdrawal_new", signed.pk)
    typed = {"party": city.pk, "reason": "No.", "allowed_by": "x", **of_day("last_day", in_days(90))}

    answer = lina.post(page, typed_in(lina.get(page), "reason", **typed))

    assert (answer.status_code, "the agreement ends for all" in words_on(answer)) == (422, True)
    assert f"{url_of('partnership_end', signed.partnership_id)}?reason=withdrawn" in answer.content.decode()


def test_the_last_of_its_kind_and_the_lead_are_said_before():
    codes = [each.code for each in survival_findings(Leaving(True, "ngo", "NGO", ("education", "education")))]

    assert codes == ["last_of_kind", "lead"]
    assert survival_findings(Leaving(False, "ngo", "NGO", ("ngo", "education"))) == []
    assert [f.code for f in survival_findings(Leaving(False, "ngo", "NGO", ("ngo",)))] == ["too_few"]


def test_a_step_of_an_ending_says_from_when_its_owner_is_missing(withdrawal, signed, in_scope):
    ending = decide_ending(
        partnership=signed.partnership, user=in_scope.lina, ended_on=in_days(80), reason="no_value", note="x"
    )

    missing = {
        line.missing_from
        for line in step_lines(ending, timezone.localdate())
        if line.step.owner_id == withdrawal.party.participation_id
    }

    assert missing == {in_days(91)}


def test_who_takes_over_is_kept_by_the_database(withdrawal):
    with pytest.raises(IntegrityError), transaction.atomic():
        LeftMatter.objects.filter(withdrawal=withdrawal).update(fate="taken_over")


def test_the_list_of_items_is_a_file_too(withdrawal, lina):
    file = lina.get(url_of("withdrawal", withdrawal.pk) + "?format=csv")

    assert withdrawal.matters.first().words in file.content.decode("utf-8-sig")
