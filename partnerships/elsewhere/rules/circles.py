"""Agreements that would be umbrellas of each other (A18). Pure."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def circles(above: Mapping[Node, set[Node]]) -> list[set[Node]]:
    """Groups in which each is above all the others, directly or through them; one that is above itself is a group.

    Kosaraju's algorithm, without recursion: a chain may be of any length.
    """
    below: dict[Node, set[Node]] = defaultdict(set)
    for node, others in above.items():
        for other in others:
            below[other].add(node)
    seen: set[Node] = set()
    last_first = [node for start in list(above) for node in _walk(start, above, seen)][::-1]
    seen = set()
    groups = [set(_walk(start, below, seen)) for start in last_first]
    return [group for group in groups if len(group) > 1 or any(node in above.get(node, ()) for node in group)]


def _walk(start: Node, edges: Mapping[Node, Iterable[Node]], seen: set[Node]) -> list[Node]:
    """What is reached from there and was not seen before; each after all that it leads to."""
    if start in seen:
        return []
    seen.add(start)
    done, waiting = [], [(start, iter(edges.get(start, ())))]
    while waiting:
        node, further = waiting[-1]
        following = next((each for each in further if each not in seen), None)
        if following is None:
            done.append(node)
            waiting.pop()
        else:
            seen.add(following)
            waiting.append((following, iter(edges.get(following, ()))))
    return done
