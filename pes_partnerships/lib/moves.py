"""Life cycles as tables: act -> (the statuses it may start from, the status it leads to)."""

from collections.abc import Mapping

Moves = Mapping[str, tuple[frozenset[str], str]]


class MoveRefused(Exception):
    """The status does not allow this act. `words` and `url` may tell a person why, and where to go instead."""

    def __init__(self, *args: object, words: str = "", url: str = ""):
        super().__init__(*args)
        self.words, self.url = words, url


def moved(moves: Moves, act: str, status: str) -> str:
    """The status that follows `act`; raises MoveRefused where the table has no such move."""
    starts, target = moves[act]
    if status not in starts:
        raise MoveRefused(f"{act} cannot start from {status}")
    return target
