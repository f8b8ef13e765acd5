"""The self-examination, the five tests, the value question, and the decision to go on (F1, F6, F8)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from partnerships.access import can_form_partnership
from partnerships.models import Examination, Invitation, Partnership
from partnerships.participants.services.inviting import withdraw_invitations
from partnerships.preparation.forms.examination import DecisionForm, ExaminationForm, TestsForm
from partnerships.preparation.forms.value import ValueForm
from partnerships.preparation.rules.preparation_facts import STOP
from partnerships.preparation.services.examining import examination_of, save_examination, save_value
from partnerships.preparation.services.preparation import preparation_facts
from partnerships.shared.views.found import partnership_to_read, why_closed_to
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once_unless_changed
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate, display_date

from . import preparation_notes as notes
from .preparation_parts import answers_page, page_context

TEXTS = tuple(notes.OF_EXAMINATION)
ANSWER = {True: gettext_lazy("Yes"), False: gettext_lazy("No")}


@role_required("read_portfolio")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def examination(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = partnership_to_read(request, pk)
    known, here = examination_of(partnership), _("Self-examination")
    if not can_form_partnership(request.user, partnership):
        return read_only(request, partnership, here, [_row(known, name, getattr(known, name)) for name in TEXTS])
    actors = partnership.participations.select_related("organisation")
    return answers_page(
        request,
        make=lambda typed: ExaminationForm(typed, instance=examination_of(partnership)),
        save=save_examination,
        template="partnerships/preparation/examination_form.html",
        context=lambda form: page_context(
            partnership, here, form=form, actors=actors, parts=_parts(form, notes.OF_EXAMINATION)
        ),
    )


@role_required("read_portfolio")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def five_tests(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = partnership_to_read(request, pk)
    known, here = examination_of(partnership), _("Five tests of a partnership")
    if not can_form_partnership(request.user, partnership):
        return read_only(request, partnership, here, tests(known))
    return answers_page(
        request,
        make=lambda typed: TestsForm(typed, instance=examination_of(partnership)),
        save=save_examination,
        template="partnerships/preparation/tests.html",
        context=lambda form: page_context(partnership, here, form=form, notes=notes.OF_TESTS),
    )


@role_required("read_portfolio")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def value(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = partnership_to_read(request, pk)
    here = _("Added value")
    if not can_form_partnership(request.user, partnership):
        return read_only(request, partnership, here, _value_rows(partnership))
    return answers_page(
        request,
        make=lambda typed: ValueForm(typed, partnership=partnership_to_read(request, pk)),
        save=save_value,
        template="partnerships/preparation/value.html",
        context=lambda form: page_context(partnership, here, form=form, parts=_parts(form, notes.OF_VALUE)),
    )


@role_required("read_portfolio")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = partnership_to_read(request, pk)
    known, here = examination_of(partnership), _("Decision to proceed")
    earlier = earlier_decisions(partnership, known)
    if not can_form_partnership(request.user, partnership):
        return read_only(request, partnership, here, [_decided(known)], earlier=earlier)
    if request.method == "POST" and "withdraw" in request.POST:
        return _take_invitations_back(request, partnership)
    goes_on = request.POST.get("outcome") == Examination.Outcome.GO_ON
    more = {
        "known": known,
        "earlier": earlier,
        "notes": notes.OF_DECISION,
        "facts": preparation_facts(partnership, timezone.localdate()),
        "invitations": _open_invitations(partnership) if known.outcome == STOP else [],
    }
    return answers_page(
        request,
        make=lambda typed: DecisionForm(typed, instance=examination_of(partnership)),
        save=save_examination,
        template="partnerships/preparation/decision.html",
        context=lambda form: page_context(partnership, here, form=form, **more),
        then="actors" if goes_on else "decision",
    )


def read_only(
    request: HttpRequest, partnership: Partnership, here: str, rows: list[dict[str, Any]], **more: Any
) -> HttpResponse:
    if request.method == "POST":
        raise PermissionDenied(why_closed_to(request.user, partnership))
    return render(
        request, "partnerships/preparation/examination_detail.html", page_context(partnership, here, rows=rows, **more)
    )


def tests(known: Examination) -> list[dict[str, Any]]:
    """The five tests; a “no” is shown, not hidden, with the word about it."""
    rows = [_row(known, name, ANSWER.get(getattr(known, name), "")) for name in Examination.FIVE_TESTS]
    return [*rows, _row(known, "tests_note", known.tests_note)]


def earlier_decisions(partnership: Partnership, known: Examination) -> list[dict[str, str]]:
    """Every decision before the present one, the latest first, as the ledger keeps them."""
    entries = LedgerEntry.objects.about(partnership).filter(act="examination.decided")
    decided = [entry for entry in entries if entry.after.get("outcome")]
    words = dict(Examination.Outcome.choices)
    return [
        {
            "outcome": str(words.get(entry.after["outcome"], "")),
            "day": PartialDate.parse(entry.after.get("decided_on") or "").display(),
            "by": entry.actor_name,
            "reason": entry.private("outcome_reason") or "",
        }
        for entry in decided[1 if known.outcome else 0 :]
    ]


def _open_invitations(partnership: Partnership) -> list[Invitation]:
    rows = Invitation.objects.filter(participation__partnership=partnership).open()
    return list(rows.select_related("participation__organisation"))


def _take_invitations_back(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    count = len(withdraw_invitations(partnership=partnership, by=Actor.user(request.user)))
    words = ngettext("%(count)s invitation has been withdrawn.", "%(count)s invitations have been withdrawn.", count)
    messages.success(request, words % {"count": count})
    return redirect("partnerships:decision", partnership.pk)


def _parts(form: Any, guidance: dict[str, notes.Note]) -> list[dict[str, Any]]:
    """Each question with its guidance; what has none of its own stands with the one before it."""
    parts: list[dict[str, Any]] = []
    for name in form.written:
        if name in guidance:
            label = _("Guidance on “%(question)s”") % {"question": form[name].label}
            parts.append({"fields": [form[name]], "notes": [guidance[name]], "label": label})
        else:
            parts[-1]["fields"].append(form[name])
    return parts


def _value_rows(partnership: Partnership) -> list[dict[str, Any]]:
    known = examination_of(partnership)
    rows = [_row(partnership, name, getattr(partnership, name)) for name in ("added_value", "value_measured_by")]
    return [*rows, _row(known, "worth", known.get_worth_display()) | {"note": known.worth_reason}]


def _decided(known: Examination) -> dict[str, Any]:
    by = known.decided_by.name if known.decided_by_id else ""
    note = ", ".join(filter(None, (display_date(known.decided_on), by)))
    row = _row(known, "outcome", known.get_outcome_display())
    return row | {"note": "\n".join(filter(None, (note, known.outcome_reason)))}


def _row(row: Examination | Partnership, name: str, value: object) -> dict[str, Any]:
    label = str(row._meta.get_field(name).verbose_name)
    return {
        "label": label[:1].upper() + label[1:],
        "value": value,
        "unknown": "" if value else _("Not answered yet"),
    }
