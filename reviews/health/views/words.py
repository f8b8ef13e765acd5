"""Words of a result that several pages say (R6)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.rules.vocabulary import Category
from reviews.health.rules.counting import Line
from reviews.health.rules.talking import steps_in_words, tenths


def participation_words(answered: int, asked: int) -> str:
    text = ngettext("%(answered)s of %(asked)s person answered", "%(answered)s of %(asked)s people answered", asked)
    return text % {"answered": answered, "asked": asked}


def group_name(key: str) -> str:
    return str(dict(Category.choices).get(key) or _("No category"))


def group_names(keys: Iterable[str]) -> dict[str, str]:
    return {key: group_name(key) for key in keys}


def change_words(line: Line) -> str:
    if line.change is None:
        return "–"
    if line.is_same:
        return _("about the same")
    size = tenths(abs(line.change))
    return (_("up %(size)s") if line.change > 0 else _("down %(size)s")) % {"size": size}


def described(line: Line, names: dict[str, str], before: str) -> str:
    """What the picture shows, for who does not see it."""
    if line.mean is None:
        return ""
    words = [_("Average of all: %(mean)s.") % {"mean": tenths(line.mean)}]
    if line.before is not None:
        words.append(_("%(check)s: %(mean)s.") % {"check": before, "mean": tenths(line.before)})
    words += [
        _("%(group)s: %(mean)s.") % {"group": names[key], "mean": tenths(line.groups[key])} for key in line.groups
    ]
    return " ".join([*words, steps_in_words(line)])
