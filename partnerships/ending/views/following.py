"""Who carries on what an ended partnership did (R9)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.ending.forms.ending import SuccessorForm
from partnerships.ending.services.following import name_successor
from partnerships.models import Ending, Partnership
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.conflicts import conflict_page
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.models import Membership
from pes_partnerships.accounts.once import once_unless_changed
from pes_partnerships.lib.form_pages import form_page, posted

from .found import crumbs_of, ending_to_form


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def ending_successor(request: HttpRequest, pk: int) -> HttpResponse:
    ending = ending_to_form(request, pk)
    if not ending.is_decided:
        raise Http404
    form = SuccessorForm(posted(request), instance=ending, among=Partnership.objects.visible_to(request.membership))
    context = {
        "ending": ending,
        "crumbs": crumbs_of(ending),
        "title": _("Who carries it on"),
        "lede": _("Those who ask for it later read here where to go. The two pages lead to each other."),
        "submit": _("Save"),
    }
    if request.method == "POST" and form.is_valid():
        try:
            name_successor(ending=ending, user=request.user, **form.values())
        except Conflict:
            return conflict_page(request, form, form.as_stored(), context)
        messages.success(request, _("It is recorded who carries it on."))
        return redirect("partnerships:ending", pk)
    return form_page(request, "partnerships/ending/ending_form.html", form, context)


def carried_on(ending: Ending, membership: Membership) -> dict[str, Any]:
    """Its words, and the partnership as far as this person may see it."""
    seen = Partnership.objects.visible_to(membership).filter(pk=ending.successor_id)
    return {"words": ending.carried_on, "successor": seen.first() if ending.successor_id else None}
