"""Who takes part in a partnership, and how far each has come (F4, F5)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from partnerships.access import can_form_partnership
from partnerships.forms.participant import SHOWN, ParticipantChangeForm, ParticipantForm
from partnerships.models import Participation
from partnerships.services.participants import add_participant, change_participant
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.text import one_line

from .found import partnership_to_form, partnership_to_read
from .lists import as_file

COLUMNS = [
    Column(gettext_lazy("Partner"), "name"),
    Column(gettext_lazy("How many"), "counted"),
    Column(gettext_lazy("Status"), "get_status_display"),
    Column(gettext_lazy("Key actor"), lambda row: _("yes") if row.is_key_actor else _("no")),
    Column(gettext_lazy("Its part"), "role"),
    Column(gettext_lazy("Joined"), lambda row: row.joined.display()),
    Column(gettext_lazy("Left"), lambda row: row.left.display()),
]


@role_required("read_portfolio")
@require_http_methods(["GET"])
def participants(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = partnership_to_read(request, pk)
    rows = partnership.participations.select_related("organisation")
    if file := as_file(request, _("participants"), COLUMNS, rows):
        return file
    context = {
        "partnership": partnership,
        "participations": rows,
        "may_form": can_form_partnership(request.user, partnership),
    }
    return render(request, "partnerships/participant_list.html", context)


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
def participant_new(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = partnership_to_form(request, pk)
    words = one_line(request.GET.get("q", "")[:200])
    form = ParticipantForm(request.POST or None, partnership=partnership, words=words)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_participant(partnership=partnership, by=Actor.user(request.user), **form.cleaned_data)
        except MoveRefused:
            messages.info(request, _("This organisation takes part already: somebody was quicker."))
        else:
            messages.success(request, _("%(name)s is added to the partnership.") % {"name": added.name})
        return redirect("partnerships:participants", partnership.pk)
    found = form.matches.count() if words else 0
    context = {"partnership": partnership, "form": form, "words": words, "found": found, "shown": SHOWN}
    return render(request, "partnerships/participant_new.html", context)


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
def participant_change(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Participation.objects.select_related("partnership", "organisation")
    participation = get_object_or_404(rows.filter(partnership__service=request.membership.service), pk=pk)
    partnership = partnership_to_form(request, participation.partnership_id)
    form = ParticipantChangeForm(request.POST or None, instance=participation)
    if request.method == "POST" and form.is_valid():
        try:
            change_participant(participation=participation, by=Actor.user(request.user), **form.cleaned_data)
        except MoveRefused:
            form.add_error("to", _("Somebody has changed the status meanwhile. Open the page again to see it."))
        else:
            messages.success(request, _("The participant is saved."))
            return redirect("partnerships:participants", partnership.pk)
    context = {"partnership": partnership, "participation": participation, "form": form}
    return render(request, "partnerships/participant_change.html", context)
