"""One object of every kind for each of two services: every route is asked for one's own and for the other's."""

import datetime
import importlib
import pkgutil
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.utils import timezone
from django_scopes import scope

import tests.permissions as package
from directory.models import Entry, Guide, Proposal
from partnerships.models import Assignment, Partnership
from partnerships.signing.services.documents import seal
from pes_partnerships.accounts.models import Office
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.links import hash_token
from reviews.models import Activity, CorrectiveAction, Measurement, Review
from tests.cast import Cast
from tests.factories.agreements import ready_agreement, sent_agreement, signed_agreement

TOKEN = "a-token-that-only-the-tests-know-{}"


@dataclass
class World:
    """The rows of one service; contract: `about=lambda w: {"pk": w.partnership.pk}`."""

    service: Any
    office: Any
    manager: Any
    rows: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.rows[name]
        except KeyError:
            raise AttributeError(name) from None


def make_world(cast: Cast, *, other: bool = False) -> World:
    if other:
        office = Office.objects.create(service=cast.other_service, name="Tartu")
        crew = SimpleNamespace(service=cast.other_service, alytus=office, lina=cast.maarja)
    else:
        crew = SimpleNamespace(service=cast.service, alytus=cast.alytus, lina=cast.lina)
    world = World(service=crew.service, office=crew.alytus, manager=crew.lina)
    with scope(service=crew.service):
        _agreements(world, crew)
        _reviews(world, crew)
        _entries(world, crew)
        for name in sorted(
            found for _f, found, _p in pkgutil.iter_modules(package.__path__) if found.startswith("rows_")
        ):
            world.rows |= importlib.import_module(f"tests.permissions.{name}").rows(crew, world)
        if not other:
            membership = cast.membership(cast.erik)
            for partnership in Partnership.objects.all():
                Assignment.objects.create(partnership=partnership, membership=membership)
    return world


def _agreements(world: World, crew: Any) -> None:
    draft = ready_agreement(crew)
    party = draft.parties.select_related("participation__organisation").first()
    out = sent_agreement(crew)
    request = out.signing_requests.first()
    token = TOKEN.format(crew.service.code)
    out.signing_requests.filter(pk=request.pk).update(token_hash=hash_token(token))
    signed = signed_agreement(crew)
    world.rows |= {
        "agreement": draft,
        "partnership": draft.partnership,
        "party": party,
        "participation": party.participation,
        "organisation": party.participation.organisation,
        "contact": party.signatories.first().contact,
        "section": draft.sections.first(),
        "responsibility": draft.responsibilities.first(),
        "contribution": draft.contributions.first(),
        "objective": draft.objectives.first(),
        "dissolution_step": draft.dissolution_steps.first(),
        "out": out,
        "out_party": request.party,
        "out_signatory": request.signatory,
        "signature_request": request,
        "token": token,
        "signed_agreement": signed,
        "running": signed.partnership,
        "signature": signed.signatures.first(),
        "document": seal(agreement=signed),
    }


def _reviews(world: World, crew: Any) -> None:
    now = timezone.now()
    objective = world.signed_agreement.objectives.first()
    review = Review.objects.filter(series__partnership=world.running).first()
    values = {"objective": objective, "as_of": PartialDate(now.year), "source": "client register", "entered_at": now}
    world.rows |= {
        "signed_objective": objective,
        "series": review.series,
        "review": review,
        "measurement": Measurement.objects.create(value=52, entered_by=crew.lina, **values),
        "activity": Activity.objects.create(
            partnership=world.running, on=PartialDate(now.year), title="Evening session", logged_at=now
        ),
        "action": CorrectiveAction.objects.create(
            partnership=world.running, text="Call everybody", due_on=now.date() + datetime.timedelta(days=30)
        ),
    }


def _entries(world: World, crew: Any) -> None:
    now = timezone.now()
    guide, _made = Guide.objects.get_or_create(
        code="agile", defaults={"titles": {"en": "Agile"}, "bodies": {"en": "Text"}, "source": "PAPER 5.1"}
    )
    world.rows |= {
        "entry": Entry.objects.create(
            service=crew.service, slug=f"entry-{crew.service.code}", title="An entry", published_at=now, changed_at=now
        ),
        "proposal": Proposal.objects.create(
            partnership=world.running,
            projection={"title": "Career support"},
            proposed_by=crew.lina,
            proposed_at=now,
        ),
        "guide": guide,
    }
