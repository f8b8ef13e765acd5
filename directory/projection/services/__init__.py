from .sheets import Change, Sheet, changed_names, changes_between, projection_of, sheet_of
from .words import Names, country_label, label_of, mark_of, term_names, unit_words, words_of

__all__ = [
    "Change",
    "Names",
    "Sheet",
    "changed_names",
    "changes_between",
    "country_label",
    "label_of",
    "mark_of",
    "projection_of",
    "sheet_of",
    "term_names",
    "unit_words",
    "words_of",
]
