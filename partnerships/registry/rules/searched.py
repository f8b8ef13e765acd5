"""By what an organisation is found, in one list (F2): columns of the record, its names over time, its people. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from partnerships.matching.rules.asking import Asked
from pes_partnerships.lib.text import search_form, search_lines

# Column of the organisation -> how a line of the list names it. For one column more: its line here, then
# manage.py rebuild_search.
NAMES = {
    "name": _("Name"),
    "name_en": _("Name in English"),
    "abbreviation": _("Abbreviation"),
}
FACTS = {
    "place": _("Place"),
    "postcode": _("Postcode"),
    "street": _("Street and number"),
    "registration_number": _("Registration number"),
    "email": _("E-mail address"),
    "phone": _("Telephone"),
}
NUMBERS = {"registration_number", "phone", "postcode"}  # found without their spaces, too
FORMER = _("Former or other name")
# of the places where it works or worked
SITES = {
    "name": _("Site"),
    "place": _("Place of a site"),
    "postcode": _("Postcode of a site"),
    "street": _("Street of a site"),
}
# of the people who are there today
CONTACTS = {
    "name": _("Contact"),
    "email": _("E-mail address of a contact"),
}


Rows = Iterable[Mapping[str, str]]


@dataclass(frozen=True)
class Said:
    """One text that is searched, and what it is."""

    label: Any
    text: str
    is_name: bool = False
    is_shown: bool = False  # the line of the list shows it anyway
    is_number: bool = False

    @property
    def forms(self) -> list[str]:
        """How it is searched: a number also in one piece."""
        return [self.text, search_form(self.text).replace(" ", "")] if self.is_number else [self.text]


def said_of(record: Any, names: Iterable[str], contacts: Rows, sites: Rows = ()) -> list[Said]:
    """All that `record` is found by; `names`: former and other ones; the others with the columns named above."""
    shown = ("name", "name_en")
    found = [Said(label, getattr(record, column), True, column in shown) for column, label in NAMES.items()]
    found += [Said(FORMER, name, True) for name in names]
    found += [Said(label, getattr(record, column, ""), is_number=column in NUMBERS) for column, label in FACTS.items()]
    found += [Said(label, contact.get(column, "")) for contact in contacts for column, label in CONTACTS.items()]
    found += [
        Said(label, site.get(column, ""), is_number=column in NUMBERS)
        for site in sites
        for column, label in SITES.items()
    ]
    return [each for each in found if each.text]


def search_text_of(record: Any, names: Iterable[str], contacts: Rows, sites: Rows = ()) -> str:
    """What the column says that is searched; a whole name is a line of its own, the rest stands behind tabs."""
    said = said_of(record, names, contacts, sites)
    lines = [
        search_lines(form for each in said if each.is_name is wanted for form in each.forms) for wanted in (True, False)
    ]
    return lines[0] + lines[1].replace("\n", "\t")


def whole_name(name: str) -> str:
    """How a whole name stands in the column; "" where nothing of it can be searched."""
    return search_lines([name])


def matched(asked: Asked, said: list[Said]) -> list[Said]:
    """What a line has to say beside its name: where each word stands that the name does not show."""
    shown = search_lines(each.text for each in said if each.is_shown)
    found: dict[Said, None] = {}
    for slot in asked.slots:
        if slot.stands_in(shown):
            continue
        for each in said:
            if slot.stands_in(search_lines(each.forms)):
                found.setdefault(each)
                break
    return list(found)
