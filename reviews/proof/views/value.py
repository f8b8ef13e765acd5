"""One value with its proofs and all their revisions: added, replaced, withdrawn, handed out (G5)."""

import logging
from typing import Any

from django.contrib import messages
from django.core.files.base import ContentFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.models import Partnership
from partnerships.shared.services.kept_files import Tampered, kept_content
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.numbers import row_key
from reviews.access import can_enter_value
from reviews.models import Measurement, Proof, ProofOfValue, ProofRevision
from reviews.proof.forms import ProofForm, WithdrawProofForm
from reviews.proof.rules import STATES
from reviews.proof.services.beside import MOST, values_beside
from reviews.proof.services.keeping import add_proof, replace_proof, withdraw_proof
from reviews.results.rules.proving import CURRENT, proof_words
from reviews.results.services.proofs import proof_days, uses_by_value
from reviews.results.services.reading import value_in_words
from reviews.shared.services import AlreadyCorrected
from reviews.shared.views import actor, crumbs_to, visible_measurement

logger = logging.getLogger(__name__)


@role_required("read_portfolio")
@require_safe
def value_proof(request: HttpRequest, pk: int) -> HttpResponse:
    measurement = visible_measurement(request, pk)
    today, may_add = timezone.localdate(), can_enter_value(request.membership)
    uses = uses_by_value([measurement]).get(measurement.pk, [])
    context = {
        **_frame(measurement),
        "value": measurement,
        "proofs": [_proof(use, today, may_add) for use in uses],
        "summary": proof_words([proof_days(use) for use in uses], today),
        "correction": getattr(measurement, "correction", None),
        "may_add": may_add and measurement.stands,
    }
    return render(request, "reviews/proof/value_proof.html", context)


def _proof(use: ProofOfValue, today: Any, may_change: bool) -> dict[str, Any]:
    revisions = list(use.proof.revisions.all())
    state = proof_days(use).state_on(today)
    return {
        "use": use,
        "proof": use.proof,
        "latest": revisions[-1],
        "earlier": revisions[-2::-1],
        "state": STATES[state],
        "kind": "success" if state == CURRENT else "neutral",
        "is_taken_over": use.since > revisions[0].added_at,
        "may_change": may_change and use.proof.withdrawn_at is None,
    }


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once
def proof_new(request: HttpRequest, pk: int) -> HttpResponse:
    measurement = visible_measurement(request, pk)
    if not measurement.stands:
        messages.info(request, _("This value was corrected or withdrawn. Add the proof to the value that counts now."))
        return not_saved(redirect("reviews:value_proof", pk))
    others = list(values_beside(measurement)[:MOST])
    beside = [(str(each.pk), _named(each)) for each in others]
    form = ProofForm(posted(request), request.FILES or None, today=timezone.localdate(), beside=beside)
    if request.method == "POST" and form.is_valid():
        also = [each for each in others if each.pk in form.ticked]
        add_proof(measurement=measurement, by=actor(request), also=also, **form.said())
        messages.success(request, _("The proof has been added."))
        return redirect("reviews:value_proof", pk)
    context = {**_frame(measurement), "title": _("Add proof"), "back": _page_of(measurement.pk)}
    return form_page(request, "reviews/proof/proof_form.html", form, context)


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once
def proof_replace(request: HttpRequest, pk: int) -> HttpResponse:
    proof, measurement = _visible_proof(request, pk)
    latest = proof.revisions.last()
    initial = {"title": latest.title, "link": latest.link, "follows": latest.number}
    form = ProofForm(posted(request), request.FILES or None, today=timezone.localdate(), replaces=True, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.said()
        try:
            replace_proof(proof=proof, by=actor(request), **said | {"follows": said["follows"] or 0})
        except AlreadyCorrected:
            return _too_late(request, measurement)
        messages.success(request, _("The proof has been replaced. The earlier one stays readable."))
        return redirect("reviews:value_proof", measurement.pk)
    context = {
        **_frame(measurement),
        "title": _("Replace proof"),
        "latest": latest,
        "back": _page_of(measurement.pk),
    }
    return form_page(request, "reviews/proof/proof_form.html", form, context)


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once
def proof_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    proof, measurement = _visible_proof(request, pk)
    form = WithdrawProofForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_proof(proof=proof, by=actor(request), reason=form.cleaned_data["reason"])
        except AlreadyCorrected:
            return _too_late(request, measurement)
        messages.success(request, _("The proof has been withdrawn. It stays readable."))
        return redirect("reviews:value_proof", measurement.pk)
    context = {
        **_frame(measurement),
        "title": _("Withdraw proof"),
        "latest": proof.revisions.last(),
        "back": _page_of(measurement.pk),
    }
    return form_page(request, "reviews/proof/proof_form.html", form, context)


@role_required("read_portfolio")
@require_safe
def proof_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of a revision as an attachment, as it was added; or a word that the stored one is not that any more."""
    rows = ProofRevision.objects.filter(proof__objective__agreement__partnership__in=_visible(request))
    revision = get_object_or_404(rows.exclude(file="").select_related("proof"), pk=pk)
    try:
        content = kept_content(revision.file, revision.sha256)
    except (OSError, Tampered) as fault:
        logger.error("The file of proof revision %s is not handed out: %s.", revision.pk, fault)
        messages.error(request, _("The stored file does not match the recorded file. Contact your administrator."))
        return redirect("reviews:value_proof", revision.proof.uses.last().measurement_id)
    return FileResponse(ContentFile(content), as_attachment=True, filename=revision.file_name)


def _visible(request: HttpRequest) -> Any:
    return Partnership.objects.visible_to(request.membership)


def _visible_proof(request: HttpRequest, pk: int) -> tuple[Proof, Measurement]:
    """With the value whose page led here (?value=), or the one that it was given to last."""
    rows = Proof.objects.filter(objective__agreement__partnership__in=_visible(request))
    proof = get_object_or_404(rows.select_related("objective__agreement__partnership__service"), pk=pk)
    key = row_key(request.GET.get("value", ""))
    use = (proof.uses.filter(measurement=key).last() if key else None) or proof.uses.last()
    return proof, visible_measurement(request, use.measurement_id)


def _too_late(request: HttpRequest, measurement: Measurement) -> HttpResponse:
    messages.error(request, _("This proof has been replaced or withdrawn meanwhile. It is shown below as it is now."))
    return not_saved(redirect("reviews:value_proof", measurement.pk))


def _page_of(pk: int) -> str:
    return reverse("reviews:value_proof", args=[pk])


def _named(value: Measurement) -> str:
    """“Firms open their doors, women, Alytus municipality: 37 firms a year”."""
    parts = [value.objective.title, str(value.quota or ""), value.party.name if value.party else ""]
    said = {"what": ", ".join(part for part in parts if part), "value": value_in_words(value)}
    return _("%(what)s: %(value)s") % said


def _frame(measurement: Measurement) -> dict[str, Any]:
    objective = measurement.objective
    values = {"url": reverse("reviews:values", args=[objective.pk]), "label": objective.title}
    return {
        "objective": objective,
        "partnership": objective.agreement.partnership,
        "crumbs": [*crumbs_to(objective.agreement.partnership), values],
        "about": _("%(value)s, %(day)s") % {"value": value_in_words(measurement), "day": measurement.as_of.display()},
    }
