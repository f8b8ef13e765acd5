"""The parts of the partnership page: each function gives what one include of the template shows."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from partnerships.marks.services.marking import words_of
from partnerships.models import (
    Agreement,
    FactMark,
    ModelAdvice,
    Participation,
    Partnership,
    Party,
    RecordedFile,
    Responsibility,
    Signature,
)
from partnerships.preparation.services.warnings import overridden
from partnerships.rules.lifecycle import SIGNED_ONCE, AgreementStatus
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.kept import Kept
from pes_partnerships.lib.templatetags.ui import distance

from .portfolio_rows import PartnershipRow


def key_facts(
    row: PartnershipRow, today: datetime.date, decided: ModelAdvice | None, marks: Mapping[str, FactMark]
) -> list[dict[str, str]]:
    """The facts on top: model, formality, term, who looks after it, next review."""
    partnership, text = row.partnership, row.text
    formality = text.get_formality_display() if text and text.formality else ""
    since = display_date(row.governing.governs_since) if row.governing else ""
    governed = _governed(row)
    review = partnership.next_review_on
    return [
        {
            "label": _("Model"),
            "value": row.model or (decided.get_model_display() if decided else _("not chosen yet")),
            "note": _joined(
                row.elements_note if row.model or not decided else _("decided; no agreement drafted yet"),
                words_of(marks, "model"),
            ),
        },
        {
            "label": _("Formality"),
            "value": formality or (_("not stated") if text else _("informal: no agreement")),
            "note": words_of(marks, "formality"),
        },
        {
            "label": _("In force") if governed else _("In force since") if row.governing else _("Start date"),
            "value": governed or since or partnership.commenced.display() or _("not stated"),
            "note": _joined("" if governed else _term_note(row), words_of(marks, "ends")),
        },
        {
            "label": _("Responsible persons"),
            "value": str(partnership.manager or _("not assigned")),
            "note": row.office,
        },
        {
            "label": _("Next review"),
            "value": display_date(review) if review else _("none planned"),
            "note": distance(review, today) if review and not partnership.ended_on else "",
        },
    ]


def _joined(*words: str) -> str:
    return "; ".join(filter(None, words))


def _term_note(row: PartnershipRow) -> str:
    """As the portfolio says it beside the status; a decided end as a whole, as no status stands before it.

    And what the source says where the day of the beginning was worked out from it.
    """
    last = row.partnership.ending_on
    term = _("ends %(day)s") % {"day": display_date(last)} if last else row.term_words
    governing = row.governing
    said = governing.effective if governing else None
    if not said or said.precision == "day" or not governing.is_elsewhere:
        return term
    return _("the source says %(date)s; %(term)s") % {"date": said.display(), "term": term}


def _governed(row: PartnershipRow) -> str:
    """R9: of a partnership that has ended, from when to when its last text governed."""
    text, last = row.text, row.partnership.ended_on
    if last is None or text is None or text.status != AgreementStatus.ENDED or text.governs_since is None:
        return ""
    return _("%(start)s to %(end)s") % {"start": display_date(text.governs_since), "end": display_date(last)}


def actions(row: PartnershipRow, *, may_form: bool, may_write: bool) -> list[dict[str, str]]:
    """The acts open to this person, the likeliest next one first."""
    pk = row.partnership.pk
    found = []
    if may_write and row.coming:
        out = row.coming.status == AgreementStatus.OUT_FOR_SIGNATURE
        view, label = ("signatures", _("Monitor the signatures")) if out else ("agreement", _("Continue the agreement"))
        if row.coming.status in (AgreementStatus.OUT_FOR_SIGNATURE, AgreementStatus.DRAFT):
            found.append({"url": reverse(f"partnerships:{view}", args=[row.coming.pk]), "label": label})
    elif may_write and row.recording:
        url = reverse("partnerships:record", args=[row.recording.pk])
        found.append({"url": url, "label": _("Continue the record")})
    elif may_write and row.partnership.ending_on is None:
        if may_form and not row.governing:  # F1, F5: the preparation comes first, and is not rushed (PARES)
            found.append({"url": reverse("partnerships:preparation", args=[pk]), "label": _("Prepare the partnership")})
        label = _("Amend or renew the agreement") if row.governing else _("Draft an agreement")
        found.append({"url": reverse("partnerships:agreement_new", args=[pk]), "label": label})
        if not row.governing:
            url = reverse("partnerships:record_new", args=[pk])
            found.append({"url": url, "label": _("Record an agreement signed elsewhere")})
    if may_form:
        found += [
            {"url": reverse("partnerships:participants", args=[pk]), "label": _("Partners")},
            {"url": reverse("partnerships:partnership_change", args=[pk]), "label": _("Edit the partnership")},
        ]
        if row.partnership.ending_on is None:
            url = reverse("partnerships:partnership_end", args=[pk])
            found.append({"url": url, "label": _("End the partnership")})
    return found


def settled_warnings(partnership: Partnership, *, may_form: bool) -> list[dict[str, str]]:
    """F5: warnings that somebody overrode stay in sight: the reason, who, when, and the way to take it back."""
    return [
        {
            "text": _("The partnership can work without the key actor %(name)s.") % {"name": row.name},
            "reason": row.do_without_reason,
            "who": row.do_without_by.name if row.do_without_by else "",
            "when": display_date(row.do_without_on),
            "url": reverse("partnerships:viability", args=[row.pk]) if may_form else "",
        }
        for row in (() if partnership.ended_on else overridden(partnership))
    ]


def _signatures(*, agreement: int) -> QuerySet[Signature]:
    return Signature.objects.counting().filter(agreement=agreement).values_list("party", "at")


_signed = Kept(_signatures)
_duties = Kept(lambda *, agreement: Responsibility.objects.filter(agreement=agreement).values_list("owner", "text"))


def partner_rows(row: PartnershipRow) -> list[dict[str, Any]]:
    """Partners and what each risks: from the text that governs or is on its way, else the participants."""
    text, present = row.text, row.partnership.partners_present
    prefetch_related_objects([each for each in present if each.organisation_id], "sites")
    parties = _parties(text, present) if text else []
    if not parties:
        return [_partner(partner) for partner in present]
    signed = {party: timezone.localdate(at) for party, at in _signed(agreement=text.pk)}
    duties: dict[int | None, list[str]] = {}
    for owner, said in _duties(agreement=text.pk):
        duties.setdefault(owner, []).append(said)
    return [
        _partner(party.participation)
        | {
            "name": party.name,
            "is_lead": party.pk == text.lead_id,
            "does": " ".join(duties.get(party.pk, [])) or party.participation.role or party.get_role_display(),
            "risk_level": party.get_risk_level_display() if party.risk_level else "",
            "risk": party.risk,
            "signed": display_date(signed.get(party.pk)),
            "signed_elsewhere": _signed_elsewhere(party, text) if text.is_elsewhere else "",
        }
        for party in parties
    ]


@scopes_disabled()  # the text was found within the service, and these are its own rows
def _parties(text: Agreement, present: list[Participation]) -> list[Party]:
    """With their participants, who have been read before but for those that have left."""
    rows = text.parties.prefetch_related("signed_elsewhere") if text.is_elsewhere else text.parties.all()
    parties = list(rows)
    known = {each.pk: each for each in present}
    left = {each.participation_id for each in parties} - set(known)
    if left:
        known |= Participation.objects.select_related("organisation").prefetch_related("sites").in_bulk(left)
    for each in parties:
        each.participation = known[each.participation_id]
    return parties


def _signed_elsewhere(party: Party, text: Agreement) -> str:
    """“12 February 2025, the President, by position”, as far as a source says."""
    if not party.must_sign:
        return _("not a party")
    rows = list(party.signed_elsewhere.all())
    if not rows:
        day = text.signed.display()
        return _("%(day)s; no source says who") % {"day": day} if day else _("no source says who signed")
    return "; ".join(
        ", ".join(filter(None, [(row.signed or text.signed).display(), row.name, row.office_held])) for row in rows
    )


def _partner(participation: Any) -> dict[str, Any]:
    organisation = participation.organisation_id
    return {
        "url": reverse("partnerships:organisation", args=[organisation]) if organisation else "",
        "name": participation.name,
        "counted": participation.counted,
        "offices": participation.taking_part,
        "status": participation.status,
        "status_label": participation.get_status_display(),
        "is_key_actor": participation.is_key_actor,
        "does": participation.role,
    }


def signed_versions(versions: list[Agreement]) -> list[dict[str, Any]]:
    """The texts that were signed, here or elsewhere, the latest first, with their documents or files."""
    signed = [each for each in versions if each.status in SIGNED_ONCE]
    prefetch_related_objects([each for each in signed if each.is_elsewhere], "recorded_files")
    return [
        {
            "agreement": each,
            "document": next(iter(each.documents.all()), None),
            "file": _file_of(each) if each.is_elsewhere else None,
        }
        for each in signed
    ]


def _file_of(text: Agreement) -> RecordedFile | None:
    return next((each for each in text.recorded_files.all() if each.removed_at is None), None)


def said_elsewhere(row: PartnershipRow) -> dict[str, Any] | None:
    """Where the text that governs was signed elsewhere: the day of that text, and its record."""
    text = row.text
    if text is None or not text.is_elsewhere:
        return None
    day = text.signed or text.decided or text.effective
    return {"url": reverse("partnerships:record", args=[text.pk]), "day": day.display()}
