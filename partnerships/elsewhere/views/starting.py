"""A record is begun: of the text that governs, or of an earlier edition (A15)."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.elsewhere.forms.record import StartRecordForm
from partnerships.elsewhere.services.files import add_file
from partnerships.elsewhere.services.recording import start_record
from partnerships.models import Agreement, Partnership
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once
def record_new(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = get_object_or_404(Partnership.objects.visible_to(request.membership), pk=pk)
    if partnership.ended_on:
        return _ended(request, partnership)
    texts = partnership.agreements.count()
    draft = Agreement(title="" if texts else partnership.title, language=partnership.service.language)
    form = StartRecordForm(posted(request), request.FILES or None, instance=draft)
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "upload"}
        upload, by = form.cleaned_data["upload"], Actor.user(request.user)
        with transaction.atomic():
            agreement = start_record(partnership=partnership, by=by, **values)
            if upload:
                add_file(agreement=agreement, by=by, file=upload, kind="text", file_name=upload.said_name)
        messages.success(request, _("The record is open. Write down what the text says, then save the record."))
        return redirect("partnerships:record", agreement.pk)
    back = reverse("partnerships:partnership", args=[pk])
    crumbs = [
        {"url": reverse("partnerships:portfolio"), "label": _("Portfolio")},
        {"url": back, "label": partnership.title},
    ]
    context = {"partnership": partnership, "is_first": not texts, "crumbs": crumbs, "back": back}
    return form_page(request, "partnerships/elsewhere/record_new.html", form, context)


def _ended(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    messages.error(request, _("This partnership has ended. Its agreements are kept on record."))
    return not_saved(redirect("partnerships:partnership", partnership.pk))
