"""Who speaks for whom, and who follows whom: found in the registry and in the file itself, in any order (F2)."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from pes_partnerships.lib.text import fold

from .reading import Draft, Reader
from .registry import Registry

Node = Hashable
Graph = Mapping[Node, set[Node]]


class NotFound(ValueError):
    """The organisation that a cell names is not there, or not once; the text says what to do."""


def link(drafts: list[Draft], reader: Reader, registry: Registry) -> None:
    """Put the record or the line in the place of each name, then look for circles."""
    finder = _Finder(drafts, registry)
    for draft in drafts:
        bodies = draft.values.get("spoken_for_by", [])
        found = [{**finder.find(draft, reader, "spoken_for_by", body), "may_sign": body["may_sign"]} for body in bodies]
        if bodies:
            draft.values["spoken_for_by"] = [body for body in found if len(body) > 1]
        followers = draft.values.get("successors", [])
        if followers:
            named = [finder.find(draft, reader, "successors", each) for each in followers]
            draft.values["successors"] = list({_node(each): each for each in named if each}.values())
    _refuse_circles(drafts, reader, registry)


class _Finder:
    def __init__(self, drafts: Iterable[Draft], registry: Registry) -> None:
        self._registry = registry
        self._lines: dict[str, list[Draft]] = defaultdict(list)
        for draft in drafts:
            for name in {fold(draft.name), fold(draft.values.get("name_en", ""))} - {""}:
                self._lines[name].append(draft)

    def find(self, draft: Draft, reader: Reader, code: str, wanted: dict[str, Any]) -> dict[str, Any]:
        """{"organisation": pk} or {"line": number}, with its name; {} with a problem where nobody is found."""
        try:
            found = self._by_record(wanted["record"]) if "record" in wanted else self._by_name(wanted["name"])
        except NotFound as error:
            draft.complain(str(error), reader.heading(code))
            return {}
        if _node(found) in (_own_node(draft), ("line", draft.line)):
            text = {
                "spoken_for_by": _(
                    "An organisation cannot represent itself. Enter the name of the network or federation."
                ),
                "successors": _("An organisation cannot be its own successor. Enter the name of its successor."),
            }
            draft.complain(text[code], reader.heading(code))
            return {}
        return found

    def _by_record(self, number: int) -> dict[str, Any]:
        known = self._registry.kept(number)
        if known is None:
            raise NotFound(_("The registry has no record %(number)s.") % {"number": number})
        return {"organisation": known.pk, "name": known.name}

    def _by_name(self, name: str) -> dict[str, Any]:
        known = self._registry.by_name.get(fold(name), [])
        drafts = self._lines.get(fold(name), [])
        others = [draft for draft in drafts if draft.organisation_id not in known]
        if len(known) + len(others) > 1:
            raise NotFound(
                _("Several organisations are called “%(name)s”. Enter the record number, such as #12, "
                "instead of the name.") % {"name": name}
            )  # fmt: skip
        if known:
            return {"organisation": known[0], "name": self._registry.by_pk[known[0]].name}
        if others:
            return _of_line(others[0])
        raise NotFound(
            _("“%(name)s” is neither in the registry nor in this file. Enter the name exactly as registered, "
            "or add a line for it.") % {"name": name}
        )  # fmt: skip


def _of_line(draft: Draft) -> dict[str, Any]:
    if draft.organisation_id:
        return {"organisation": draft.organisation_id, "name": draft.name}
    return {"line": draft.line, "name": draft.name}


def _node(found: Mapping[str, Any]) -> Node:
    return ("organisation", found["organisation"]) if "organisation" in found else ("line", found["line"])


def _own_node(draft: Draft) -> Node:
    return ("organisation", draft.organisation_id) if draft.organisation_id else ("line", draft.line)


def _refuse_circles(drafts: list[Draft], reader: Reader, registry: Registry) -> None:
    bodies: dict[Node, set[Node]] = defaultdict(set)
    for member, its_bodies in registry.bodies.items():
        bodies["organisation", member] |= {("organisation", body) for body in its_bodies}
    successors: dict[Node, set[Node]] = defaultdict(set)
    for former, its_successors in registry.successors.items():
        successors["organisation", former] = {("organisation", successor) for successor in its_successors}
    for draft in drafts:
        bodies[_own_node(draft)] |= {_node(body) for body in draft.values.get("spoken_for_by", [])}
        if draft.values.get("successors"):
            successors[_own_node(draft)] = {_node(each) for each in draft.values["successors"]}
    speaking = _("These organisations represent each other in a circle. Remove one of the representations.")
    succeeding = _("These organisations succeed each other in a circle. Remove the successor of the last organisation.")
    for code, graph, text in (("spoken_for_by", bodies, speaking), ("successors", successors, succeeding)):
        in_circle = nodes_in_circles(graph)
        for draft in drafts:
            if draft.values.get(code) and _own_node(draft) in in_circle:
                draft.complain(text, reader.heading(code))


def nodes_in_circles(graph: Graph) -> set[Node]:
    """What is left once those who lead nowhere, and those to whom nobody leads, are taken away again and again."""
    left = {node: set(others) for node, others in graph.items()}
    while True:
        pointed_at = set().union(*left.values()) if left else set()
        peeled = {node: others & left.keys() for node, others in left.items() if node in pointed_at}
        peeled = {node: others for node, others in peeled.items() if others & left.keys()}
        if len(peeled) == len(left):
            return set(left)
        left = peeled
