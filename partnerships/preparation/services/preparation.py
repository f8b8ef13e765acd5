"""What is known about a partnership before its agreement, read for the rule of the preparation (F1–F11)."""

import datetime

from django.db.models import Exists, OuterRef, Q

from partnerships.models import (
    Assessment,
    Autonomy,
    Examination,
    Participation,
    Partnership,
    SkillMark,
    SupportNeed,
)
from partnerships.preparation.rules.preparation_facts import FOUR_QUESTIONS, ActorFacts, PreparationFacts, SupportFacts
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.rules.vocabulary import Skill, SkillLevel
from pes_partnerships.lib.dates import display_date

from .advice import latest_decision
from .chain import is_column, needs_with_facts
from .examining import examination_of


def preparation_facts(partnership: Partnership, today: datetime.date) -> PreparationFacts:
    """A constant number of queries, however many needs, actors and people there are."""
    known = examination_of(partnership)
    actors = list(_actors(partnership))
    present = [actor for actor in actors if is_column(actor)]
    return PreparationFacts(
        badly_served=bool(known.badly_served.strip()),
        questions=sum(bool(getattr(known, name).strip()) for name in FOUR_QUESTIONS),
        needs=tuple(facts for _need, facts in needs_with_facts(partnership, present)),
        actors=tuple(map(_actor, actors)),
        tests=tuple(getattr(known, name) for name in Examination.FIVE_TESTS),
        tests_note=bool(known.tests_note.strip()),
        added_value=bool(partnership.added_value.strip()),
        measured=bool(partnership.value_measured_by.strip()),
        worth=known.worth,
        support=tuple(_support(need, today) for need in partnership.support.all()),
        team=partnership.team.filter(left_on=None).count(),
        skills_short=_skills_short(partnership),
        office=partnership.office.name if partnership.office_id else "",
        areas_stated=Autonomy.objects.filter(office=partnership.office_id).count() if partnership.office_id else 0,
        model=_decided_model(partnership),
        outcome=known.outcome,
        decided_on=display_date(known.decided_on),
        has_agreement=partnership.agreements.exclude(status=AgreementStatus.WITHDRAWN).exists(),
    )


def _actors(partnership: Partnership) -> list[Participation]:
    """Everybody but the service itself; assessed in general, or for this partnership."""
    judged = Assessment.objects.filter(
        Q(partnership=None) | Q(partnership=partnership), organisation=OuterRef("organisation")
    )
    rows = partnership.participations.select_related("organisation", "partnership").annotate(is_assessed=Exists(judged))
    return [row for row in rows if not (row.organisation_id and row.organisation.pes_id == partnership.service_id)]


def _actor(row: Participation) -> ActorFacts:
    return ActorFacts(row.status, bool(row.organisation_id), row.is_assessed, row.is_reluctant)


def _support(need: SupportNeed, today: datetime.date) -> SupportFacts:
    is_met = need.met_on is not None
    is_late = not is_met and need.due_on is not None and need.due_on < today
    return SupportFacts(bool(need.provider.strip()), is_met, is_late)


def _skills_short(partnership: Partnership) -> int:
    """Skills of PAPER 7.4 that nobody of the team has at a good level."""
    marks = SkillMark.objects.filter(member__partnership=partnership, member__left_on=None, level__gte=SkillLevel.GOOD)
    return len(Skill.values) - marks.values("skill").distinct().count()


def _decided_model(partnership: Partnership) -> str:
    decided = latest_decision(partnership)
    return str(decided.get_model_display()) if decided else ""
