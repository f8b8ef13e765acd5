"""What entries share and where they part, in sentences from their structured facts (D1). `names`: code -> words,
`called`: the short name of each entry by its key."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.likeness.rules.facts import Facts
from directory.likeness.rules.saying import Names, listed

_SETS: tuple[tuple[str, str, str], ...] = (
    ("countries", gettext_lazy("Same country: %(names)s."), gettext_lazy("No country is common to all.")),
    ("groups", gettext_lazy("Same target group: %(names)s."), gettext_lazy("No target group is common to all.")),
    ("services", gettext_lazy("Same service: %(names)s."), gettext_lazy("No service is common to all.")),
    (
        "partners",
        gettext_lazy("Same kind of partner: %(names)s."),
        gettext_lazy("No kind of partner is common to all."),
    ),
)
_SINGLE: tuple[tuple[str, str, str], ...] = (
    ("model", gettext_lazy("Same model: %(name)s."), gettext_lazy("Different models: %(values)s.")),
    ("formality", gettext_lazy("Same form of agreement: %(name)s."), gettext_lazy("Different forms: %(values)s.")),
    (
        "role",
        gettext_lazy("Same role of the employment service: %(name)s."),
        gettext_lazy("Different roles of the employment service: %(values)s."),
    ),
    ("status", gettext_lazy("Same status: %(name)s."), gettext_lazy("Different status: %(values)s.")),
)


def shared(facts: Sequence[Facts], names: Names) -> list[str]:
    """A sentence for each thing that all of them have."""
    said = []
    for field, words, _apart in _SETS:
        if common := frozenset.intersection(*(getattr(each, field) for each in facts)):
            said.append(str(words) % {"names": listed(common, names)})
    for field, words, _apart in _SINGLE:
        values = {getattr(each, field) for each in facts}
        if len(values) == 1 and (value := values.pop()):
            said.append(str(words) % {"name": names.get(value, value)})
    if all(each.has_figures for each in facts):
        said.append(_("Each has a target in figures."))
    return said


def parted(facts: Sequence[Facts], names: Names, called: Mapping[int, str]) -> list[str]:
    """A sentence for each thing in which they differ, with whose is which; what no source says is said as such."""
    said = []
    for field, _words, apart in _SINGLE:
        by_value = _grouped(facts, lambda each, field=field: [getattr(each, field)])
        if len(by_value) > 1:
            said.append(str(apart) % {"values": _whose(by_value, names, called)})
    for field, _words, apart in _SETS:
        sets = [getattr(each, field) for each in facts]
        if any(sets) and not frozenset.intersection(*sets):
            said.append(" ".join([str(apart), *_by_some(facts, field, names, called)]))
    with_figures = [called[each.pk] for each in facts if each.has_figures]
    if with_figures and len(with_figures) < len(facts):
        said.append(_("A target in figures is given only for: %(names)s.") % {"names": "; ".join(with_figures)})
    return said


def _by_some(facts: Sequence[Facts], field: str, names: Names, called: Mapping[int, str]) -> list[str]:
    """What two or more of them have, though not all, and whose source says nothing."""
    by_value = _grouped(facts, lambda each: sorted(getattr(each, field)) or [""])
    some = {value: keys for value, keys in by_value.items() if len(keys) > 1 and value}
    said = [_("Shared by some: %(values)s.") % {"values": _whose(some, names, called)}] if some else []
    if silent := by_value.get(""):
        said.append(_("Not stated for: %(names)s.") % {"names": "; ".join(called[pk] for pk in silent)})
    return said


def _grouped(facts: Sequence[Facts], values_of: Callable[[Facts], Iterable[str]]) -> dict[str, list[int]]:
    by_value: dict[str, list[int]] = {}
    for each in facts:
        for value in values_of(each):
            by_value.setdefault(value, []).append(each.pk)
    return by_value


def _whose(by_value: Mapping[str, Sequence[int]], names: Names, called: Mapping[int, str]) -> str:
    """ "Agile (Lithuania); not stated in the source (Croatia, Germany)"."""
    return "; ".join(
        _("%(value)s (%(entries)s)")
        % {
            "value": names.get(value, value) if value else _("not stated in the source"),
            "entries": ", ".join(called[pk] for pk in keys),
        }
        for value, keys in sorted(by_value.items(), key=lambda pair: not pair[0])
    )
