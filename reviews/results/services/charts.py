"""The charts of an objective: small for a line, and large for a page of its own (O2)."""

from dataclasses import replace
from decimal import Decimal

from partnerships.drafting.rules.text import ObjectiveText
from partnerships.models import Objective
from partnerships.objectives.rules.targets import compared_with, short_unit, wanted
from partnerships.objectives.services import target_text
from partnerships.rules.vocabulary import Comparator, TargetKind
from reviews.results.rules.chart import NARROW, WIDE, Chart, ChartFacts, Point, draw
from reviews.results.rules.digest import Digest

from .reading import list_of


def small_chart(objective: Objective, digest: Digest, text: ObjectiveText) -> Chart | None:
    return draw(_facts(objective, digest, text))


def full_charts(objective: Objective, digest: Digest) -> list[Chart]:
    """Wide, and narrow for a phone, with the days of its milestones and of its target; none of a single value.

    A milestone before the first value is left out: there is nothing to hold it against.
    """
    facts = _facts(objective, digest, target_text(objective))
    steps = [
        Point(each.due.latest(), each.value, each.due.display())
        for each in list_of(objective, "milestones")
        if each.value is not None and each.due and facts.points and each.due.latest() >= facts.points[0].on
    ]
    if objective.due and facts.target is not None:
        steps.append(Point(objective.due.latest(), facts.target, objective.due.display()))
    drawn = (draw(replace(facts, steps=tuple(steps)), frame) for frame in (WIDE, NARROW))
    return [each for each in drawn if each]


def _facts(objective: Objective, digest: Digest, text: ObjectiveText) -> ChartFacts:
    target = wanted_now(objective, digest.control, text)
    return ChartFacts(
        title=objective.title,
        unit=short_unit(objective.unit),
        points=digest.points,
        control=digest.control_points,
        target=target,
        target_to=objective.target_to if objective.comparator == Comparator.BETWEEN and target is not None else None,
        baseline=objective.baseline_value,
    )


def wanted_now(objective: Objective, control: Decimal | None, text: ObjectiveText) -> Decimal | None:
    """What the latest value is compared with: for a control group, as it stands in its own latest value (O3)."""
    if text.kind != TargetKind.CONTROL:
        return wanted(text)
    if control is None or objective.target is None or not objective.relation:
        return None
    return compared_with(objective.relation, objective.target, control)
