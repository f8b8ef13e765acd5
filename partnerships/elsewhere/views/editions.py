"""The texts of a partnership in a row: their picture, and the table behind it (A15, A16)."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from partnerships import hooks
from partnerships.elsewhere.rules import picture
from partnerships.elsewhere.rules.reading import GAP, all_dated
from partnerships.elsewhere.services.row import Row
from partnerships.models import Agreement
from pes_partnerships.lib.dates import display_date

LABELS = {
    picture.IN_FORCE: gettext_lazy("in force"),
    picture.REPLACED: gettext_lazy("replaced"),
    picture.UNSAID: gettext_lazy("no source says until when"),
    picture.TO_COME: pgettext_lazy("of a text", "to come"),
}
MONTH = 30.44


def editions_context(row: Row, shown: Agreement | None = None) -> dict[str, Any]:
    """What _editions.html shows; nothing where there is one text, and no gap, to tell of."""
    if len(row.texts) < 2:
        return {"editions": []}
    today = timezone.localdate()
    pictures = [
        drawn
        for width, pattern in ((picture.WIDE, "unsaid-wide"), (picture.NARROW, "unsaid-narrow"))
        if (drawn := picture.row_picture(row.spans, today=today, width=width, pattern=pattern))
    ]
    objectives = [objective for text in row.texts for objective in text.objectives.all()]
    results = dict(hooks.objective_results(objectives=objectives))
    return {
        "editions": _lines(row, shown, results),
        "pictures": pictures,
        "keys": [(kind, LABELS[kind]) for kind in pictures[0].kinds] if pictures else [],
        "picture_words": _described(row),
    }


def _lines(row: Row, shown: Agreement | None, results: dict[int, str]) -> list[dict[str, Any]]:
    """The newest first, each gap as a line of its own between the two texts."""
    gaps = {gap.before: gap for gap in row.gaps}
    lines: list[dict[str, Any]] = []
    for text, span in reversed(list(zip(row.texts, row.spans, strict=True))):
        objectives = list(text.objectives.all())
        lines.append(
            {
                "text": text,
                "number": span.number,
                "url": "" if text == shown else _page_of(text),
                "dates": dates_in_words(text),
                "objectives": [each.title for each in objectives],
                "results": [(each.title, results[each.pk]) for each in objectives if each.pk in results],
            }
        )
        if gap := gaps.get(text.pk):
            lines.append(
                {"gap": gap_words(gap), "days": between_words(gap), "note": text.date_notes.get(GAP, {}).get("note")}
            )
    return lines


def _page_of(text: Agreement) -> str:
    return reverse("partnerships:record" if text.is_elsewhere else "partnerships:agreement_text", args=[text.pk])


def dates_in_words(text: Agreement) -> list[str]:
    """“Signed 12 February 2025”, “in force from 2025”, “until 2028”: each as far as it is known."""
    said = all_dated(text)
    patterns = {
        "decided": _("Decided: %(date)s"),
        "signed": _("Signed: %(date)s"),
        "registered": _("Registered: %(date)s"),
        "published": _("Published: %(date)s"),
        "effective": _("In force from: %(date)s"),
        "service_start": _("Services start: %(date)s"),
        "ends": _("Ends: %(date)s"),
    }
    return [
        patterns[name] % {"date": one.words} for name, one in said.items() if one.words and (one.date or name == "ends")
    ]


def gap_words(gap: picture.Between) -> str:
    return _("%(length)s without an agreement") % {"length": length_words(gap.days)}


def between_words(gap: picture.Between) -> str:
    return _("%(start)s to %(end)s") % {"start": display_date(gap.first), "end": display_date(gap.last)}


def length_words(days: int) -> str:
    if days < 14:
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    if days < 90:
        weeks = days // 7
        return ngettext("%(count)s week", "%(count)s weeks", weeks) % {"count": weeks}
    if days < 2 * 365:
        months = round(days / MONTH)
        return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}
    years = days // 365
    return ngettext("%(count)s year", "%(count)s years", years) % {"count": years}


def _described(row: Row) -> str:
    """The picture in one sentence, for who does not see it; the table below says all."""
    texts = len(row.texts)
    return ngettext(
        "%(count)s text in the order of time. The table below says the same.",
        "%(count)s texts in the order of time. The table below says the same.",
        texts,
    ) % {"count": texts}
