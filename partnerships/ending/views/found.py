"""The ending of an address, as far as this person may see its partnership; else a 404 like a missing one (X1).

An ended partnership is a record, but its ending goes on: its steps have their days after the end.
"""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.models import Ending, EndingObjection, EndingStep, Partnership

RELATED = ("partnership__service", "partnership__office", "agreement", "decided_by")


def ending_to_read(request: HttpRequest, pk: int) -> Ending:
    """Of a partnership: the one that stands, else the one that was stopped last."""
    partnerships = Partnership.objects.visible_to(request.membership)
    rows = Ending.objects.filter(partnership__in=partnerships, partnership=pk).select_related(*RELATED)
    found = rows.standing().first() or rows.first()
    if found is None:
        raise Http404
    return found


def ending_to_form(request: HttpRequest, pk: int) -> Ending:
    """One that stands."""
    found = ending_to_read(request, pk)
    if found.stopped_on:
        raise Http404
    return found


def visible_step(request: HttpRequest, pk: int) -> EndingStep:
    """Of an ending that was not stopped."""
    partnerships = Partnership.objects.visible_to(request.membership)
    rows = EndingStep.objects.filter(ending__partnership__in=partnerships, ending__stopped_on=None)
    related = [f"ending__{name}" for name in RELATED]
    return get_object_or_404(rows.select_related("owner__organisation", "person", "done_by", *related), pk=pk)


def visible_objection(request: HttpRequest, pk: int) -> EndingObjection:
    partnerships = Partnership.objects.visible_to(request.membership)
    rows = EndingObjection.objects.filter(ending__partnership__in=partnerships, ending__stopped_on=None)
    return get_object_or_404(rows.select_related("ending__partnership", "participation__organisation"), pk=pk)


def crumbs_of(ending: Ending, *, is_below: bool = True) -> list[dict[str, str]]:
    partnership = ending.partnership
    found = [
        {"url": reverse("partnerships:portfolio"), "label": _("Portfolio")},
        {"url": reverse("partnerships:partnership", args=[partnership.pk]), "label": partnership.title},
    ]
    if is_below:
        found.append({"url": reverse("partnerships:ending", args=[partnership.pk]), "label": _("Ending")})
    return found
