"""What of a partnership may be public: values in, exactly an entry's fields out, and what stays (D4)."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.rules.vocabulary import Mark, RunningStatus
from partnerships.rules.vocabulary import Comparator
from pes_partnerships.lib.dates import PartialDate

from .facts import (
    ContactFacts,
    ContributionFacts,
    MarkFacts,
    ObjectiveFacts,
    PartnerFacts,
    PartnershipFacts,
    PeriodFacts,
)

TEXT_FIELDS = (
    "title", "title_original", "original_language", "language", "lead", "place", "challenge", "instigator", "model",
    "formality", "formality_note", "selection", "partners", "pes_name", "pes_role", "pes_role_note",
    "objective", "commenced", "period", "running", "ended_how", "learnt", "reviewed", "funding",
    "targets_note", "added_value",
    "success_factors", "strengths", "more_information", "contact_name", "contact_email", "as_of", "source",
)  # fmt: skip
LIST_FIELDS = ("countries", "regions", "elements", "partner_categories", "target_groups", "service_areas")
TARGET_FIELDS = ("what", "target", "result", "note", "done", "total")
DATE_FIELDS = ("what", "day", "note", "planned", "source")
SUM_FIELDS = ("what", "agreed", "delivered", "note", "source")
# An entry is these and nothing else: what is not named here cannot become public.
PUBLIC_FIELDS = (
    *TEXT_FIELDS, *LIST_FIELDS, "read_in_part", "marks", "notes", "dates", "sums", "kept", "targets", "withheld",
)  # fmt: skip
_SHORT = 200
_LARGEST_COUNT = 2_147_483_647
_WHOLE = (Comparator.AT_LEAST, Comparator.EXACTLY)


def project(facts: PartnershipFacts, today: date) -> dict[str, Any]:
    """The public fields of the entry, JSON-ready; nothing personal unless its owner agreed (D3)."""
    public: dict[str, Any] = dict.fromkeys(TEXT_FIELDS, "") | {name: [] for name in LIST_FIELDS}
    public |= {name: value for name, value in facts.plain.items() if name in public}
    contact = shown_contact(facts.contacts)
    statements = [each.statement or each.title for each in facts.objectives]
    public |= {
        "lead": first_sentences(facts.purpose or public["challenge"]),
        "objective": _lines(statements) or facts.purpose,
        "selection": ". ".join(filter(None, [facts.selection_method, facts.selection_note])),
        "partners": _lines(_partner_line(each) for each in facts.partners),
        "partner_categories": sorted({each.category for each in facts.partners if each.category}),
        "commenced": str(facts.period.commenced or facts.period.begins),
        "period": period_words(facts.period),
        "running": running_status(facts.period, today),
        "ended_how": facts.period.ended_how if facts.period.ended_on else "",
        "learnt": facts.period.learnt if facts.period.ended_on else "",
        "reviewed": _lines(facts.reviewed),
        "funding": _lines(contribution_line(each) for each in facts.contributions),
        "targets_note": _lines(quota for each in facts.objectives for quota in each.quotas),
        "contact_name": contact.name if contact else "",
        "contact_email": contact.email if contact else "",
        "as_of": str(PartialDate.of(today)),
        "read_in_part": False,
        "marks": {name: said.mark for name, said in facts.marks.items()},
        "notes": {name: note for name, said in facts.marks.items() if (note := _note(said))},
        "dates": [],
        "sums": [],
        "kept": {},
        "withheld": [],
        "targets": [target_line(each) for each in facts.objectives],
    }
    if public["added_value"] and not facts.value_reported:
        public["marks"]["added_value"] = Mark.EXPECTED.value
    return public


def _note(said: MarkFacts) -> dict[str, Any]:
    """What another source says beside the fact, or what a reading rests on."""
    if said.other:
        by = f"{said.other} ({said.source})" if said.source else said.other
        return {"others": [{"says": by}]}
    return {"why": said.source} if said.source and said.mark == Mark.OUR_READING else {}


def completed(projection: Mapping[str, Any]) -> dict[str, Any]:
    """Every public field, empty where the projection does not name it; ValueError for any other field."""
    if unknown := set(projection) - set(PUBLIC_FIELDS):
        raise ValueError(f"not a public field: {', '.join(sorted(unknown))}")
    empty: dict[str, Any] = dict.fromkeys(TEXT_FIELDS, "")
    empty |= {name: [] for name in (*LIST_FIELDS, "targets", "withheld")}
    lists = {
        name: [dict.fromkeys(parts, "") | dict(row) for row in projection.get(name, [])]
        for name, parts in (("dates", DATE_FIELDS), ("sums", SUM_FIELDS))
    }
    targets = [dict.fromkeys(TARGET_FIELDS) | dict(target) for target in projection.get("targets", [])]
    running = projection.get("running") or RunningStatus.NOT_KNOWN.value
    plain = {**empty, "read_in_part": False, "marks": {}, "notes": {}, "kept": {}}
    return {**plain, **projection, **lists, "targets": targets, "running": running}


def withheld(facts: PartnershipFacts) -> list[str]:
    """What stays private, in words for the manager; each begins "Not public:"."""
    contact = shown_contact(facts.contacts)
    kept = [
        _("the amount contributed by %(giver)s") % {"giver": each.giver}
        for each in facts.contributions
        if each.withheld
    ]
    silent = sum(1 for each in facts.contacts if not each.agreed)
    if silent:
        kept.append(
            ngettext(
                "%(count)s contact person who has not agreed to be shown",
                "%(count)s contact persons who have not agreed to be shown",
                silent,
            )
            % {"count": silent}
        )
    if sum(1 for each in facts.contacts if each.agreed) > (1 if contact else 0):
        kept.append(_("contact persons other than the one named in the entry"))
    if facts.not_members:
        kept.append(
            ngettext(
                "%(count)s organisation that is not a member, or no longer",
                "%(count)s organisations that are not members, or no longer",
                facts.not_members,
            )
            % {"count": facts.not_members}
        )
    if facts.has_signatories:
        kept.append(_("the names and mandates of the signatories, and the risks and benefits of each party"))
    if facts.period.ended_on and not (facts.period.ended_how or facts.period.learnt):
        kept.append(_("how it ended and what was learnt, until words on it are approved"))
    if facts.has_draft:
        kept.append(_("the version that is being drafted or signed"))
    kept.append(_("the self-examination, notes, activities, feedback, and the findings and decisions of reviews"))
    return [_("Not public: %(what)s") % {"what": what} for what in kept]


def shown_contact(contacts: Iterable[ContactFacts]) -> ContactFacts | None:
    """The first person with an address who agreed to be shown."""
    return next((each for each in contacts if each.agreed and each.email and each.name), None)


def first_sentences(text: str, count: int = 2) -> str:
    """The beginning of a text, whole sentences only."""
    words = text.split()
    ends = [number for number, word in enumerate(words, 1) if word.rstrip("”\"')").endswith((".", "!", "?"))]
    return " ".join(words[: ends[count - 1]] if len(ends) >= count else words)


def period_words(period: PeriodFacts) -> str:
    """The period as somebody wrote it, else from the dates of the text that governs; where that was signed, and where
    anyone can read it."""
    origin = _("Recorded from a text signed elsewhere") if period.is_recorded else ""
    register, published = "", ""
    if period.registry_number:
        register = _("Number %(number)s in a public register") % {"number": period.registry_number}
    if period.publication:
        published = _("Text published at %(address)s") % {"address": period.publication}
    return _lines([_own_period(period), origin, register, published])


def _own_period(period: PeriodFacts) -> str:
    if period.note:
        return period.note
    begins, ends = period.begins.display(), period.ends.display()
    if period.open_ended:
        return _("Open-ended, since %(day)s") % {"day": begins} if begins else _("Open-ended")
    if begins and ends:
        return _("%(begins)s to %(ends)s") % {"begins": begins, "ends": ends}
    return _("Until %(day)s") % {"day": ends} if ends else ""


def running_status(period: PeriodFacts, today: date) -> str:
    """What is known about the partnership today; a passed end without a known outcome is said as such.

    It runs where a text is in force: that it once began says nothing about today.
    """
    if period.ended_on:
        return RunningStatus.ENDED.value
    last = None if period.open_ended else period.ends.latest()
    if last and last < today:
        return RunningStatus.PERIOD_OVER.value
    return RunningStatus.RUNNING.value if period.in_force else RunningStatus.NOT_KNOWN.value


def amount_words(amount: Decimal | None, currency: str = "", unit: str = "") -> str:
    """ "EUR 12,000", "1.5 full-time posts", "60 %"; empty where there is no number."""
    if amount is None:
        return ""
    number = format_decimal(amount.normalize() + 0, locale="en_GB")
    return " ".join(filter(None, [currency, number, unit]))


def contribution_line(given: ContributionFacts) -> str:
    """A10: one source in one line. A withheld amount takes the words that may repeat it along."""
    if given.withheld:
        return _("%(giver)s: %(kind)s, amount not public") % {
            "giver": given.giver,
            "kind": given.kind.lower(),
        }
    said = [amount_words(given.amount, given.currency, given.unit) or given.kind, given.description]
    said += [given.period, given.payment.lower()]
    return f"{given.giver}: {', '.join(filter(None, said))}" if given.giver else ", ".join(filter(None, said))


def target_line(objective: ObjectiveFacts) -> dict[str, Any]:
    """One promise beside its result (D1): words, and two numbers where both are counts."""
    target = objective.target_words
    if target and objective.due:
        target = _("%(target)s by %(day)s") % {"target": target, "day": objective.due}
    done, total = _counts(objective)
    return {
        "what": (objective.indicator or objective.title)[:_SHORT],
        "target": target[:_SHORT],
        "result": _result_words(objective),
        "note": "",
        "done": done,
        "total": total,
    }


def _result_words(objective: ObjectiveFacts) -> str:
    result = objective.result
    if result is None:
        return ""
    words = result.text or amount_words(result.value, unit=objective.unit)
    if result.numerator is not None and result.denominator:
        words += " " + _("(%(part)s of %(whole)s)") % {"part": result.numerator, "whole": result.denominator}
    words = f"{words}, {result.as_of}" if result.as_of else words
    return _("%(words)s, an estimate") % {"words": words} if result.estimate else words


def _counts(objective: ObjectiveFacts) -> tuple[int | None, int | None]:
    """Drawn as blocks only where more is better and both are whole numbers of one thing, not a share."""
    result = objective.result.value if objective.result else None
    target = objective.target
    if result is None or target is None or objective.comparator not in _WHOLE or "%" in objective.unit:
        return None, None
    whole = result == int(result) and target == int(target) and result >= 0 and target > 0
    return (int(result), int(target)) if whole and max(result, target) <= _LARGEST_COUNT else (None, None)


def _partner_line(partner: PartnerFacts) -> str:
    name = f"{partner.name} ({partner.counted})" if partner.counted else partner.name
    return f"{name}: {partner.role}" if partner.role else name


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(text.strip() for text in texts if text and text.strip()))
