"""Members of a network join and leave by their own act, without a new version of the text (A1, S1)."""

import datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from partnerships.models import (
    Accession,
    Agreement,
    Contact,
    Organisation,
    Participation,
    Party,
    Signatory,
    Signature,
    SigningRequest,
)
from partnerships.participants.services.participants import add_participant
from partnerships.rules.lifecycle import OPEN_VERSION, AgreementStatus, ParticipationStatus
from partnerships.rules.vocabulary import ForceRule, PartyRole
from partnerships.shared.services.refused import Refused
from partnerships.signing.rules.accession import Joining, joining_findings
from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.moves import MoveRefused

from .asking import ask


def joining_of(agreement: Agreement, organisation: Organisation | None, *, asks_again: bool = False) -> Joining:
    """What the rules ask, read from the rows; without an organisation, of the agreement alone."""
    later = agreement.partnership.agreements.filter(version__gt=agreement.version, status__in=OPEN_VERSION)
    next_version = later.exclude(status=AgreementStatus.DRAFT).values_list("version", flat=True).first() or 0
    facts: dict[str, Any] = {}
    if organisation is not None:
        facts = _known(agreement, organisation)
    notice = agreement.termination_notices.running().values_list("last_day", flat=True).first()
    return Joining(
        agreement.status,
        agreement.force_rule,
        agreement.ends_latest,
        notice,
        next_version,
        **facts,
        asks_again=asks_again,
    )


def _known(agreement: Agreement, organisation: Organisation) -> dict[str, Any]:
    parties = Party.objects.filter(agreement=agreement, participation__organisation=organisation)
    member = Accession.objects.members_on(timezone.localdate()).filter(party__in=parties).first()
    refusal = Signature.objects.filter(party__in=parties, kind=Signature.Kind.DECLINED).order_by("-at").first()
    open_links = SigningRequest.objects.filter(party__in=parties, closed_at=None, expires_at__gt=timezone.now())
    asked = open_links.order_by("-pk").first()
    return {
        "member_since": member.joined_on if member else None,
        "asked_on": timezone.localdate(asked.created_at) if asked else None,
        "declined_on": timezone.localdate(refusal.at) if refusal and not member else None,
    }


@one_act()
def ask_to_join(
    *,
    agreement: Agreement,
    organisation: Organisation,
    contact: Contact,
    user: User,
    may_join: str,
    ends_on: datetime.date,
    does: str = "",
    asks_again: bool = False,
    at: datetime.datetime | None = None,
) -> Accession:
    """A party is added beside the frozen text and asked to sign it; Refused with every reason against it."""
    at, by = at or timezone.now(), Actor.user(user)
    locked = Agreement.objects.locked().get(pk=agreement.pk)
    findings = joining_findings(joining_of(locked, organisation, asks_again=asks_again), timezone.localdate(at))
    if locked.partnership.ended_on:
        raise MoveRefused("the partnership has ended")
    if findings:
        raise Refused(findings)
    party = _party(locked, _participation(locked, organisation, by))
    signatory, _is_new = Signatory.objects.get_or_create(party=party, contact=contact)
    values = {"agreement": locked, "asked_at": at, "asked_by": user, "may_join": may_join, "does": does}
    accession, _is_new = Accession.objects.update_or_create(party=party, defaults=values)
    _record("accession.asked", accession, by, at, after={"party": party.name, "may_join": may_join})
    ask(signatory, agreement=locked, by=by, at=at, ends_on=ends_on)
    return accession


def _participation(agreement: Agreement, organisation: Organisation, by: Actor) -> Participation:
    """Where it takes part already, that place; a former member comes back as a new line."""
    partnership = agreement.partnership
    present = partnership.participations.present().filter(organisation=organisation).first()
    return present or add_participant(
        partnership=partnership, by=by, organisation=organisation, status=ParticipationStatus.INVITED
    )


def _party(agreement: Agreement, participation: Participation) -> Party:
    """One that declined is asked again in its own line; else a new one, after the others."""
    known = agreement.parties.filter(participation=participation).first()
    if known:
        return known
    last = agreement.parties.aggregate(last=Max("order"))["last"] or 0
    return Party.objects.create(
        agreement=agreement, participation=participation, role=PartyRole.PARTICIPANT, joined_later=True, order=last + 1
    )


