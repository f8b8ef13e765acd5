"""How a review, and what is planned beside it, is told in a digest, on “My reminders” and in a calendar (N3)."""

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.hooks import Told
from reviews.models import Review
from reviews.rules.vocabulary import SeriesKind
from reviews.shared.rules import occurrence_name, review_name, rhythm_words


def tell(review: Review) -> Told:
    """What is to be done, and why."""
    series = review.series
    if series.kind != SeriesKind.REVIEW:
        return Told(
            url=reverse("reviews:occurrence", args=[review.pk]),
            label=_("Record: %(what)s") % {"what": occurrence_name(series.kind, series.every_months)},
            reason=_("It is planned %(rhythm)s.") % {"rhythm": rhythm_words(series.every_months)},
        )
    name = review_name(series.every_months, is_closing=review.is_closing)
    why = "" if review.is_closing else _("Every agreement in force is reviewed at least once every twelve months.")
    return Told(
        url=reverse("reviews:review", args=[review.pk]), label=_("Log the %(review)s") % {"review": name}, reason=why
    )
