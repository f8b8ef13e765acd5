"""Whether the evaluator belongs to those who are evaluated: looked up, and decided by the manager (R5)."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from partnerships.models import Contact, RepresentativeChange, Signatory, TeamMember
from pes_partnerships.accounts.models import Membership
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.ledger.services import Actor, one_act
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.text import fold
from reviews.models import Evaluation, EvaluationText

from .writing import locked, write_down

CONTACT, SIGNATORY, REPRESENTATIVE, TEAM, STAFF = "contact", "signatory", "representative", "team", "staff"


def matches_of(evaluation: Evaluation) -> list[dict[str, str]]:
    """Who of the partnership has the evaluator's name or address: [{kind, name, of}]; five queries."""
    user = evaluation.evaluator.user
    found = [
        {"kind": kind, "name": name, "of": of}
        for kind, name, email, of in _people(evaluation)
        if (name and fold(name) == fold(user.name)) or (email and email.casefold() == user.email.casefold())
    ]
    found += [
        {"kind": STAFF, "name": str(user), "of": str(each)}
        for each in Membership.objects.filter(user=user, service=evaluation.partnership.service_id)
        .exclude(role=Role.EVALUATOR)
        .select_related("service", "office")
    ]
    return [each for place, each in enumerate(found) if each not in found[:place]]


def _people(evaluation: Evaluation) -> Iterator[tuple[str, str, str, str]]:
    """(kind, name, address, of which organisation); those who left are looked at, too: they had a part in it."""
    partnership = evaluation.partnership
    contacts = Contact.objects.filter(organisation__participations__partnership=partnership).distinct()
    for contact in contacts.select_related("organisation"):
        yield CONTACT, contact.name, contact.email, str(contact.organisation)
    signatories = Signatory.objects.filter(party__agreement__partnership=partnership)
    for row in signatories.select_related("contact__organisation"):
        yield SIGNATORY, row.contact.name, row.contact.email, str(row.contact.organisation)
    changes = RepresentativeChange.objects.filter(organisation__participations__partnership=partnership).distinct()
    for change in changes.select_related("organisation", "former", "new"):
        for contact in filter(None, (change.former, change.new)):
            yield REPRESENTATIVE, contact.name, contact.email, str(change.organisation)
    for member in TeamMember.objects.filter(partnership=partnership).select_related("user", "contact__organisation"):
        person = member.user or member.contact
        name, email = (person.name, person.email) if person else (member.name, "")
        yield TEAM, name, email, str(member.contact.organisation if member.contact else partnership.service)


@one_act()
def decide_independence(
    *, text: EvaluationText, view: str, reason: str, by: Actor, at: datetime | None = None
) -> EvaluationText:
    """The manager's decision on what the check found; made once. Raises MoveRefused where there is none to make."""
    at = at or timezone.now()
    evaluation = locked(text.evaluation)
    fresh = EvaluationText.objects.select_for_update(of=("self",)).get(pk=text.pk)
    if not fresh.asks_about_independence:
        raise MoveRefused("nothing was found, or it is decided")
    fresh.independence_view, fresh.independence_reason = view, reason
    fresh.independence_decided_at, fresh.independence_decided_by = at, by.person
    fresh.save()
    after = {"version": fresh.number, "independence_view": view}
    private = {"independence_reason": reason}
    write_down("evaluation.independence_decided", evaluation, by, at, after=after, private=private)
    return fresh
