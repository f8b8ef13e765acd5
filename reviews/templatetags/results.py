"""What one line of results shows: a page has twenty, and as nodes of a template they cost more than all else on it."""

from collections.abc import Iterable

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.links import addresses_of
from reviews.results.rules.chart import Chart
from reviews.results.services.quotas import QuotaResult
from reviews.results.services.results import Result

register = template.Library()


@register.simple_tag
def result_rows(results: Iterable[Result]) -> SafeString:
    """The lines of a table of results: objective and target, the value, the verdict and those of its quotas."""
    address, labels = addresses_of("reviews:values"), (escape(_("Value")), escape(_("Assessment")))
    return SafeString("\n".join(_row(each, address(each.objective.pk), *labels) for each in results))


def _row(result: Result, url: str, value: str, assessment: str) -> str:
    objective, target = result.objective, result.shown_target
    if objective.due:
        target = f"{target}, {_('by %(day)s') % {'day': objective.due.display()}}"
    full = ' class="full"' if result.chart else ""
    return (
        f'<tr><th scope="row"><a href="{url}">{result.number}. {escape(objective.title)}</a>'
        f"{_subs(target, *(mark.of_objective for mark in result.marks))}</th>"
        f'<td data-label="{value}"{full}>{drawn(result)}</td>'
        f'<td data-label="{assessment}">{verdict(result)}{_subs(*map(quota_words, result.quotas))}</td></tr>'
    )


def _subs(*lines: str) -> str:
    return "".join(f' <span class="sub">{escape(line)}</span>' for line in lines)


@register.simple_tag
def quota_words(each: QuotaResult) -> str:
    """What is asked, what was measured, the verdict."""
    said = {"number": each.number, "quota": each.quota}
    if not each.latest:
        return _("%(number)s %(quota)s: no value yet") % said
    said |= {"value": each.shown_value, "verdict": each.verdict.label}
    return _("%(number)s %(quota)s: %(value)s. %(verdict)s.") % said


@register.simple_tag
def verdict(result: Result | QuotaResult) -> SafeString:
    """The verdict's word first, then its reason, then when and from where; and what reviewers judged."""
    said, latest, judged = result.verdict, result.latest, getattr(result, "judged", None)
    tint = ' class="warning-text"' if said.is_bad else ""
    found = f"<b{tint}>{escape(said.label)}.</b> {escape(said.reason)}"
    if latest:
        word = _("estimate") if latest.is_estimate else ""
        estimate = f" ({escape(word)})" if word else ""
        found += f' <span class="sub">{escape(latest.as_of.display())}, {escape(latest.source)}{estimate}</span>'
    if judged:
        day, words = display_date(judged.review.held_on), result.judged_words
        text, warned = _("Review of %(day)s: %(words)s.") % {"day": day, "words": words}, ""
        if result.differs:
            warned = _("The figures say otherwise.")
            warned = f" <b>{escape(warned)}</b>"
        found += f' <span class="sub">{escape(text)}{warned}</span>'
    return SafeString(found)


@register.simple_tag
def drawn(result: Result) -> SafeString:
    """The value as a picture with its words: a line for several values, a bar for one, words for none."""
    if result.chart:
        return chart(result.chart)
    if ratio := result.ratio:
        return format_html(
            '<progress value="{}" max="{}" aria-label="{}, {}"></progress> <span class="sub">{}</span>',
            ratio["value"], ratio["max"], result.shown_value, result.shown_target, result.shown_value,
        )  # fmt: skip
    if result.latest:
        return SafeString(escape(result.shown_value))
    return format_html('<span class="unknown">{}</span>', _("no value yet"))


@register.simple_tag
def chart(facts: Chart) -> SafeString:
    """A drawn row of values (rules/chart.py). Dashed is the target, dotted the baseline, hollow an estimate,
    a square the control group, a diamond what is to be reached by its day."""
    lines = (
        ("grid", facts.grid), ("axis", facts.axis), ("target", facts.target_line), ("baseline", facts.baseline_line),
        ("line-other", facts.control_line),
    )  # fmt: skip
    measured = (("line", facts.line), ("line-estimate", facts.estimate_line))
    parts = [
        f'<svg class="chart" width="{facts.width}" height="{facts.height}" viewBox="0 0 {facts.width} {facts.height}"'
        f' role="img" aria-label="{escape(facts.description)}">',
        *_paths(lines),
        *(f'<path class="point-other" d="M{dot.x} {dot.y}m-3.5-3.5h7v7h-7z"/>' for dot in facts.control_dots),
        *(f'<path class="step" d="M{dot.x} {dot.y}m0-6l6 6l-6 6l-6-6z"/>' for dot in facts.steps),
        *_paths(measured),
        *(
            f'<circle class="{"estimate" if dot.is_estimate else "point"}" cx="{dot.x}" cy="{dot.y}" r="4"/>'
            for dot in facts.dots
        ),
        *(f'<text class="{text.kind}" x="{text.x}" y="{text.y}">{escape(text.text)}</text>' for text in facts.texts),
        "</svg>",
    ]
    return SafeString("\n".join(parts))


def _paths(lines: tuple[tuple[str, str], ...]) -> list[str]:
    return [f'<path class="{kind}" d="{way}"/>' for kind, way in lines if way]
