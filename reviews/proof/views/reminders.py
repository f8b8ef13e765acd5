"""A proof whose validity ends is to be replaced (N1, G5)."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.hooks import Told
from partnerships.reminding.rules.kinds import Kind
from partnerships.reminding.rules.stages import Plan
from partnerships.rules.reminding import Asks
from pes_partnerships.lib.dates import display_date
from reviews.models import ProofRevision
from reviews.proof.services.keeping import ending_revisions


def tell_ending(revisions: Sequence[int], today: date) -> dict[int, Told]:
    return {
        row.pk: Told(
            url=reverse("reviews:proof_replace", args=[row.proof_id]),
            label=_("Replace the proof “%(title)s”") % {"title": row.title},
            reason=_("It is valid until %(day)s.") % {"day": display_date(row.valid_until)},
        )
        for row in ProofRevision.objects.filter(pk__in=revisions)
    }


REMINDERS = (
    Kind(
        "proof",
        gettext_lazy("Proofs whose validity ends"),
        ending_revisions,
        tell_ending,
        Plan(lead_days=(30, 7, 0), asks=Asks.BOTH, manager_after=7, head_after=None, every=30, most=2),
        partnership="proof__objective__agreement__partnership",
        day="valid_until",
        known="added_at",
    ),
)
