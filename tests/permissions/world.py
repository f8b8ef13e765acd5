"""One object of every kind for each of three worlds: an office, another office of its service, another service."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django_scopes import scope

from partnerships.models import Assignment, Partnership
from pes_partnerships.accounts.models import Office
from pes_partnerships.ledger.services import one_act
from tests.cast import Cast
from tests.permissions.planting import plant
from tests.permissions.tables import WITH_ROWS


@dataclass
class World:
    """The rows of one office; contract: `about=lambda w: {"pk": w.partnership.pk}`.

    `secret` stands in what belongs to its partnerships, `known` in what its whole service may read.
    """

    key: str
    service: Any
    office: Any
    manager: Any
    rows: dict[str, Any] = field(default_factory=dict)
    forms: dict[str, dict[str, Any]] = field(default_factory=dict)  # what the form of a route would send

    @property
    def secret(self) -> str:
        return f"Zzecret{self.key}"

    @property
    def known(self) -> str:
        return f"Zznown{self.service.code}"

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["rows"][name]
        except KeyError:
            raise AttributeError(name) from None


@dataclass
class Worlds:
    cast: Cast
    alytus: World  # the world of Lina, Jonas, Vytas, and of Erik, who was invited to it
    tallinn: World  # the other office of their service: of Liis, Tiiu, Mart, and of Kadri
    tartu: World  # the service of Maarja

    def hidden_from(self, user: Any) -> list[str]:
        """Words that nobody may find on a page of theirs; directory admins keep one directory for all."""
        cast, others = self.cast, (self.alytus, self.tallinn)
        if user == cast.maarja:
            return [word for world in others for word in (world.secret, world.known)]
        of_others = [self.tartu.secret, self.tartu.known]
        if user in (cast.liis, cast.tiiu, cast.mart, cast.kadri):
            return [self.alytus.secret, *of_others]
        if user in (cast.jonas, cast.erik):
            return [self.tallinn.secret, *of_others]
        return of_others if user in (cast.lina, cast.vytas) else []


@one_act()
def make_worlds(cast: Cast) -> Worlds:
    tartu = Office.objects.create(service=cast.other_service, name="Tartu")
    worlds = Worlds(
        cast,
        make_world("alytus", cast.service, cast.alytus, cast.lina),
        make_world("tallinn", cast.service, cast.tallinn, cast.liis),
        make_world("tartu", cast.other_service, tartu, cast.maarja),
    )
    with scope(service=cast.service):
        invite(cast.erik, Partnership.objects.filter(office=cast.alytus))
        # what an evaluator of one office was invited to elsewhere opens nothing either
        invite(cast.kadri, Partnership.objects.all())
    return worlds


def make_world(key: str, service: Any, office: Any, manager: Any) -> World:
    crew = SimpleNamespace(service=service, alytus=office, lina=manager)  # as the factories call them
    world = World(key, service, office, manager)
    with scope(service=service):
        for table in WITH_ROWS:
            world.rows |= table.rows(crew, world)
        plant(world)
    return world


def invite(evaluator: Any, partnerships: Any) -> None:
    membership = evaluator.memberships.get()
    rows = [Assignment(partnership=row, membership=membership) for row in partnerships]
    Assignment.objects.bulk_create(rows, ignore_conflicts=True)  # some were invited to be evaluated
