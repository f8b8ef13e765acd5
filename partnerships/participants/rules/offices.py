"""Which offices of a partner take part: by name, or only how many (F4; reality 7 and 28). Pure."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.rules.vocabulary import CountComparator
from pes_partnerships.lib.findings import Finding
from pes_partnerships.lib.text import fold, one_line

LONGEST = 150  # as a site's name


def office_lines(text: str) -> str:
    """One office a line, each once, whatever stood around it."""
    return "\n".join(dict.fromkeys(line for part in text.splitlines() if (line := one_line(part))))


def office_findings(sites: Iterable[str], offices: str, count: int | None, comparator: str) -> list[Finding]:
    """What cannot be so: one office in both lists, or more of them named than there are."""
    found, known, named = [], {fold(name) for name in sites}, office_lines(offices).splitlines()
    for line in named:
        if fold(line) in known:
            words = _("“%(name)s” is selected among its sites already. Remove it here.")
            found.append(Finding("twice", words % {"name": line}, field="offices"))
        elif len(line) > LONGEST:
            words = _("The line “%(name)s…” is longer than %(most)s characters. Enter one office a line.")
            found.append(Finding("long", words % {"name": line[:30], "most": LONGEST}, field="offices"))
    total = len(known) + len(named)
    if count is not None and comparator == CountComparator.EXACTLY and total > count:
        words = ngettext(
            "%(total)s office is named, which is more than this number. Correct the number, or the offices.",
            "%(total)s offices are named, which is more than this number. Correct the number, or the offices.",
            total,
        )
        found.append(Finding("fewer", words % {"total": total}, field="office_count"))
    return found
