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
    return rows.select_related("organisation", "do_without_by")


def _test_findings(partnership: Partnership) -> list[Finding]:
    known = Examination.objects.filter(partnership=partnership).first()
    if known is None:
        return []
    answers = {name: getattr(known, name) for name in Examination.FIVE_TESTS}
    labels = {name: str(known._meta.get_field(name).verbose_name) for name in answers}
    return list(test_findings(answers, labels))
