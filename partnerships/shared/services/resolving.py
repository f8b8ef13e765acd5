from partnerships.models import Organisation


def resolve(organisation: Organisation) -> Organisation:
    """The record to use: the organisation itself, or the one that it was merged into, however often."""
    while organisation.merged_into_id:
        organisation = organisation.merged_into
    return organisation
