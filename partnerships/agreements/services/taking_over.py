"""Participants of the partnership become parties to the text (A4)."""

from partnerships.drafting.services.parties import save_party
from partnerships.drafting.services.recording import lock_draft
from partnerships.models import Agreement, Contact, Organisation, Participation, Party
from partnerships.participants.services.participants import add_participant
from partnerships.registry.services.organisations import change_organisation, possible_duplicates, register_organisation
from partnerships.rules.lifecycle import ParticipationStatus
from partnerships.rules.vocabulary import Category, PartyRole
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.services import Actor, one_act


def own_organisation(service: EmploymentService, by: Actor) -> Organisation:
    """The organisation that is the service; one registered by hand under its name is taken, not doubled."""
    own = Organisation.objects.unmerged().filter(service=service, pes=service).first()
    if own:
        return own
    namesakes = possible_duplicates(service=service, name=service.name)
    by_hand = namesakes.filter(category=Category.EMPLOYMENT_SERVICE, pes=None).first()
    if by_hand:
        return change_organisation(organisation=by_hand, by=by, pes=service)
    return register_organisation(
        service=service,
        by=by,
        name=service.name,
        category=Category.EMPLOYMENT_SERVICE,
        pes=service,
        country=service.country,
    )


def own_participation(agreement: Agreement, by: Actor) -> Participation:
    """The employment service itself as a participant; it is registered as an organisation when it was not."""
    partnership, service = agreement.partnership, agreement.partnership.service
    organisation = own_organisation(service, by)
    present = partnership.participations.present().filter(organisation=organisation).first()
    return present or add_participant(
        partnership=partnership, by=by, organisation=organisation, status=ParticipationStatus.MEMBER
    )


@one_act()
def take_over_participants(*, agreement: Agreement, by: Actor) -> list[Party]:
    """Every member that is no party yet, the service's own participation first; never an actor who was only found.

    S4: the only contact of an organisation with a mandate to sign is named as its signatory.
    """
    locked = lock_draft(agreement)
    own = own_participation(locked, by)
    known = set(locked.parties.values_list("participation", flat=True))
    members = locked.partnership.participations.members().exclude(pk__in=known).exclude(pk=own.pk)
    wanted = ([] if own.pk in known else [own]) + list(members)
    return [
        save_party(
            agreement=locked,
            by=by,
            participation=row,
            role=PartyRole.EQUAL,
            must_sign=bool(row.organisation_id),
            signatories=only_mandated(row),
        )
        for row in wanted
    ]


def only_mandated(participation: Participation) -> list[Contact]:
    """The one person who may sign for its organisation, where there is exactly one."""
    if participation.organisation_id is None:
        return []
    people = list(Contact.objects.current().filter(organisation=participation.organisation_id, may_sign=True)[:2])
    return people if len(people) == 1 else []
