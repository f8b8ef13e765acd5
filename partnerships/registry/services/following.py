from collections.abc import Collection

from partnerships.models import Organisation
from partnerships.registry.rules.succession import Candidate, reaches, successor_findings
from pes_partnerships.lib.findings import Finding


def findings_of_successor(organisation: Organisation, successor: Organisation | None) -> list[Finding]:
    if successor is None:
        return []
    leads_back = reaches(_successors_of, successor.pk, organisation.pk)
    return successor_findings(candidate(organisation), candidate(successor), leads_back=leads_back)


def candidate(organisation: Organisation) -> Candidate:
    return Candidate(
        key=organisation.pk,
        name=organisation.name,
        has_ended=bool(organisation.ended or organisation.end_kind),
        is_merged=organisation.merged_into_id is not None,
    )


def _successors_of(keys: Collection[int]) -> set[int]:
    rows = Organisation.objects.filter(pk__in=keys).exclude(successor=None)
    return set(rows.values_list("successor", flat=True))
