"""An import of a portfolio is taken back: what reviews made of its texts goes before them (F2)."""

from collections.abc import Collection, Mapping

from reviews.models import Commitment, CommitmentText, Measurement, Review, Series

Keys = Collection[int]


def take_back(*, partnerships: Keys, agreements: Keys, made: Mapping[str, Keys]) -> None:
    """Hook `import_undone`. Nobody has built on it: nothing here was entered by a person."""
    values = Measurement.objects.filter(pk__in=made.get("values", ()))
    values.filter(corrects__isnull=False).delete()
    values.delete()
    Measurement.objects.filter(objective__agreement__in=agreements).delete()
    Commitment.objects.filter(agreement__in=agreements).delete()
    CommitmentText.objects.filter(agreement__in=agreements).delete()
    Review.objects.filter(agreement__in=agreements).delete()
    Series.objects.filter(partnership__in=partnerships).delete()
    Series.objects.filter(agreement__in=agreements, reviews=None).delete()
