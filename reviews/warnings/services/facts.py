"""The facts that the rules look at, of one partnership or of many: a constant number of queries (O6)."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from partnerships.models import Agreement, Participation, Partnership
from reviews.commitments.services.waiting import days_missed
from reviews.models import CorrectiveAction, PartnerPart, Review
from reviews.rules.lifecycle import OPEN_REVIEW, ReviewStatus
from reviews.rules.vocabulary import SeriesKind
from reviews.warnings.rules.facts import PartnershipFacts, Place, ReviewFacts

from .objective_facts import objectives_of
from .partner_facts import parties_of, partners_of
from .work_facts import activities_of, steps_due


def facts_of(keys: Collection[int]) -> dict[int, PartnershipFacts]:
    """By partnership; those that have ended, or have no agreement in force, have no facts."""
    rows = Agreement.objects.in_force().filter(partnership__in=keys, partnership__ended_on=None)
    rows = rows.select_related("partnership").defer("snapshot")
    governing = {row.partnership_id: row for row in rows}
    if not governing:
        return {}
    running = list(governing)
    reviews = _reviews(running)
    objectives = objectives_of(governing, reviews)
    since = {key: _since(row, reviews[key]) for key, row in governing.items()}
    lineages = {key: {each.lineage for each in objectives[key]} for key in running}
    activities = activities_of(running, since, lineages)
    partners, parties, missed = partners_of(running), parties_of(governing), days_missed(running)
    regions, actions, steps, parts = _regions(running), _actions(running), steps_due(running), _parts(running)
    return {
        key: PartnershipFacts(
            key=key,
            starts_on=agreement.governs_since,
            review_months=agreement.review_every_months,
            objectives=tuple(objectives[key]),
            partners=tuple(partners[key]),
            regions=tuple(regions[key]),
            reviews=tuple(each for each, _row in reviews[key]),
            actions_due=tuple(actions[key]),
            steps_due=tuple(steps[key]),
            parts_due=tuple(parts[key]),
            commitments_due=tuple(missed[key]),
            **activities[key],
            **parties[key],
        )
        for key, agreement in governing.items()
    }


def _since(agreement: Agreement, reviews: list[tuple[ReviewFacts, Review]]) -> date | None:
    return reviews[0][0].held_on if reviews else agreement.governs_since


def _reviews(keys: list[int]) -> dict[int, list[tuple[ReviewFacts, Review]]]:
    """The confirmed ones, the latest first."""
    rows = Review.objects.reviews_proper().filter(
        series__partnership__in=keys, status=ReviewStatus.CONFIRMED, series__kind=SeriesKind.REVIEW
    )
    found: dict[int, list[tuple[ReviewFacts, Review]]] = defaultdict(list)
    for row in rows.select_related("series").order_by("-held_on", "-pk"):
        held_on = row.held_on or row.due_on
        found[row.series.partnership_id].append((ReviewFacts(row.pk, held_on, row.worth), row))
    return found


def _regions(keys: list[int]) -> dict[int, list[Place]]:
    found: dict[int, list[Place]] = defaultdict(list)
    through = Partnership.regions.through.objects.filter(partnership__in=keys).order_by("region")
    for key, *region in through.values_list("partnership", "region", "region__name"):
        found[key].append(Place(*region))
    return found


def _actions(keys: list[int]) -> dict[int, list[date]]:
    found: dict[int, list[date]] = defaultdict(list)
    rows = CorrectiveAction.objects.open().agreed().filter(partnership__in=keys, said_on=None)
    for key, due_on in rows.values_list("partnership", "due_on"):
        found[key].append(due_on)
    return found


def _parts(keys: list[int]) -> dict[int, list[date]]:
    """Partners whose part an open review still waits for."""
    found: dict[int, list[date]] = defaultdict(list)
    rows = PartnerPart.objects.standing().filter(
        review__series__partnership__in=keys,
        review__status__in=OPEN_REVIEW,
        answer_by__isnull=False,
        statements=None,
        participation__in=Participation.objects.present(),
    )
    for key, answer_by in rows.values_list("review__series__partnership", "answer_by"):
        found[key].append(answer_by)
    return found
