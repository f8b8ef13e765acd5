"""Umbrella agreements with their template and those who are to make local ones."""

from typing import Any

from django_scopes import scope

from partnerships.drafting.services.wording import agreement_text
from partnerships.models import Agreement, LocalTemplate, LocalText, Partnership
from partnerships.umbrella.rules.passing import proposed
from partnerships.umbrella.services.making import Wanted, expect, make_local_texts
from partnerships.umbrella.services.templates import make_template
from pes_partnerships.accounts.models import Office
from tests.factories.forming import BY


def make_template_of(umbrella: Agreement, cast: Any, **objectives: str) -> LocalTemplate:
    """As the text itself suggests."""
    with scope(service=umbrella.partnership.service):
        passing = proposed(agreement_text(umbrella))
        return make_template(
            umbrella=umbrella,
            parts=passing.parts,
            objectives={**passing.objectives, **objectives},
            user=umbrella.partnership.manager or cast.lina,
        )


def make_local(umbrella: Partnership, name: str) -> LocalText:
    """An office of the service that is expected to make one."""
    with scope(service=umbrella.service):
        place = Office.objects.create(service=umbrella.service, name=name)
        expect(umbrella=umbrella, places=[place], by=BY)
        return LocalText.objects.get(umbrella=umbrella, office=place)


def office(umbrella: Agreement, name: str) -> Office:
    return Office.objects.create(service=umbrella.partnership.service, name=name)


def made(umbrella: Agreement, cast: Any, *places: Any, **wanted: Any) -> list[Agreement]:
    """The drafts of these offices or partners, from the first template; one is made where there is none."""
    first = umbrella.local_templates.first() or make_template_of(umbrella, cast)
    texts = make_local_texts(
        umbrella=umbrella,
        template=first,
        wanted=[Wanted(place, **wanted) for place in places],
        formality="informal",
        user=cast.lina,
    )
    return [each.partnership.agreements.get() for each in texts]
