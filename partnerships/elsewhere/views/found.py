"""The record of an address, or a word that this text was signed here."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.models import Agreement, RecordedFile
from pes_partnerships.accounts.once import not_saved


def signed_here(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    messages.info(request, _("This text is signed in this service. It has signatures here, and no record."))
    return not_saved(redirect("partnerships:agreement", agreement.pk))


def closed(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """A record that is saved changes by a correction alone."""
    messages.error(
        request, _("This record is saved. To change it, choose “Correct the record” and say why. Nothing was changed.")
    )
    return not_saved(redirect("partnerships:record", agreement.pk))


def visible_file(request: HttpRequest, pk: int) -> RecordedFile:
    agreements = Agreement.objects.visible_to(request.membership)
    rows = RecordedFile.objects.filter(agreement__in=agreements)
    return get_object_or_404(rows.select_related("agreement__partnership__service", "added_by"), pk=pk)


def record_crumbs(agreement: Agreement, *, inside: bool = True) -> list[dict[str, str]]:
    crumbs = [
        {"url": reverse("partnerships:portfolio"), "label": _("Portfolio")},
        {
            "url": reverse("partnerships:partnership", args=[agreement.partnership_id]),
            "label": agreement.partnership.title,
        },
    ]
    if inside:
        crumbs.append({"url": reverse("partnerships:record", args=[agreement.pk]), "label": agreement.title})
    return crumbs
