"""What other subjects ask of the search."""

from directory.search.rules.asked import Question

from .answering import Answer, answer, in_full, rows_of
from .models_in_use import models_in_use
from .writing import is_up_to_date, rebuild_search, write_search

__all__ = [
    "Answer",
    "Question",
    "answer",
    "in_full",
    "is_up_to_date",
    "models_in_use",
    "rebuild_search",
    "rows_of",
    "write_search",
]
