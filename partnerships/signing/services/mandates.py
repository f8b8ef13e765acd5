"""Mandates that end: of those who are asked, or will be, to sign for a party (S4, N1)."""

from django.db.models import Min, QuerySet

from partnerships.models import Signatory
from partnerships.rules.lifecycle import AgreementStatus

MATTERS = (
    AgreementStatus.DRAFT,
    AgreementStatus.OUT_FOR_SIGNATURE,
    AgreementStatus.SIGNED,
    AgreementStatus.IN_FORCE,
)


def ending_mandates() -> QuerySet[Signatory]:
    """One row for each person and partnership: a person signs several versions of a text, with one mandate."""
    rows = Signatory.objects.filter(
        party__agreement__status__in=MATTERS,
        party__agreement__partnership__ended_on=None,
        party__any_person=False,
        contact__mandate_until__isnull=False,
        contact__left_on=None,
    )
    firsts = rows.order_by().values("party__agreement__partnership", "contact").annotate(first=Min("pk"))
    return Signatory.objects.filter(pk__in=firsts.values("first"))
