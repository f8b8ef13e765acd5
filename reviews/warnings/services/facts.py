"""The facts that the rules look at, of one partnership or of many: a constant number of queries (O6).

Ready rows, written with each act, say what the partnerships themselves have on record; what organisations say of
themselves is read with them. A partnership without a row is worked out from everything behind it.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone

from partnerships.models import Agreement, Participation, Partnership
from reviews.commitments.services.waiting import days_missed
from reviews.models import CorrectiveAction, PartnerPart, Review
from reviews.rules.lifecycle import OPEN_REVIEW, ReviewStatus
from reviews.rules.vocabulary import SeriesKind
from reviews.warnings.rules.facts import PartnershipFacts, Place, ReviewFacts
from reviews.warnings.rules.ready import Kept, telling

from .objective_facts import objectives_of
from .partner_facts import parties_of, people_of, shares_of, signs_of
from .ready_rows import read_ready
from .work_facts import activities_of, renewals_of, steps_due


def facts_of(keys: Collection[int]) -> dict[int, PartnershipFacts]:
    """By partnership; those that have ended, or have no agreement in force, have no facts."""
    kept = read_ready(keys)
    return _with_partners(kept | worked_out([key for key in keys if key not in kept]))


def _with_partners(kept: Mapping[int, Kept]) -> dict[int, PartnershipFacts]:
    if not kept:
        return {}
    signs = {key: day for each in kept.values() for key, day in each.signs.items()}
    compares = any(each.facts.regions for each in kept.values())  # else there is nothing to compare partners' with
    people = people_of(list(kept), signs, with_regions=compares)
    return {
        key: replace(
            each.facts,
            partners=tuple(people[key].members),
            party_names={who: people[key].names[who] for who in each.parties if who in people[key].names},
            own_parties=frozenset(people[key].own & set(each.parties)),
        )
        for key, each in kept.items()
    }


def worked_out(keys: Collection[int]) -> dict[int, Kept]:
    """From the rows behind them, each with the time zone of the service."""
    if not keys:
        return {}
    rows = Agreement.objects.in_force().filter(partnership__in=keys, partnership__ended_on=None)
    rows = rows.select_related("partnership__service").defer("snapshot")
    governing = {row.partnership_id: row for row in rows}
    found: dict[int, Kept] = {}
    for zone in {row.partnership.service.time_zone for row in governing.values()}:
        own = {key: row for key, row in governing.items() if row.partnership.service.time_zone == zone}
        with timezone.override(ZoneInfo(zone)):
            found |= _of_governing(own)
    return found


def _of_governing(governing: Mapping[int, Agreement]) -> dict[int, Kept]:
    running = list(governing)
    reviews = _reviews(running)
    objectives = objectives_of(governing, reviews)
    since = {key: _since(row, reviews[key]) for key, row in governing.items()}
    lineages = {key: {each.lineage for each in objectives[key]} for key in running}
    activities = activities_of(running, since, lineages)
    parties, shares, signs, missed = (
        parties_of(governing),
        shares_of(governing),
        signs_of(running),
        days_missed(running),
    )
    regions, actions, steps, parts = _regions(running), _actions(running), steps_due(running), _parts(running)
    renewals = renewals_of(governing)
    return {
        key: Kept(
            PartnershipFacts(
                key=key,
                starts_on=agreement.governs_since,
                review_months=agreement.review_every_months,
                objectives=tuple(telling(each) for each in objectives[key]),
                regions=tuple(regions[key]),
                shares=tuple(shares[key]),
                reviews=tuple(each for each, _row in reviews[key]),
                actions_due=tuple(actions[key]),
                steps_due=tuple(steps[key]),
                parts_due=tuple(parts[key]),
                commitments_due=tuple(missed[key]),
                renewal=renewals.get(key),
                **activities[key],
            ),
            signs[key],
            tuple(parties[key]),
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
