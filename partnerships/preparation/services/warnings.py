"""What of a partnership's preparation waits for a decision, and which warnings somebody has overridden (F5, F6)."""

import datetime
from collections.abc import Iterable

from partnerships.hooks import on_record
from partnerships.models import Examination, Participation, Partnership
from partnerships.participants.rules.viability import test_findings, viability_findings
from partnerships.participants.services.dialogue import key_actors
from partnerships.shared.services.on_record import examinations, key_places
from pes_partnerships.lib.findings import Finding


def warnings(partnership: Partnership, today: datetime.date) -> list[Finding]:
    """Key actors that are missing, and tests whose answers speak against it; a partnership that ended warns no more."""
    if partnership.ended_on:
        return []
    actors = key_actors(partnership) if on_record.has(partnership, key_places) else []
    tested = _test_findings(partnership) if on_record.has(partnership, examinations) else []
    return [*viability_findings(actors, today), *tested]


def overridden(partnership: Partnership) -> Iterable[Participation]:
    """F5: key actors that somebody decided to do without."""
    if not on_record.has(partnership, key_places):
        return ()
    rows = key_places([partnership.pk]).exclude(do_without_on=None)
    shown = ("class_name", "organisation__name", "do_without_reason", "do_without_on", "do_without_by__name")
    return rows.select_related("organisation", "do_without_by").only(*shown)


def _test_findings(partnership: Partnership) -> list[Finding]:
    answers = examinations([partnership.pk]).values(*Examination.FIVE_TESTS).first()
    if answers is None:
        return []
    labels = {name: str(Examination._meta.get_field(name).verbose_name) for name in answers}
    return list(test_findings(answers, labels))
