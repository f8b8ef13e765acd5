"""The parts of the page of a record: what its dates say, its other parts, advice, and where it goes on."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.drafting.rules.text import AgreementText
from partnerships.elsewhere.rules.advice import Recorded, advice_on
from partnerships.elsewhere.rules.reading import EVENTS, all_dated, readings
from partnerships.elsewhere.services.row import Row
from partnerships.models import Agreement, Party
from partnerships.objectives.rules.targets import target_words
from partnerships.rules.lifecycle import OPEN_VERSION, AgreementStatus
from partnerships.shared.views.anchors import address_of, linked
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.numbers import display_number


def dates_shown(agreement: Agreement, row: Row) -> dict[str, dict[str, Any]]:
    """By event: its label, and how it is read."""
    found = readings(
        all_dated(agreement),
        begins=agreement.governs_since,
        last=agreement.ends_latest,
        gap=_after_the_one_before(agreement, row),
    )
    return {name: {"label": EVENTS[name], "reading": reading} for name, reading in found.items()}


def _after_the_one_before(agreement: Agreement, row: Row) -> str:
    gap = next((each for each in row.gaps if each.before == agreement.pk), None)
    before = row.before(agreement.pk)
    if gap is None or before is None or before.ends_latest is None:
        return ""
    said = {"title": before.title, "day": display_date(before.ends_latest)}
    return _("“%(title)s” ended on %(day)s. Say so if this text applies to the days between.") % said


def parts_of(agreement: Agreement, text: AgreementText, *, is_written: bool) -> dict[str, Any]:
    """What else the text says, part by part, with the page on which each is changed."""

    def url(anchor: str) -> str:
        return address_of(anchor, agreement) if is_written else ""

    sections = [section.title for section in text.sections if section.is_written]
    return {
        "objectives": [
            {
                "title": each.title,
                "target": target_words(each),
                "baseline": _baseline(each),
                "due": each.due.display(),
                "url": url(f"objective:{each.key}"),
            }
            for each in text.objectives
        ],
        "lines": [
            _line(
                _("Title, kind, model and formality"),
                "; ".join(
                    filter(None, (text.kind.label, text.model.label, text.formality.label, text.formality_reason))
                ),
                url("model"),
            ),
            _line(_("Umbrella agreement"), str(agreement.parent or ""), url("umbrella")),
            _line(_("Lead partner"), text.lead_party.name if text.lead_party else "", url("lead")),
            _line(_("Contributions"), _count(len(text.contributions)), url("contributions")),
            _line(_("Responsibilities"), _count(len(text.responsibilities)), url("responsibilities")),
            _line(_("Review rhythm and entry into force"), "", url("term"), note=_every(text)),
            _line(_("Ending and notice"), text.notice or text.may_end_by, url("dissolution")),
            _line(_("Written sections"), "; ".join(sections), url("section_new")),
            _line(_("Annexes"), _count(len(text.annexes)), url("annexes")),
        ],
        "is_written": is_written,
    }


def _line(label: str, value: str, url: str, *, note: str = "") -> dict[str, str]:
    return {"label": label, "value": value or note, "unknown": "" if value or note else _("not entered"), "url": url}


def _count(number: int) -> str:
    return str(number) if number else ""


def _every(text: AgreementText) -> str:
    months = text.review_every_months
    words = ngettext("A review at least every month", "A review at least every %(count)s months", months)
    return words % {"count": months}


def _baseline(objective: Any) -> str:
    if objective.baseline_value is not None:
        return display_number(objective.baseline_value)
    return objective.baseline_text


def aside(
    agreement: Agreement, text: AgreementText, row: Row, parties: Sequence[Party], files: int, *, may_write: bool
) -> dict[str, Any]:
    titles = {each.pk: each.title for each in row.texts}
    own = [each for each in row.overlaps if agreement.pk in (each.earlier, each.later)]
    said = Recorded(
        files=files,
        unsigned=sum(party.must_sign and not party.signed_elsewhere.all() for party in parties),
        begins=agreement.governs_since,
        overlapping=tuple(
            (titles[each.later if each.earlier == agreement.pk else each.earlier], each.since) for each in own
        ),
    )
    found = list(advice_on(text, said))
    is_written = may_write and agreement.may_be_written
    return {
        "does": what_it_does(agreement),
        "advice": [_with_link(finding, agreement) if is_written else finding for finding in found],
        "onward": _onward(agreement) if may_write and not agreement.may_be_written else [],
    }


def _with_link(finding: Any, agreement: Agreement) -> Any:
    return linked([finding], agreement)[0] if finding.anchor else finding


def what_it_does(agreement: Agreement) -> str:
    """From when to when it governs, in one sentence."""
    since = agreement.governs_since
    said = {"since": display_date(since), "until": display_date(agreement.ends_latest)}
    if agreement.status == AgreementStatus.RECORDING:
        return _("It counts as soon as the record is saved: in force, lapsed or ended by its own dates.")
    if agreement.status == AgreementStatus.SUPERSEDED:
        return _("A later text has replaced it.")
    if since is None:
        return _("It counts as in force. From when is not known.")
    if agreement.ends_latest is None:
        return _("By its own dates it is in force from %(since)s, without a known end.") % said
    return _("By its own dates it is in force from %(since)s to %(until)s.") % said


def _onward(agreement: Agreement) -> list[dict[str, str]]:
    partnership = agreement.partnership
    if partnership.ended_on:
        return []
    links = []
    is_open = partnership.agreements.filter(status__in=OPEN_VERSION).exists()
    if agreement.status == AgreementStatus.IN_FORCE and not is_open:
        url = reverse("partnerships:agreement_new", args=[partnership.pk])
        links.append({"url": url, "label": _("Amend or renew it by a text signed here")})
    url = reverse("partnerships:local_texts", args=[partnership.pk])
    links.append({"url": url, "label": _("Local agreements under it")})
    return links
