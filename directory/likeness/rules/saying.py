"""Like and unlike in sentences (D1). `names` gives the words of each code, in the reader's language."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from .facts import Facts

Names = Mapping[str, str]
_ENOUGH = 3


def like(one: Facts, other: Facts, names: Names) -> list[str]:
    """What both have; the most telling first."""
    said = []
    if groups := one.groups & other.groups:
        said.append(_("Same target group: %(names)s.") % {"names": listed(groups, names)})
    if services := one.services & other.services:
        said.append(_("Same service: %(names)s.") % {"names": listed(services, names)})
    if one.model and one.model == other.model:
        said.append(_("Same model: %(name)s.") % {"name": names[one.model]})
    if partners := one.partners & other.partners:
        said.append(_("Same kind of partner: %(names)s.") % {"names": listed(partners, names)})
    return said


def unlike(one: Facts, other: Facts, names: Names) -> list[str]:
    """Where the other one parts from this one, as far as both say it; three sentences at most."""
    said = []
    if other.countries and not one.countries & other.countries:
        said.append(_("In another country: %(names)s.") % {"names": listed(other.countries, names)})
    if one.model and other.model and one.model != other.model:
        said.append(_("Its model is %(name)s, here it is %(this)s.") % _pair(one.model, other.model, names))
    if one.formality and other.formality and one.formality != other.formality:
        said.append(_("Its form is %(name)s, here it is %(this)s.") % _pair(one.formality, other.formality, names))
    if one.role and other.role and one.role != other.role:
        said.append(
            _("The role of its employment service is %(name)s, here it is %(this)s.")
            % _pair(one.role, other.role, names)
        )
    if one.status and other.status and one.status != other.status:
        said.append(_("Its status is %(name)s, here it is %(this)s.") % _pair(one.status, other.status, names))
    if groups := other.groups - one.groups:
        said.append(_("It also serves: %(names)s.") % {"names": listed(groups, names)})
    if other.has_figures != one.has_figures:
        said.append(_("It has a target in figures.") if other.has_figures else _("It has no target in figures."))
    return said[:_ENOUGH]


def listed(codes: Iterable[str], names: Names) -> str:
    """Names in alphabetical order, apart from one another."""
    return "; ".join(sorted(names.get(code, code) for code in codes))


def _pair(this: str, name: str, names: Names) -> dict[str, str]:
    return {"this": _inside(names.get(this, this)), "name": _inside(names.get(name, name))}


def _inside(word: str) -> str:
    """A label inside a sentence; what is written in capitals stays."""
    return word[:1].lower() + word[1:] if word[1:2].islower() else word
