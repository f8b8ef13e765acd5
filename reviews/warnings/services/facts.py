"""The facts that the rules look at, of one partnership or of many: a constant number of queries (O6).

Ready rows, written with each act, say what the partnerships themselves have on record; what organisations say of
themselves is read with them. A partnership without a row is worked out from everything behind it.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone

from partnerships.models import Agreement, Participation, Partnership
from pes_partnerships.lib.present import Present, Reading
from reviews.commitments.services.waiting import days_missed, unsettled_tasks
from reviews.models import CorrectiveAction, PartnerPart, Review
from reviews.rules.lifecycle import OPEN_REVIEW, ReviewStatus
from reviews.warnings.rules.facts import ObjectiveFacts, PartnershipFacts, Place, ReviewFacts
from reviews.warnings.rules.ready import Kept, telling

from .objective_facts import facts_of_objectives, objectives_in, stated_baselines, values_at_all
from .partner_facts import given_money, owned_responsibilities, parties_of, people_of, shares_of
from .ready_rows import read_ready
from .signs import READINGS, signs_of
from .work_facts import activities_of, logged_activities, renewals_of, steps_due, steps_to_do

GOVERNING = (
    *("partnership__service__time_zone", "review_every_months", "in_force_at", "origin"),
    *("effective", "effective_bound", "signed", "decided", "partnership__ending_on"),
    *("notice_count", "notice_unit", "notice_to_end_of", "renews_months", "ends", "ends_bound", "is_open_ended"),
)


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


def with_facts(keys: Sequence[int]) -> QuerySet[Agreement]:
    return Agreement.objects.in_force().filter(partnership__in=keys, partnership__ended_on=None)


def worked_out(keys: Collection[int]) -> dict[int, Kept]:
    """From the rows behind them, each with the time zone of the service."""
    if not keys:
        return {}
    rows = with_facts(list(keys)).select_related("partnership__service").only(*GOVERNING).order_by("pk")
    governing = {row.partnership_id: row for row in rows}
    found: dict[int, Kept] = {}
    for zone in {row.partnership.service.time_zone for row in governing.values()}:
        own = {key: row for key, row in governing.items() if row.partnership.service.time_zone == zone}
        with timezone.override(ZoneInfo(zone)):
            found |= _of_governing(own)
    return found


def _of_governing(governing: Mapping[int, Agreement]) -> dict[int, Kept]:
    running = list(governing)
    absent = _present.absent(running)

    def lists(read: Callable[[list[int]], dict[int, list]], reading: Reading) -> dict[int, list]:
        return defaultdict(list) if reading in absent else read(running)

    reviews, rows = lists(_reviews, confirmed_reviews), objectives_in(governing)
    objectives = facts_of_objectives(rows, governing, reviews, absent)
    activities = _activities(governing, reviews, objectives) if logged_activities not in absent else {}
    parties, signs = parties_of(governing), signs_of(running, absent)
    shares = shares_of(governing, rows, parties.who, absent)
    missed, regions = lists(days_missed, unsettled_tasks), lists(_regions, places)
    actions, steps, parts = lists(_actions, open_actions), lists(steps_due, steps_to_do), lists(_parts, awaited_parts)
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
                reviews=tuple(reviews[key]),
                actions_due=tuple(actions[key]),
                steps_due=tuple(steps[key]),
                parts_due=tuple(parts[key]),
                commitments_due=tuple(missed[key]),
                renewal=renewals.get(key),
                **activities.get(key, {}),
            ),
            signs[key],
            tuple(parties.parties[key]),
        )
        for key, agreement in governing.items()
    }


def _activities(
    governing: Mapping[int, Agreement],
    reviews: Mapping[int, list[ReviewFacts]],
    objectives: Mapping[int, list[ObjectiveFacts]],
) -> dict[int, dict[str, int]]:
    """Those since the last review, or since the text governs."""
    since = {key: reviews[key][0].held_on if reviews[key] else row.governs_since for key, row in governing.items()}
    lineages = {key: {each.lineage for each in objectives[key]} for key in governing}
    return activities_of(list(governing), since, lineages)


def confirmed_reviews(keys: Sequence[int]) -> QuerySet[Review]:
    return Review.objects.reviews_proper().filter(series__partnership__in=keys, status=ReviewStatus.CONFIRMED)


def _reviews(keys: list[int]) -> dict[int, list[ReviewFacts]]:
    """The confirmed ones, the latest first."""
    rows = confirmed_reviews(keys).order_by("-held_on", "-pk")
    found: dict[int, list[ReviewFacts]] = defaultdict(list)
    for key, pk, held_on, due_on, worth in rows.values_list("series__partnership", "pk", "held_on", "due_on", "worth"):
        found[key].append(ReviewFacts(pk, held_on or due_on, worth))
    return found


def places(keys: Sequence[int]) -> QuerySet:
    return Partnership.regions.through.objects.filter(partnership__in=keys)


def _regions(keys: list[int]) -> dict[int, list[Place]]:
    found: dict[int, list[Place]] = defaultdict(list)
    for key, *region in places(keys).order_by("region").values_list("partnership", "region", "region__name"):
        found[key].append(Place(*region))
    return found


def open_actions(keys: Sequence[int]) -> QuerySet[CorrectiveAction]:
    return CorrectiveAction.objects.open().agreed().filter(partnership__in=keys, said_on=None)


def _actions(keys: list[int]) -> dict[int, list[date]]:
    found: dict[int, list[date]] = defaultdict(list)
    for key, due_on in open_actions(keys).order_by("due_on", "pk").values_list("partnership", "due_on"):
        found[key].append(due_on)
    return found


def awaited_parts(keys: Sequence[int]) -> QuerySet[PartnerPart]:
    """Of partners whose part an open review still waits for."""
    return PartnerPart.objects.standing().filter(
        review__series__partnership__in=keys,
        review__status__in=OPEN_REVIEW,
        answer_by__isnull=False,
        statements=None,
        participation__in=Participation.objects.present(),
    )


def _parts(keys: list[int]) -> dict[int, list[date]]:
    found: dict[int, list[date]] = defaultdict(list)
    rows = awaited_parts(keys).order_by("answer_by", "pk")
    for key, answer_by in rows.values_list("review__series__partnership", "answer_by"):
        found[key].append(answer_by)
    return found


_present = Present()
for _reading in (
    *(confirmed_reviews, values_at_all, stated_baselines, logged_activities, owned_responsibilities, given_money),
    *(unsettled_tasks, places, open_actions, steps_to_do, awaited_parts, *READINGS),
):
    _present.add(_reading, _reading)
