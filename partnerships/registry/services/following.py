from collections.abc import Collection, Iterable

from partnerships.models import Organisation, Succession
from partnerships.registry.rules.succession import Candidate, reaches, successor_findings
from pes_partnerships.lib.findings import Finding


def findings_of_successors(organisation: Organisation, successors: Iterable[Organisation]) -> list[Finding]:
    """Why one of them cannot follow; each has its own reason."""
    found: list[Finding] = []
    for successor in successors:
        leads_back = reaches(successors_of, [successor.pk], organisation.pk)
        found += successor_findings(candidate(organisation), candidate(successor), leads_back=leads_back)
    return found


def candidate(organisation: Organisation) -> Candidate:
    return Candidate(
        key=organisation.pk,
        name=organisation.name,
        has_ended=bool(organisation.ended or organisation.end_kind),
        is_merged=organisation.merged_into_id is not None,
    )


def successors_of(keys: Collection[int]) -> set[int]:
    return set(Succession.objects.filter(organisation__in=keys).values_list("successor", flat=True))
