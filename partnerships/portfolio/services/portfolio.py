"""What the portfolio page reads: the list with its filters, the counts of its tabs, the coverage.

Nothing here writes. The number of queries does not depend on the number of rows.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, F, Prefetch, Q

from partnerships.models import Agreement, Participation, Partnership, TargetGroup
from partnerships.models.agreement import AgreementQuerySet
from partnerships.models.participation import ParticipationQuerySet
from partnerships.models.partnership import PartnershipQuerySet
from partnerships.rules.lifecycle import OPEN_VERSION, AgreementStatus
from partnerships.rules.model_choice import Model
from pes_partnerships.accounts.models import Membership

SOON_DAYS = 30
PARTNER_FIELDS = ("partnership", "class_name", "count", "count_comparator", "order", "organisation__name")
VERSION_FIELDS = ("partnership", "version", "kind", "status", "model", "elements", "is_open_ended", "ends", "effective")
LONG_TEXTS = (
    "challenge",
    "purpose",
    "instigator",
    "selection_note",
    "pes_role_note",
    "period_note",
    "added_value",
    "value_measured_by",
    "success_factors",
    "strengths",
    "restrictions",
    "source",
    "practice_note",
    "search_text",
)
SORTS = {
    "title": "title",
    "model": "shown_model",
    "status": "status",
    "review": "next_review_on",
    "office": "office__name",
}


def tab_conditions(today: datetime.date) -> dict[str, Q]:
    """The views of the list: each name with what it shows."""
    return {
        "all": Q(),
        "review": Q(ended_on=None, next_review_on__lte=today + datetime.timedelta(days=SOON_DAYS)),
        "ending": Q(ended_on=None, ends_on__lte=datetime.date(today.year, 12, 31)),
        "drafts": Q(ended_on=None, coming_status__isnull=False),
    }


def visible_partnerships(membership: Membership, today: datetime.date) -> PartnershipQuerySet:
    return Partnership.objects.visible_to(membership).with_status(today)


def tab_counts(partnerships: PartnershipQuerySet, today: datetime.date) -> dict[str, int]:
    """One query for the numbers on all tabs."""
    counts = {
        f"count_{name}": Count("pk", filter=condition, distinct=True)
        for name, condition in tab_conditions(today).items()
    }
    found = partnerships.order_by().aggregate(**counts)
    return {name.removeprefix("count_"): number for name, number in found.items()}


def filtered(partnerships: PartnershipQuerySet, chosen: dict[str, object], today: datetime.date) -> PartnershipQuerySet:
    """The partnerships that fit every filter of PortfolioFilter; what is not chosen does not narrow."""
    found = partnerships.matching(str(chosen.get("q") or ""))
    if chosen.get("model"):
        found = found.filter(shown_model=chosen["model"])
    if chosen.get("status") == "current":
        found = found.filter(ended_on=None)
    elif chosen.get("status"):
        found = found.filter(status=chosen["status"])
    if chosen.get("group"):
        found = found.filter(target_groups=chosen["group"])
    if chosen.get("office"):
        found = found.filter(office=chosen["office"])
    return found.filter(_review_condition(str(chosen.get("review") or ""), today))


def _review_condition(chosen: str, today: datetime.date) -> Q:
    return {
        "late": Q(next_review_on__lt=today),
        "30": Q(next_review_on__range=(today, today + datetime.timedelta(days=30))),
        "90": Q(next_review_on__range=(today, today + datetime.timedelta(days=90))),
        "none": Q(next_review_on=None),
    }.get(chosen, Q())


def in_order(partnerships: PartnershipQuerySet, sort: str) -> PartnershipQuerySet:
    """Sorted by a key of SORTS, "-key" downwards; unknown dates and models come last either way."""
    key = SORTS[sort.removeprefix("-")]
    order = F(key).desc(nulls_last=True) if sort.startswith("-") else F(key).asc(nulls_last=True)
    return partnerships.order_by(order, "title", "pk")


def with_parts(partnerships: PartnershipQuerySet) -> PartnershipQuerySet:
    """With office, partners and the versions that say model and term, in a constant number of queries."""
    return _with_parts(partnerships, _versions().defer("snapshot"), _partners())


def for_list(partnerships: PartnershipQuerySet) -> PartnershipQuerySet:
    """The same for a list, which needs little of each row: what is not loaded is not built."""
    return _with_parts(
        partnerships.defer(*LONG_TEXTS), _versions().only(*VERSION_FIELDS), _partners().only(*PARTNER_FIELDS)
    )


def _versions() -> AgreementQuerySet:
    return Agreement.objects.filter(status__in=(AgreementStatus.IN_FORCE, *OPEN_VERSION))


def _partners() -> ParticipationQuerySet:
    return Participation.objects.present().select_related("organisation")


def _with_parts(
    partnerships: PartnershipQuerySet, versions: AgreementQuerySet, partners: ParticipationQuerySet
) -> PartnershipQuerySet:
    return partnerships.select_related("office").prefetch_related(
        Prefetch("agreements", versions, to_attr="current_versions"),
        Prefetch("participations", partners, to_attr="partners_present"),
    )


@dataclass
class CoverageRow:
    """A target group and the number of partnerships that serve it under each model."""

    group: TargetGroup
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def coverage(partnerships: PartnershipQuerySet) -> list[CoverageRow]:
    """Whom the partnerships that have not ended serve, by model; groups that nobody serves keep their row."""
    served: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    current = partnerships.filter(ended_on=None, target_groups__isnull=False).order_by()
    for key, model, group in current.values_list("pk", "shown_model", "target_groups"):
        served[group][model or ""].add(key)
    groups = TargetGroup.objects.filter(Q(active=True) | Q(pk__in=served.keys()))
    return [
        CoverageRow(group, {model: len(served[group.pk][model]) for model in Model.values})
        for group in groups.order_by("order", "code")
    ]
