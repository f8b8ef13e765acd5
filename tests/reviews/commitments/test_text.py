"""G4, A4, A8: what enters into force becomes tasks; an amendment carries on, adds and ends; an end closes."""

import datetime
import zoneinfo

from django.utils import timezone

from partnerships.drafting.services.writing import draft_agreement, save_responsibility, save_section, save_terms
from partnerships.ending.services.finishing import end_partnership
from partnerships.models import Clause
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from reviews.commitments.services.deriving import follow_text
from reviews.commitments.services.sweeping import plan_due, sweep_commitments
from reviews.models import Commitment, CommitmentTask, CommitmentText
from tests.factories.agreements import ready_agreement, send_out, sign_all, signed_agreement
from tests.factories.commitments import SERVICE, TOWN, YOUTH, added, in_days, of_text, party_of, sent
from tests.factories.forming import BY
from tests.lending import lent_agreement

rows = lent_agreement(signed_agreement)


def held_by(partnership) -> list[tuple[str, str, str, str]]:
    rows = Commitment.objects.filter(partnership=partnership, ended_on=None)
    return [(row.kind, row.party_label, row.how_often, row.clause) for row in rows]


def test_a_text_in_force_has_an_owned_task_for_each_commitment(agreement, in_scope):
    assert held_by(agreement.partnership) == [
        ("responsibility", SERVICE, "always", "5"),
        ("responsibility", YOUTH, "always", "5"),
        ("responsibility", TOWN, "always", "5"),
        ("quality", "", "always", "5"),
        ("contribution", SERVICE, "always", "8"),
        ("contribution", YOUTH, "every", "8"),
        ("protocol", SERVICE, "at_end", "12"),
        ("protocol", YOUTH, "at_end", "12"),
        ("protocol", TOWN, "at_end", "12"),
        ("protocol", SERVICE, "at_end", "12"),
    ]
    money = of_text(agreement, "Training of youth workers")
    assert money.contact.name == "Ona Petraitė"
    assert [str(task.due_on) for task in money.tasks.all()] == [f"{timezone.localdate().year + 1}-12-31"]
    rooms = of_text(agreement, "Gives rooms")
    [asked] = rooms.tasks.all()
    assert (asked.review.series.partnership, asked.is_held_back) == (agreement.partnership, True)
    assert not of_text(agreement, "Copies held by others").tasks.exists()
    assert LedgerEntry.objects.filter(act="commitments.followed").count() == 1


def test_following_a_text_twice_changes_nothing(agreement):
    before = [list(Commitment.objects.values()), list(CommitmentTask.objects.values())]
    assert follow_text(agreement=agreement, by=Actor.clock(), at=timezone.now()) == []
    assert [list(Commitment.objects.values()), list(CommitmentTask.objects.values())] == before


def test_clauses_of_the_library_name_who_reports_and_how_often_all_meet(in_scope):
    agreement = ready_agreement(in_scope)
    town = party_of(agreement.partnership, TOWN)
    parts = {
        "monitoring": ("monitoring_figures", "Party {who} collects the figures {rhythm}.",
                       {"who": town.pk, "rhythm": "quarterly"}),
        "meetings": ("meetings_rhythm", "The parties meet {times} times a year.", {"times": 6}),
    }  # fmt: skip
    for section, (key, words, values) in parts.items():
        row = agreement.sections.get(key=section)
        Clause.objects.create(section=row, key=key, title=key, words=words, values=values)
    signed = send_out(agreement, in_scope)
    sign_all(signed)
    report = Commitment.objects.get(kind="report")
    meeting = Commitment.objects.get(kind="meeting")
    assert (report.party_label, report.every_months, report.text) == (
        TOWN, 3, f"Party {TOWN} collects the figures every three months.",
    )  # fmt: skip
    assert (report.clause, meeting.clause) == ("10.1", "7.1")
    assert (meeting.is_joint, meeting.every_months) == (True, 2)
    assert report.tasks.count() == meeting.tasks.count() == 1


