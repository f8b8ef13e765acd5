"""A health check is opened, people are asked, again or no longer, and it is closed (R6)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from partnerships.models import Partnership
from pes_partnerships.ledger.services import Actor, Personal, one_act, record
from pes_partnerships.lib.findings import blocking
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.rules.keys import MailKey
from reviews.door.services.reaching import Reachable
from reviews.health import mails
from reviews.health.rules.asking import day_findings
from reviews.models import HealthCheck, HealthCheckPerson
from reviews.rules.health_words import HealthLinkEnd
from reviews.shared.services import NotReady

from .links import end_links, new_link
from .sealing import seal


@one_act()
def open_check(
    *,
    partnership: Partnership,
    people: Iterable[Reachable],
    ends_on: date,
    is_anonymous: bool,
    by: Actor,
    message: str = "",
    at: datetime | None = None,
) -> HealthCheck:
    """One link for each. Raises MoveRefused while another is open, NotReady where the day does not fit."""
    at = at or timezone.now()
    today = timezone.localdate(at)
    partnership = Partnership.objects.select_for_update(of=("self",)).select_related("service").get(pk=partnership.pk)
    if partnership.ended_on:
        raise MoveRefused("the partnership has ended")
    if wrong := blocking(day_findings(ends_on, today=today)):
        raise NotReady(wrong)
    if (last := partnership.health_checks.first()) and last.closed_at is None:
        if not last.is_over(today):
            raise MoveRefused("another check is open")
        close_check(check=last, by=Actor.clock(), at=at)  # its day has passed, and the clock was late
    check = HealthCheck.objects.create(
        partnership=partnership,
        number=last.number + 1 if last else 1,
        opened_at=at,
        opened_by=by.account,
        ends_on=ends_on,
        is_anonymous=is_anonymous,
        message=message,
    )
    people = list(people)
    write_down("health_check.opened", check, by, at, after={"ends_on": ends_on, "people_asked": len(people)})
    for each in people:
        person = _person(check, each, at)
        _ask(person, by, at)
    return check


def _person(check: HealthCheck, each: Reachable, at: datetime) -> HealthCheckPerson:
    return HealthCheckPerson.objects.create(
        check_round=check,
        participation=each.participation,
        contact=each.contact,
        user=each.user,
        group=each.group,
        party_name=each.party_name,
        name=each.name,
        email=each.email,
        language=each.language,
        asked_at=at,
    )


def _ask(person: HealthCheckPerson, by: Actor, at: datetime) -> None:
    """The mail with the link. An anonymous check names nobody in the ledger."""
    mails.health_requested(person=person, token=new_link(person, at), at=at)
    if not person.check_round.is_anonymous:
        private = {"to": Personal(person.name, person.contact or person.user)}
        write_down("health_check.asked", person.check_round, by, at, private=private)


@one_act()
def ask_again(*, person: HealthCheckPerson, by: Actor, at: datetime | None = None) -> HealthCheckPerson:
    """A new link; the one before ends. In an anonymous check also to who has sent the answers: it would tell else."""
    at = at or timezone.now()
    person = locked_person(person)
    if person.withdrawn_at or person.check_round.is_over(timezone.localdate(at)):
        raise MoveRefused("this person is not asked any more, or the check is over")
    if not person.check_round.is_anonymous and has_sent(person):
        raise MoveRefused("this person has answered")
    person.asked_at = at
    person.save(update_fields=["asked_at"])
    _ask(person, by, at)
    return person


@one_act()
def withdraw(*, person: HealthCheckPerson, by: Actor, at: datetime | None = None) -> HealthCheckPerson:
    """The link ends and says so. What was sent before counts."""
    at = at or timezone.now()
    person = locked_person(person)
    if person.check_round.is_over(timezone.localdate(at)):
        raise MoveRefused("the check is over")
    if person.withdrawn_at is None:
        person.withdrawn_at = at
        person.save(update_fields=["withdrawn_at"])
        end_links(person, HealthLinkEnd.WITHDRAWN, at)
        private = {} if person.check_round.is_anonymous else {"to": Personal(person.name, person.contact)}
        write_down("health_check.not_asked", person.check_round, by, at, private=private)
    return person


@one_act()
def close_check(*, check: HealthCheck, by: Actor, at: datetime | None = None) -> HealthCheck:
    """No answer is taken any more; what ties anonymous answers to people is taken away for good."""
    at = at or timezone.now()
    locked = locked_check(check)
    if locked.closed_at is None:
        locked.closed_at = at
        locked.save(update_fields=["closed_at"])
        answered = locked.sheets.filter(sent_at__isnull=False).count()
        seal(locked)
        write_down("health_check.closed", locked, by, at, after={"people_answered": answered})
    return locked


@one_act()
def note_read(*, check: HealthCheck, by: Actor, at: datetime | None = None) -> None:
    """The first time that a manager sees the result: it waits for nobody any more."""
    at = at or timezone.now()
    if HealthCheck.objects.filter(pk=check.pk, read_at=None).update(read_at=at):
        write_down("health_check.read", check, by, at)


def has_sent(person: HealthCheckPerson) -> bool:
    return bool(person.check_round.sheets.filter(person=person, sent_at__isnull=False).exists())


def locked_check(check: HealthCheck) -> HealthCheck:
    rows = HealthCheck.objects.select_for_update(of=("self",)).select_related("partnership__service")
    return rows.get(pk=check.pk)


def locked_person(person: HealthCheckPerson) -> HealthCheckPerson:
    """With the check, both locked: nothing is taken for one that was closed meanwhile."""
    check = locked_check(person.check_round)
    rows = HealthCheckPerson.objects.select_for_update(of=("self",)).select_related("contact", "user")
    fresh = rows.get(pk=person.pk)
    fresh.check_round = check
    return fresh


def write_down(act: str, check: HealthCheck, by: Actor, at: datetime, **values: object) -> None:
    partnership = check.partnership
    record(act=act, anchor=partnership, obj=check, by=by, service=partnership.service, at=at, **values)


def renew_link(mail: OutboxMail, *, by: Actor, at: datetime) -> None:
    """The mail with the link is to be sent again, and its link is gone."""
    key = MailKey.read(mail.dedupe_key)
    ask_again(person=HealthCheckPerson.objects.get(pk=key.recipient if key else mail.key_part(1)), by=by, at=at)
