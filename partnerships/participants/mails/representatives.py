"""The mail that asks for a fresh look at a partner after its representative changed (X3)."""

from collections import defaultdict
from collections.abc import Iterable

from django.urls import reverse

from partnerships.access import managers_of
from partnerships.models import FreshLook, RepresentativeChange
from pes_partnerships.accounts.models import User
from pes_partnerships.lib.links import absolute
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import queue_mail


def fresh_looks_asked(*, change: RepresentativeChange, looks: Iterable[FreshLook]) -> list[OutboxMail]:
    """One mail to each manager, whatever the number of partnerships."""
    of_person: dict[User, list[FreshLook]] = defaultdict(list)
    for look in looks:
        for person in managers_of(look.participation.partnership):
            of_person[person].append(look)
    return [_asked(change, person, theirs) for person, theirs in of_person.items()]


def _asked(change: RepresentativeChange, person: User, looks: list[FreshLook]) -> OutboxMail:
    lines = [
        {
            "title": look.participation.partnership.title,
            "url": absolute(reverse("partnerships:fresh_look", args=[look.pk])),
        }
        for look in looks
    ]
    return queue_mail(
        kind="fresh_looks_asked",
        to_address=person.email,
        to_name=person.name,
        language=person.language,
        template="partnerships/participants/mail/fresh_looks_asked",
        context={
            "organisation": change.organisation.name,
            "former": change.former.name if change.former else "",
            "new": change.new.name if change.new else "",
            "on": change.on,
            "looks": lines,
            "first": lines[0]["url"],
        },
        service=change.organisation.service,
        about=change.organisation,
        dedupe_key=f"fresh_looks_asked:{change.pk}:{person.pk}",
    )
