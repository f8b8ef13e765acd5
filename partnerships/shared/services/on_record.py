"""What a partnership may have on record: its page asks for all of this at once (hooks.on_record)."""

from collections.abc import Sequence

from django.db.models import QuerySet

from partnerships.models import (
    CommentRound,
    Ending,
    Examination,
    FactMark,
    Invitation,
    LocalText,
    MinorChange,
    ModelAdvice,
    Participation,
    Partnership,
    RepresentativeChange,
    TerminationNotice,
    Withdrawal,
)
from pes_partnerships.lib.present import Reading


def minor_changes(partnerships: Sequence[int]) -> QuerySet[MinorChange]:
    return MinorChange.objects.filter(agreement__partnership__in=partnerships)


def local_texts(partnerships: Sequence[int]) -> QuerySet[LocalText]:
    return LocalText.objects.filter(umbrella__in=partnerships)


def templates_above(partnerships: Sequence[int]) -> QuerySet[LocalText]:
    """What a local agreement was made from."""
    return LocalText.objects.filter(partnership__in=partnerships)


def shared_drafts(partnerships: Sequence[int]) -> QuerySet[CommentRound]:
    return CommentRound.objects.filter(agreement__partnership__in=partnerships)


def decided_models(partnerships: Sequence[int]) -> QuerySet[ModelAdvice]:
    return ModelAdvice.objects.filter(partnership__in=partnerships, decided_at__isnull=False)


def notices(partnerships: Sequence[int]) -> QuerySet[TerminationNotice]:
    return TerminationNotice.objects.running().filter(agreement__partnership__in=partnerships)


def withdrawals(partnerships: Sequence[int]) -> QuerySet[Withdrawal]:
    return Withdrawal.objects.standing().filter(agreement__partnership__in=partnerships)


def endings(partnerships: Sequence[int]) -> QuerySet[Ending]:
    return Ending.objects.standing().filter(partnership__in=partnerships)


def follows(partnerships: Sequence[int]) -> QuerySet[Ending]:
    """Endings of others in whose place they are."""
    return Ending.objects.standing().filter(successor__in=partnerships)


def key_places(partnerships: Sequence[int]) -> QuerySet[Participation]:
    return Participation.objects.filter(partnership__in=partnerships, is_key_actor=True, successor=None)


def done_without(partnerships: Sequence[int]) -> QuerySet[Participation]:
    return Participation.objects.filter(partnership__in=partnerships, do_without_on__isnull=False)


def examinations(partnerships: Sequence[int]) -> QuerySet[Examination]:
    return Examination.objects.filter(partnership__in=partnerships)


def answered_invitations(partnerships: Sequence[int]) -> QuerySet[Invitation]:
    return Invitation.objects.filter(participation__partnership__in=partnerships).exclude(answer="")


def marks(partnerships: Sequence[int]) -> QuerySet[FactMark]:
    return FactMark.objects.filter(partnership__in=partnerships)


def new_faces(partnerships: Sequence[int]) -> QuerySet[RepresentativeChange]:
    """Of whoever takes part, or has, and however long ago."""
    return RepresentativeChange.objects.filter(organisation__participations__partnership__in=partnerships)


def _list(name: str) -> Reading:
    return lambda partnerships: Partnership.objects.filter(pk__in=partnerships, **{f"{name}__isnull": False})


# by the name of the field
LISTS = {name: _list(name) for name in ("target_groups", "service_areas", "regions", "other_services", "support")}
READINGS = (
    minor_changes, local_texts, templates_above, shared_drafts, decided_models, notices, withdrawals, endings,
    follows, key_places, done_without, examinations, answered_invitations, marks, new_faces, *LISTS.values(),
)  # fmt: skip
