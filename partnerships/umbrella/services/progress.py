"""The local agreements of one umbrella, read in a fixed number of queries (A18)."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from partnerships.drafting.rules.freezing import read
from partnerships.drafting.rules.text import ObjectiveText
from partnerships.drafting.services.wording import agreement_text
from partnerships.hooks import on_record
from partnerships.models import Agreement, LocalTemplate, LocalText, Objective, Partnership
from partnerships.objectives.services import target_text
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.shared.services.on_record import templates_above
from partnerships.umbrella.rules.passing import Passing, TargetMode, asks_less, counts_the_same, local_findings
from partnerships.umbrella.rules.progress import Local, Progress, state_of
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.findings import Finding

from .templates import newest_template

SHOWN = ("out_for_signature", "draft", "signed", "in_force")


def readable(rows: QuerySet[LocalText], membership: Membership) -> QuerySet[LocalText]:
    """X1: those whose partnership this person may read; of those without one, all, or no other office's."""
    begun = Q(partnership__in=Partnership.objects.visible_to(membership))
    if membership.office_id:
        own = Q(office=membership.office_id) | Q(office=None)
        return rows.filter(begun | Q(own, partnership=None))
    return rows.filter(begun | Q(partnership=None))


def progress_of(umbrella: Partnership, membership: Membership) -> tuple[Progress, LocalTemplate | None]:
    """Every office and partner that is expected to make one, with what its text promises, if it may be read."""
    above_all = Agreement.objects.filter(
        partnership=umbrella
    )  # a version that is not below one of these is no local one
    agreements = Agreement.objects.filter(parent__in=above_all).defer("snapshot").order_by("position", "version")
    rows = (
        readable(umbrella.local_texts.all(), membership)
        .select_related("office", "organisation", "template")
        .prefetch_related(Prefetch("partnership__agreements", agreements, to_attr="versions"))
    )
    rows, template = list(rows), newest_template(umbrella)
    current = {row.pk: _current(row) for row in rows}
    carried = _carried([each.pk for each in current.values() if each])
    above = {each.lineage: each for each in read(template.umbrella.snapshot).objectives} if template else {}
    found = [_local(row, current[row.pk], carried, template, above) for row in rows]
    return Progress(tuple(found)), template


def _current(row: LocalText) -> Agreement | None:
    versions = [each for each in (row.partnership.versions if row.partnership else ()) if each.status in SHOWN]
    governing = next((each for each in versions if each.status == AgreementStatus.IN_FORCE), None)
    return governing or (versions[-1] if versions else None)


def _carried(agreements: list[int]) -> dict[int, dict[str, Objective]]:
    """Of each local agreement: the objectives that carry one of the umbrella, by its lineage."""
    found: dict[int, dict[str, Objective]] = defaultdict(dict)
    for row in Objective.objects.filter(agreement__in=agreements).exclude(passed_from=None):
        found[row.agreement_id][str(row.passed_from)] = row
    return found


def _local(
    row: LocalText,
    agreement: Agreement | None,
    carried: dict[int, dict[str, Objective]],
    template: LocalTemplate | None,
    above: dict[str, ObjectiveText],
) -> Local:
    has_partnership = row.partnership_id is not None
    statuses = [each.status for each in row.partnership.versions] if row.partnership else []
    has_partnership = has_partnership and any(status != AgreementStatus.WITHDRAWN for status in statuses)
    own = carried.get(agreement.pk, {}) if agreement else {}
    modes = template.objectives if template else {}
    parts = [lineage for lineage, mode in modes.items() if mode == TargetMode.IN_PARTS]
    numbers = {lineage: _number(above.get(lineage), own.get(lineage)) for lineage in parts}
    same = [
        lineage for lineage, mode in modes.items() if mode == TargetMode.SAME and lineage in own and lineage in above
    ]
    weaker = [above[lineage].title for lineage in same if asks_less(above[lineage], target_text(own[lineage]))]
    return Local(
        key=row.pk,
        place=row.place,
        state=state_of(
            statuses,
            has_partnership=has_partnership,
            opted_out=bool(row.opted_out_reason),
            has_lapsed=agreement is not None and agreement.has_lapsed(timezone.localdate()),
        ),
        partnership=row.partnership_id,
        agreement=agreement.pk if agreement else None,
        on=_day(agreement),
        numbers=numbers,
        weaker=tuple(weaker),
        modules=tuple(row.modules),
        template=row.template.number if row.template else None,
        is_behind=bool(template and agreement and agreement.is_draft and row.template_id != template.pk),
        reason=row.opted_out_reason,
        title=row.partnership.title if agreement and row.template_id is None else "",
    )


def _number(above: ObjectiveText | None, own: Objective | None) -> Decimal | None:
    """What a local text promises of an objective that is divided; None where it counts something else."""
    return own.target if above and own and counts_the_same(above, target_text(own)) else None


def _day(agreement: Agreement | None) -> Any:
    if agreement is None:
        return None
    if agreement.status == AgreementStatus.IN_FORCE:
        return agreement.governs_since
    return agreement.signing_ends_on if agreement.status == AgreementStatus.OUT_FOR_SIGNATURE else None


def findings_below(agreement: Agreement) -> list[Finding]:
    """What a local draft says against the umbrella from whose template it was made; in the reader's language."""
    if not on_record.has(agreement.partnership, templates_above):
        return []
    local = LocalText.objects.filter(partnership=agreement.partnership_id).select_related("template__umbrella").first()
    if local is None or local.template is None:
        return []
    template = local.template
    carried = dict(agreement.objectives.exclude(passed_from=None).values_list("pk", "passed_from"))
    passing = Passing(template.parts, template.objectives)
    above, text = read(template.umbrella.snapshot), agreement_text(agreement)
    return list(local_findings(passing, above, text, {key: str(lineage) for key, lineage in carried.items()}))
