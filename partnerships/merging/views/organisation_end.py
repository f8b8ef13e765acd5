"""The end of an organisation in the real world: its successor, its places, and taking the end back (F2)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from partnerships.consents.guards import asked_first
from partnerships.consents.services.asking import Concerned
from partnerships.merging.forms.succession import EndForm
from partnerships.merging.services.succession import end_organisation, reopen_organisation
from partnerships.models import Organisation
from partnerships.shared.forms.refusals import add_findings, typed
from partnerships.shared.services.refused import Refused
from partnerships.shared.views.organisation_found import organisation_to_form
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.once import FIELD

from .places import places_within_reach

NOT_TYPED = ("csrfmiddlewaretoken", FIELD, "confirmed", "again", "find")


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def organisation_end(request: HttpRequest, pk: int) -> HttpResponse:
    """One form, then what it will do, then the act: nothing is written before the last button."""
    known = organisation_to_form(request, pk)
    if known.ended or known.end_kind:
        return redirect("partnerships:organisation_reopen", pk)
    form = _form(request, known)
    if request.method == "POST" and form.is_valid():
        if "confirmed" not in request.POST:
            return _ask(request, known, form)
        if asked := asked_first(request, "organisation_end", Concerned((known,), contacts=None)):
            return asked
        try:
            end_organisation(organisation=known, by=Actor.user(request.user), **form.values())
        except Refused as refused:  # something changed between the two pages
            add_findings(form, refused.findings)
        else:
            messages.success(request, _("The end has been recorded. Signed documents are not changed."))
            return redirect("partnerships:organisation", pk)
    context = {"organisation": known, "form": form}
    return form_page(request, "partnerships/merging/organisation_end.html", form, context)


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def organisation_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    known = organisation_to_form(request, pk)
    if not (known.ended or known.end_kind):
        return redirect("partnerships:organisation", pk)
    if request.method == "POST":
        if asked := asked_first(request, "organisation_reopen", Concerned((known,))):
            return asked
        reopen_organisation(organisation=known, by=Actor.user(request.user))
        messages.success(request, _("The end has been undone. The organisation is active again."))
        return redirect("partnerships:organisation", pk)
    context = {"organisation": known, "points": _points_of_reopening(known)}
    return render(request, "partnerships/merging/organisation_reopen.html", context)


def _form(request: HttpRequest, known: Organisation) -> EndForm:
    places = places_within_reach(request.membership, known)
    if {"find", "again"} & request.POST.keys():
        return EndForm(initial=typed(EndForm, request.POST), organisation=known, places=places)
    if (given := posted(request)) is not None:
        return EndForm(given, organisation=known, places=places)
    return EndForm(initial={"carry_on": [place.pk for place in places]}, organisation=known, places=places)


def _ask(request: HttpRequest, known: Organisation, form: EndForm) -> HttpResponse:
    told = [(name, value) for name, values in request.POST.lists() if name not in NOT_TYPED for value in values]
    context = {"organisation": known, "points": _points(known, form), "told": told}
    return render(request, "partnerships/merging/organisation_end_confirm.html", context)


def _points(known: Organisation, form: EndForm) -> list[str]:
    """What the button will do, in the order in which it matters."""
    values = form.values()
    names = {"name": known.name, "day": values["on"].display()}
    points = [
        _("%(name)s is recorded as ended: %(day)s. It is no longer listed, unless ended organisations are shown too.")
        % names
    ]
    words = _("%(successor)s is shown as its successor on both pages.")
    points += [words % {"successor": successor.name} for successor in values["successors"]]
    taken: set[int] = set()
    for place, successor in values["carry_on"]:
        names = {"partnership": place.partnership.title, "successor": successor.name}
        points.append((_joins() if place.pk in taken else _takes_over()) % names)
        taken.add(place.pk)
    left = known.participations.present().count() - len(taken)
    if left:
        words = ngettext(
            "In %(count)s partnership it is not changed: make the change there.",
            "In %(count)s partnerships it is not changed: make the change there.",
            left,
        )
        points.append(words % {"count": left})
    points.append(_("Texts that are signed or out for signature keep the name they contain."))
    return points


def _takes_over() -> str:
    return _(
        "In partnership “%(partnership)s”, %(successor)s takes its place with the same role and "
        "status; drafts are updated."
    )


def _joins() -> str:
    return _(
        "In partnership “%(partnership)s”, %(successor)s joins beside it with the same role and status; drafts do "
        "not name it until you add it as a party."
    )


def _points_of_reopening(known: Organisation) -> list[str]:
    points = [_("%(name)s is listed again as active.") % {"name": known.name}]
    words = _(
        "%(successor)s is no longer its successor. Participations that it took over remain with "
        "it: change them manually."
    )
    return points + [words % {"successor": successor.name} for successor in known.successors.all()]
