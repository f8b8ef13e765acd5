"""Partnerships on their way to an agreement: needs, actors, and who covers what."""

from django_scopes import scope

from partnerships.models import ChainNeed, Participation, Partnership
from partnerships.preparation.services.chain import save_chain, save_covers
from tests.factories.forming import BY, make_organisation, make_participation


def make_needs(partnership: Partnership, *needs: str, ours: str = "") -> list[ChainNeed]:
    with scope(service=partnership.service):
        return save_chain(partnership=partnership, by=BY, rows=[{"need": need, "ours": ours} for need in needs])


def make_actor(partnership: Partnership, name: str = "Youth centre", status: str = "member", **fields) -> Participation:
    organisation = make_organisation(partnership.service, name=name)
    return make_participation(partnership, organisation, status=status, **fields)


def cover(participation: Participation, *extents: str) -> None:
    """What the participant says of each need, in their order."""
    partnership = participation.partnership
    with scope(service=partnership.service):
        keys = partnership.chain.values_list("pk", flat=True)
        said = dict(zip(keys, extents, strict=True))
        save_covers(partnership=partnership, participation=participation, extents=said, by=BY)
