"""For the office: who of each partner has a link to the partner's own page; sent, sent again, ended."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.models import Contact, Participation
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.lib.moves import MoveRefused
from reviews.door.services.links import contacts_with_links, end_links, send_link
from reviews.shared.views import actor, crumbs_to, visible_partnership


@role_required("log_review")
@require_safe
def door_contacts(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = visible_partnership(request, pk)
    lines, without = contacts_with_links(partnership)
    context = {"partnership": partnership, "crumbs": crumbs_to(partnership), "lines": lines, "without": without}
    return render(request, "reviews/door/contacts.html", context)


@role_required("log_review")
@require_POST
@once
def door_send(request: HttpRequest, pk: int, participation: int, contact: int) -> HttpResponse:
    member, person = _found(request, pk, participation, contact)
    try:
        send_link(participation=member, contact=person, by=actor(request))
    except MoveRefused:
        words = _("No link was sent: %(name)s has left, or has no e-mail address.") % {"name": person.name}
        messages.info(request, words)
        return not_saved(redirect("reviews:door_contacts", pk))
    messages.success(request, _("A link is being sent to %(name)s.") % {"name": person.name})
    return redirect("reviews:door_contacts", pk)


@role_required("log_review")
@require_http_methods(["GET", "POST"])
@once
def door_end(request: HttpRequest, pk: int, participation: int, contact: int) -> HttpResponse:
    """Asks first: every link of this person to this partnership ends."""
    member, person = _found(request, pk, participation, contact)
    if request.method == "POST":
        if end_links(participation=member, contact=person, by=actor(request)):
            messages.success(request, _("The links of %(name)s no longer work.") % {"name": person.name})
        else:
            messages.info(request, _("%(name)s had no link that worked.") % {"name": person.name})
        return redirect("reviews:door_contacts", pk)
    context = {
        "partnership": member.partnership,
        "member": member,
        "contact": person,
        "crumbs": crumbs_to(member.partnership),
    }
    return render(request, "reviews/door/end.html", context)


def _found(request: HttpRequest, pk: int, participation: int, contact: int) -> tuple[Participation, Contact]:
    partnership = visible_partnership(request, pk)
    members = Participation.objects.filter(partnership=partnership, organisation__isnull=False)
    member = get_object_or_404(members.select_related("organisation"), pk=participation)
    member.partnership = partnership
    return member, get_object_or_404(Contact.objects.filter(organisation=member.organisation_id), pk=contact)
