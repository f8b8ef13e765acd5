"""What the page of an entry prints of a fact: words, the mark with its reason, and what other sources say. Pure."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from directory.rules.vocabulary import Mark


@dataclass(frozen=True)
class Marked:
    """A mark beside a row; `of`: which of the row's smaller words it is about, where it is not the row itself."""

    mark: str
    label: str
    why: str = ""
    of: str = ""

    @property
    def words(self) -> str:
        """“Elements of other models: our reading: partners pool budgets”."""
        words = _("%(mark)s: %(why)s") % {"mark": self.label, "why": self.why} if self.why else self.label
        return _("%(fact)s: %(mark)s") % {"fact": self.of, "mark": words} if self.of else words


@dataclass(frozen=True)
class Other:
    """What another source says of the same fact; `source`: its number in the list, 0 where it has none."""

    says: str
    source: int = 0

    @property
    def words(self) -> str:
        if self.source:
            return _("Source %(number)s says: %(other)s") % {"number": self.source, "other": self.says}
        return _("Another source says: %(other)s") % {"other": self.says}


@dataclass(frozen=True)
class Row:
    """One row of the fiche, with what is said in smaller words below it; no lines: not stated."""

    name: str
    label: str
    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()
    marked: tuple[Marked, ...] = ()
    cited: tuple[int, ...] = ()
    others: tuple[Other, ...] = ()
    url: str = ""
    language: str = ""  # of the lines, where they are words of the entry and not of the product
    notes_language: str = ""
    is_kept: bool = False  # from a source of the entry before it was taken over

    @property
    def mark(self) -> str:
        """The row's own mark; those of its smaller words are in `marked` with it."""
        return next((each.mark for each in self.marked if not each.of), "")

    @property
    def is_own_reading(self) -> bool:
        """The words of the row itself are ours, not only those beside it."""
        return self.mark == Mark.OUR_READING

    @property
    def mark_words(self) -> list[str]:
        return [each.words for each in self.marked]

    @property
    def words(self) -> list[str]:
        """All of the row in lines, as a file has it."""
        return [*self.lines, *self.notes, *(each.words for each in self.others), *self.mark_words]


@dataclass(frozen=True)
class Dated:
    """Something that happened, or was planned, on a day that may be a year alone."""

    what: str
    day: str
    note: str = ""
    is_planned: bool = False
    source: int = 0


@dataclass(frozen=True)
class Summed:
    """A sum as it was agreed beside what was delivered, in the words and the currency of the source."""

    what: str
    agreed: str = ""
    delivered: str = ""
    note: str = ""
    source: int | str = 0
