"""A partner's figure in words."""

from typing import Any

from django.utils.translation import gettext as _

from reviews.results.rules.words import value_words


def figure_value(row: Any) -> str:
    """“41 firms”, “52 % (147 of 283)”, or the words that stand for a value."""
    if row.value is None and row.numerator is None:
        return row.text
    if row.value is None:
        return _("%(part)s of %(whole)s") % {"part": row.numerator, "whole": row.denominator}
    return value_words(row.value, row.objective.unit, part=row.numerator, whole=row.denominator)


def figure_words(row: Any) -> str:
    """The choice that takes it over: whose it is, what, of when, and how it is known."""
    said = {
        "partner": row.statement.part.party_name,
        "value": figure_value(row),
        "day": row.as_of.display(),
        "source": row.source,
    }
    if row.is_estimate:
        return _("Take the figure of %(partner)s: %(value)s, %(day)s, an estimate, from %(source)s") % said
    return _("Take the figure of %(partner)s: %(value)s, %(day)s, from %(source)s") % said


def source_words(row: Any) -> str:
    """The source of a value that was taken over names the partner; as long as a source may be."""
    said = {"source": row.source, "partner": row.statement.part.party_name}
    return (_("%(source)s, as stated by %(partner)s") % said)[:250]
