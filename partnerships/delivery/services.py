"""A mail reached nobody: the history says so, and the manager is told (G7)."""

from datetime import datetime

from django.db.models import Model
from django_scopes import scope

from partnerships.access import answer_of, managers_of
from partnerships.delivery import mails
from partnerships.hooks import mails_about
from partnerships.models import Contact, Partnership
from pes_partnerships.accounts.models import EmploymentService, Membership, User
from pes_partnerships.ledger.services import Actor, Personal, one_act, record
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.rules.answering import Answer


@one_act()
def tell_undelivered(mail: OutboxMail, at: datetime) -> None:
    """Of a mail that says this very thing the log alone tells: else two dead mailboxes would write to each other."""
    service = mail.service
    if service is None or mail.kind == mails.KIND:
        return
    with scope(service=service):
        thing = _thing(mail)
        partnership = mails_about[type(thing)](thing) if thing else None
        whose = _person(mail.to_address, service)
        record(
            act="mail.undelivered",
            anchor=partnership or service,
            by=Actor.clock(),
            service=service,
            after={"mail": mail.number},
            private={
                "to_address": Personal(mail.to_address, whose),
                "server_words": Personal(mail.last_error, whose),
            },
            at=at,
        )
        people = _who_is_told(mail, partnership)
        mails.mail_undelivered(lost=mail, thing=thing, partnership=partnership, people=people, at=at)


def _thing(mail: OutboxMail) -> Model | None:
    kind = next((kind for kind in mails_about if kind._meta.model_name == mail.about_type), None)
    return kind._base_manager.filter(pk=mail.about_id).first() if kind else None


def _who_is_told(mail: OutboxMail, partnership: Partnership | None) -> list[User]:
    """Who manages it; where the mail was to them, or is about no partnership, who manages for the whole service."""
    return _others(managers_of(partnership) if partnership else [], mail) or _others(_of_service(mail.service), mail)


def _of_service(service: EmploymentService) -> list[User]:
    rows = Membership.objects.active().managers().filter(service=service).select_related("user").order_by("pk")
    managers = list(rows)
    return [each.user for each in managers if each.office_id is None] or [each.user for each in managers]


def _others(people: list[User], mail: OutboxMail) -> list[User]:
    return [each for each in dict.fromkeys(people) if each.email.casefold() != mail.to_address.casefold()]


def _person(address: str, service: EmploymentService) -> Model | None:
    """Whose address it is, so that an erasure takes it from the history, too."""
    user = User.objects.filter(email__iexact=address).first()
    return user or Contact.objects.filter(organisation__service=service, email__iexact=address).first()


def answers(about: Model, to_address: str) -> Answer | None:
    """Who answers a mail about a partnership, or about what belongs to one (N3)."""
    of = mails_about.get(type(about))
    partnership = of(about) if of else None
    return answer_of(partnership, to_address) if partnership else None
