"""What one person has saved, as its pages keep it: an answer and a note for each ingredient, and words on themes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .ingredients import INGREDIENTS, PAGES, THEMES, Page

CANNOT_SAY = "0"  # said on purpose, and counted by nobody


def answer_name(number: int) -> str:
    return f"answer{number}"


def note_name(number: int) -> str:
    return f"note{number}"


def names_of(page: Page) -> list[str]:
    """The fields of one page."""
    numbers = [each.number for each in page.ingredients]
    names = [name for number in numbers for name in (answer_name(number), note_name(number))]
    return [*names, page.theme] if page.theme else names


@dataclass(frozen=True)
class Typed:
    values: Mapping[str, str]

    def words(self, name: str) -> str:
        return self.values.get(name, "")

    def is_answered(self, number: int) -> bool:
        """“I cannot say” is an answer, too."""
        return bool(self.words(answer_name(number)))

    @property
    def answered(self) -> int:
        return sum(self.is_answered(each.number) for each in INGREDIENTS)

    def answered_on(self, page: Page) -> int:
        return sum(self.is_answered(each.number) for each in page.ingredients)

    @property
    def next_page(self) -> Page | None:
        """The first with an open question."""
        return next((page for page in PAGES if self.answered_on(page) < len(page.ingredients)), None)

    @property
    def lines(self) -> Iterator[tuple[int, int, str]]:
        """Ingredient, answer (0: cannot say) and note, of what was answered or noted."""
        for each in INGREDIENTS:
            answer, note = self.words(answer_name(each.number)), self.words(note_name(each.number))
            if answer not in ("", CANNOT_SAY) or note:
                yield each.number, int(answer or 0), note

    @property
    def themes(self) -> dict[str, str]:
        return {theme: self.words(theme) for theme in THEMES}
