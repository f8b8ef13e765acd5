"""Following merged records to the one that was kept (F2)."""

from partnerships.models import Organisation


def resolve(organisation: Organisation) -> Organisation:
    """The record to use: the organisation itself, or the one that it was merged into, however often.

    Records that were merged in a circle have no end: the oldest of the circle stands for all of them.
    """
    passed: dict[int, Organisation] = {}
    while organisation.merged_into_id and organisation.pk not in passed:
        passed[organisation.pk] = organisation
        organisation = organisation.merged_into
    if organisation.pk not in passed:
        return organisation
    keys = list(passed)
    return passed[min(keys[keys.index(organisation.pk) :])]
