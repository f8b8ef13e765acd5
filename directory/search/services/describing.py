"""A search in words: for titles of feeds and mails (D1)."""

from directory.search.rules.asked import Question
from directory.search.rules.facets import FACETS

from .labels import labels_of


def described(question: Question) -> str:
    """Its words, and each filter with the names of its values; "" for all entries."""
    parts = [f"“{question.words}”"] if question.words else []
    chosen = {facet: values for facet, values in question.chosen.items() if values}
    labels = labels_of(chosen) if chosen else {}
    for facet, values in chosen.items():
        names = [label for value, label in labels[facet].items() if value in values]
        if names:
            parts.append(f"{FACETS[facet]}: {', '.join(names)}")
    return " · ".join(parts)
