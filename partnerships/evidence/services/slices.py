from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Row = TypeVar("Row")
AT_ONCE = 200


def slices(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """A few at a time, so that memory does not grow with them."""
    rest = iter(rows)
    while part := list(islice(rest, AT_ONCE)):
        yield part
