"""What of a partnership's preparation waits for a decision, and which warnings somebody has overridden (F5, F6)."""

import datetime

from django.db.models import QuerySet

from partnerships.models import Examination, Participation, Partnership
from partnerships.participants.rules.viability import test_findings, viability_findings
from partnerships.participants.services.dialogue import key_actors
from pes_partnerships.lib.findings import Finding


def warnings(partnership: Partnership, today: datetime.date) -> list[Finding]:
    """Key actors that are missing, and tests whose answers speak against it; a partnership that ended warns no more."""
    if partnership.ended_on:
        return []
    return [*viability_findings(key_actors(partnership), today), *_test_findings(partnership)]


def overridden(partnership: Partnership) -> QuerySet[Participation]:
    """F5: key actors that somebody decided to do without."""
    rows = partnership.participations.filter(is_key_actor=True, successor=None).exclude(do_without_on=None)
    shown = ("class_name", "organisation__name", "do_without_reason", "do_without_on", "do_without_by__name")
    return rows.select_related("organisation", "do_without_by").only(*shown)


def _test_findings(partnership: Partnership) -> list[Finding]:
    answers = Examination.objects.filter(partnership=partnership).values(*Examination.FIVE_TESTS).first()
    if answers is None:
        return []
    labels = {name: str(Examination._meta.get_field(name).verbose_name) for name in answers}
    return list(test_findings(answers, labels))
