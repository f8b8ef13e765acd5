"""One party leaves: its notice recorded and told to all, each of its matters decided, and its last day (R9, A4)."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.utils import timezone, translation

from partnerships.ending import mails
from partnerships.ending.rules.leaving import Leaving, dates_findings, survival_findings
from partnerships.minor_changes.services.parties import bound_parties, people_to_tell
from partnerships.models import Agreement, Contribution, LeftMatter, Participation, Party, Withdrawal
from partnerships.rules.lifecycle import AgreementStatus, ParticipationStatus
from partnerships.rules.vocabulary import ForceRule
from partnerships.shared.services.conflicts import refuse_overtaken
from partnerships.shared.services.notice_clock import earliest_day
from partnerships.shared.services.refused import refuse
from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.findings import Finding, blocking
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.numbers import display_money, with_unit

DECIDED = ("fate", "taken_by", "note")


def takes_withdrawals(agreement: Agreement) -> bool:
    """In force, and no network: there each member has a line of its own on the accession list."""
    return agreement.status == AgreementStatus.IN_FORCE and agreement.force_rule != ForceRule.OWN_SIGNATURE


def may_leave(agreement: Agreement) -> list[Party]:
    """Parties that are bound and have given no notice yet."""
    gone = set(Withdrawal.objects.standing().filter(agreement=agreement).values_list("party", flat=True))
    return [party for party in bound_parties(agreement) if party.pk not in gone]


def survival_of(agreement: Agreement, party: Party) -> list[Finding]:
    others = [each for each in may_leave(agreement) if each.pk != party.pk]
    return survival_findings(
        Leaving(
            is_lead=agreement.lead_id == party.pk,
            kind=_kind(party),
            kind_label=party.participation.kind,
            others=[_kind(each) for each in others],
        )
    )


def _kind(party: Party) -> str:
    place = party.participation
    return place.organisation.category if place.organisation_id else place.category


@one_act()
def record_withdrawal(
    *,
    agreement: Agreement,
    party: Party,
    user: User,
    notice_on: datetime.date,
    last_day: datetime.date,
    reason: str,
    allowed_by: str,
    early_reason: str = "",
) -> Withdrawal:
    """The agreement goes on for the others; Refused where it cannot, MoveRefused where the party has left before."""
    locked = Agreement.objects.locked().get(pk=agreement.pk)
    if not takes_withdrawals(locked) or party.pk not in {each.pk for each in may_leave(locked)}:
        raise MoveRefused("the agreement is not in force, or the party leaves already")
    found = dates_findings(
        notice_on=notice_on,
        last_day=last_day,
        since=locked.governs_since,
        ends=locked.ends_latest,
        today=timezone.localdate(),
        earliest=(earliest := earliest_day(locked, notice_on)),
        early_reason=early_reason,
    )
    refuse([*found, *blocking(survival_of(locked, party))])
    withdrawal = Withdrawal(
        agreement=locked,
        party=party,
        notice_on=notice_on,
        last_day=last_day,
        early_reason=early_reason if earliest and last_day < earliest else "",
        reason=reason,
        allowed_by=allowed_by,
        recorded_at=timezone.now(),
        recorded_by=user,
    )
    withdrawal.full_clean()
    withdrawal.save()
    LeftMatter.objects.bulk_create(
        LeftMatter(withdrawal=withdrawal, kind=kind, words=words, order=order)
        for order, (kind, words) in enumerate(matters_of(locked, party))
    )
    after = {"party": party.name, "notice_on": notice_on, "last_day": last_day}
    _record("withdrawal.recorded", withdrawal, Actor.user(user), after=after, private={"reason": reason})
    mails.party_leaves(withdrawal=withdrawal, told=people_to_tell(locked))
    return withdrawal


def matters_of(agreement: Agreement, party: Party) -> Iterator[tuple[str, str]]:
    """Everything that the text gives the party to do or to bring, in the order of the text."""
    kind = LeftMatter.Kind
    if agreement.lead_id == party.pk:
        yield kind.LEAD, party.name
    for duty in agreement.responsibilities.filter(owner=party):
        yield kind.RESPONSIBILITY, duty.text
    for given in agreement.contributions.filter(party=party):
        yield kind.CONTRIBUTION, _contribution_words(given, agreement.language)
    for objective in agreement.objectives.filter(owner=party):
        yield kind.OBJECTIVE, objective.title
    for step in agreement.dissolution_steps.filter(owner=party):
        yield kind.PROTOCOL, step.act


def _contribution_words(given: Contribution, language: str) -> str:
    """Its kind, how much, and what for, in the language of the agreement."""
    with translation.override(language):
        amount = ""
        if given.amount is not None:
            unit = given.unit
            amount = display_money(given.amount, given.currency) if given.currency else with_unit(given.amount, unit)
        return ", ".join(filter(None, [str(given.get_kind_display()), amount, given.description, given.period]))


@one_act()
def decide_matter(
    *, matter: LeftMatter, user: User, fate: str, taken_by: Party | None, note: str, seen: str | None = None
) -> LeftMatter:
    """Taken over, changed by an amendment, or accepted as open; decided again as long as the party has not left."""
    rows = LeftMatter.objects.select_for_update(of=("self",))
    locked = rows.select_related("withdrawal__agreement__partnership__service", "taken_by").get(pk=matter.pk)
    refuse_overtaken(locked, seen, DECIDED)
    if locked.withdrawal.withdrawn_on:
        raise MoveRefused("the party stays")
    before = {"fate": locked.fate}
    locked.fate, locked.taken_by, locked.note = fate, taken_by, note
    locked.decided_on = timezone.localdate()
    locked.full_clean(exclude=["withdrawal"])
    locked.save(update_fields=[*DECIDED, "decided_on"])
    after = {"fate": fate, **({"party": taken_by.name} if taken_by else {})}
    private = {"note": note} if note else None
    by = Actor.user(user)
    _record("withdrawal.decided", locked.withdrawal, by, before=before, after=after, private=private, obj=locked)
    return locked


@one_act()
def stay_after_all(*, withdrawal: Withdrawal, user: User) -> Withdrawal:
    """The party takes its notice back; until its last day, and all are told."""
    rows = Withdrawal.objects.select_for_update(of=("self",))
    locked = rows.select_related("agreement__partnership__service", "party").get(pk=withdrawal.pk)
    if locked.withdrawn_on or locked.last_day < timezone.localdate():
        raise MoveRefused("the party stays already, or has left")
    locked.withdrawn_on = timezone.localdate()
    locked.save(update_fields=["withdrawn_on"])
    _record("withdrawal.stays", locked, Actor.user(user), after={"party": locked.party.name})
    mails.party_leaves(withdrawal=locked, told=people_to_tell(locked.agreement))
    return locked


@one_act()
def see_off(*, withdrawal: Withdrawal, by: Actor) -> bool:
    """The day after its last one, the party is a former member; whether anything was to do."""
    place = Participation.objects.select_for_update(of=("self",)).get(pk=withdrawal.party.participation_id)
    if place.status != ParticipationStatus.MEMBER:
        return False
    before, place.status = place.status, ParticipationStatus.LEFT
    place.left = PartialDate.of(withdrawal.last_day)
    place.save(update_fields=["status", "left"])
    _record(
        "participation.changed", withdrawal, by, before={"status": before}, after={"status": place.status}, obj=place
    )
    return True


def leaving_by(today: datetime.date) -> list[Withdrawal]:
    """Parties whose last day has passed and who are members still; one that came back later has another place."""
    rows = Withdrawal.objects.standing().filter(
        last_day__lt=today, party__participation__status=ParticipationStatus.MEMBER
    )
    return list(rows.select_related("agreement__partnership__service", "party"))


def _record(act: str, withdrawal: Withdrawal, by: Actor, **values: Any) -> None:
    partnership = withdrawal.agreement.partnership
    values = {"obj": withdrawal, **values}
    record(act=act, anchor=partnership, by=by, service=partnership.service, **values)