def note_joined(*, signature: Signature, by: Actor) -> Accession | None:
    """The accession list grows with the first signature of each party; other agreements have no such list."""
    agreement = signature.agreement
    if agreement.force_rule != ForceRule.OWN_SIGNATURE:
        return None
    accession, _is_new = Accession.objects.get_or_create(party=signature.party, defaults={"agreement": agreement})
    if accession.joined_on is None:
        accession.joined_on = timezone.localdate(signature.at)
        accession.save(update_fields=["joined_on"])
        after = {"party": signature.party.name, "joined_on": accession.joined_on}
        _record("accession.joined", accession, by, timezone.now(), after=after)
    return accession


@one_act()
def give_notice(
    *, accession: Accession, by: Actor, notice_on: datetime.date, notice_words: str, last_day: datetime.date
) -> Accession:
    """A member leaves by its own notice; its signature and its days stay on the list."""
    fresh = Accession.objects.select_for_update().get(pk=accession.pk)
    if fresh.joined_on is None or fresh.notice_on is not None:
        raise MoveRefused("it has not joined, or has given notice already")
    fresh.notice_on, fresh.notice_words, fresh.last_day = notice_on, notice_words, last_day
    fresh.full_clean()
    fresh.save()
    after = {"party": fresh.party.name, "notice_on": notice_on, "last_day": last_day}
    _record("accession.notice", fresh, by, timezone.now(), after=after, private={"notice_words": notice_words})
    return fresh


@one_act()
def withdraw_notice(*, accession: Accession, by: Actor) -> Accession:
    """A member stays after all; one that has left is a member again, in an agreement that still governs."""
    fresh = (
        Accession.objects.select_for_update(of=("self",)).select_related("agreement__partnership").get(pk=accession.pk)
    )
    if fresh.last_day is None:
        raise MoveRefused("it has given no notice")
    if fresh.last_day < timezone.localdate():
        _see_back(fresh, by)
    before = {"notice_on": fresh.notice_on, "last_day": fresh.last_day}
    fresh.notice_on, fresh.notice_words, fresh.last_day = None, "", None
    fresh.save(update_fields=["notice_on", "notice_words", "last_day"])
    _record("accession.stays", fresh, by, timezone.now(), before=before, after={"party": fresh.party.name})
    return fresh


def _see_back(accession: Accession, by: Actor) -> None:
    agreement = accession.agreement
    participation = Participation.objects.select_for_update().get(pk=accession.party.participation_id)
    if agreement.status != AgreementStatus.IN_FORCE or agreement.partnership.ended_on:
        raise MoveRefused("the agreement does not govern any more")
    present = agreement.partnership.participations.present().filter(organisation=participation.organisation_id)
    if present.exclude(pk=participation.pk).exists():
        raise MoveRefused("it has come back as a new line")
    if participation.status == ParticipationStatus.LEFT:
        participation.status, participation.left = ParticipationStatus.MEMBER, PartialDate()
        participation.save(update_fields=["status", "left"])
        _record_place(accession, participation, ParticipationStatus.LEFT, by)


@one_act()
def see_off(*, accession: Accession, by: Actor) -> None:
    """The day after its last one, a member is a former participant of the partnership."""
    participation = Participation.objects.select_for_update().get(pk=accession.party.participation_id)
    if participation.status != ParticipationStatus.MEMBER:
        return
    before = participation.status
    participation.status, participation.left = ParticipationStatus.LEFT, PartialDate.of(accession.last_day)
    participation.save(update_fields=["status", "left"])
    _record_place(accession, participation, before, by)


def _record_place(accession: Accession, participation: Participation, before: str, by: Actor) -> None:
    partnership = accession.agreement.partnership
    record(
        act="participation.changed",
        anchor=partnership,
        obj=participation,
        by=by,
        service=partnership.service,
        before={"status": before},
        after={"status": participation.status},
    )


def leaving_by(today: datetime.date) -> list[Accession]:
    """Members whose last day has passed and who still stand as such; a late clock loses none."""
    rows = Accession.objects.filter(
        last_day__lt=today, party__participation__status=ParticipationStatus.MEMBER
    ).select_related("agreement__partnership__service", "party")
    return list(rows)


def _record(act: str, accession: Accession, by: Actor, at: datetime.datetime, **values: Any) -> None:
    partnership = accession.agreement.partnership
    record(act=act, anchor=partnership, obj=accession, by=by, service=partnership.service, at=at, **values)