def test_an_amendment_carries_on_what_it_repeats_adds_the_new_and_ends_what_is_gone(agreement, in_scope):
    kept, gone = of_text(agreement, "Trains youth workers"), of_text(agreement, "Gives rooms")
    draft = draft_agreement(
        partnership=agreement.partnership, by=BY, title="Amended", kind="amendment", previous=agreement
    )
    draft.responsibilities.get(text__startswith="Gives rooms").delete()
    town = draft.parties.get(participation__organisation__name=TOWN)
    save_responsibility(agreement=draft, by=BY, text="Gives one room.", owner=town)
    save_terms(agreement=draft, by=BY, beyond=[], first_review_on=in_days(200))
    save_section(agreement=draft, key="purpose", by=BY, body="One paragraph more.\n\nAnd another.")
    sign_all(send_out(draft, in_scope))
    kept.refresh_from_db()
    gone.refresh_from_db()
    new = of_text(draft, "Gives one room.")
    assert (kept.agreement_id, kept.ended_on, kept.tasks.count()) == (draft.pk, None, 1)
    assert (gone.end_reason, gone.tasks.get().status) == ("amended", "closed")
    assert (new.participation.name, new.tasks.count()) == (TOWN, 1)
    assert CommitmentText.objects.count() == 2


def test_a_partnership_that_ends_closes_what_is_open_with_the_reason(agreement, partnership, in_scope):
    task = added(partnership, in_scope.lina)
    waiting = sent(added(partnership, in_scope.lina, text="Another"), in_scope.lina)
    end_partnership(
        partnership=partnership, by=Actor.user(in_scope.lina), ended_on=timezone.localdate(), reason="goals_met"
    )
    task.refresh_from_db()
    waiting.refresh_from_db()
    assert (task.status, waiting.status) == ("closed", "closed")
    assert set(Commitment.objects.values_list("end_reason", flat=True)) == {"text_ended", "partnership_ended"}
    assert task.acts.get().kind == "closed"


def test_texts_that_were_in_force_before_are_taken_up_by_the_clock_and_nothing_is_late_at_once(agreement, in_scope):
    Commitment.objects.all().delete()
    CommitmentText.objects.all().delete()
    agreement.effective = "2020-01-01"
    agreement.save()
    for _twice in range(2):
        sweep_commitments(now=timezone.now())
    assert len(held_by(agreement.partnership)) == 10
    assert CommitmentTask.objects.filter(due_on__lt=timezone.localdate()).count() == 0
    assert LedgerEntry.objects.filter(act="commitments.followed").count() == 2


def test_the_next_task_is_planned_when_the_day_of_the_last_one_has_come(agreement, in_scope):
    money = of_text(agreement, "Training of youth workers")
    first = money.tasks.get()
    assert plan_due(first.due_on - datetime.timedelta(days=1)) == 0
    assert [plan_due(first.due_on), plan_due(first.due_on)] == [1, 0]
    money.refresh_from_db()
    assert [task.due_on.year for task in money.tasks.all()] == [first.due_on.year, first.due_on.year + 1]
    assert money.plan_on is None  # the text names no further year


def test_the_commitments_of_a_party_that_left_end(agreement, partnership, in_scope):
    party = party_of(partnership, TOWN)
    party.status = "left"
    party.save()
    sweep_commitments(now=timezone.now())
    ended = Commitment.objects.filter(participation=party)
    assert set(ended.values_list("end_reason", flat=True)) == {"party_left"}
    assert follow_text(agreement=agreement, by=Actor.clock(), at=timezone.now()) == []


def test_the_clock_ends_them_on_the_day_of_the_service(agreement, partnership):
    far = map(zoneinfo.ZoneInfo, ("Pacific/Kiritimati", "Etc/GMT+12"))  # in one of them it is always another day
    zone = next(each for each in far if timezone.localdate(timezone=each) != timezone.localdate())
    EmploymentService.objects.filter(pk=partnership.service_id).update(time_zone=zone.key)
    party = party_of(partnership, TOWN)
    party.status = "left"
    party.save()
    sweep_commitments(now=timezone.now())
    days = set(Commitment.objects.filter(participation=party).values_list("ended_on", flat=True))
    assert days == {timezone.localdate(timezone=zone)}
