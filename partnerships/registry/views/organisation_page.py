"""All that is known of one organisation, and its life in the real world (F2, F3, F4)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.access import can_form
from partnerships.hooks import consent_acts
from partnerships.models import Consent, Organisation
from partnerships.models.organisation import OrganisationQuerySet
from partnerships.shared.services.resolving import resolve
from partnerships.shared.views.history_lines import history_lines
from partnerships.shared.views.lists import page_of
from partnerships.shared.views.organisation_found import organisation_to_read
from pes_partnerships.accounts.guards import role_required

from .organisation_history import entries_of
from .organisation_parts import Place, assessments_of, facts_of, names_of_organisation, places_of
from .organisation_representation import bodies_of, members_of
from .organisation_sites import sites_of

FEW = 5
LAST_ACTS = 10


@role_required("read_portfolio")
@require_http_methods(["GET"])
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    shown = organisation_to_read(request, pk)
    if shown.merged_into_id:
        kept = resolve(shown)
        words = _("Record “%(merged)s” was merged into this record, because the organisation was registered twice.")
        messages.info(request, words % {"merged": shown.name})
        return redirect("partnerships:organisation", kept.pk)
    page = page_of(request, places_of(request, shown))
    context = {
        "organisation": shown,
        "facts": facts_of(shown),
        "names": names_of_organisation(shown),
        "sites": sites_of(shown),
        "page": page,
        "places": [Place(participation) for participation in page],
        "assessments": list(assessments_of(request, shown)),
        **_people(shown),
        **_relations(request, shown),
        "acts": history_lines(entries_of(request, shown)[:LAST_ACTS]),
        "may_form": can_form(request.user),
        "consents": _consents(request, shown),
    }
    return render(request, "partnerships/registry/organisation_detail.html", context)


def _consents(request: HttpRequest, shown: Organisation) -> list[dict[str, Any]]:
    """Acts that wait for the answer of an office; those that this person's office asked, or is asked about."""
    rows = Consent.objects.visible_to(request.membership).open().filter(organisation=shown)
    return [{"consent": row, "act": consent_acts[row.act].label} for row in rows]


def _people(shown: Organisation) -> dict[str, Any]:
    contacts = list(shown.contacts.all())
    return {
        "contacts": [contact for contact in contacts if contact.left_on is None],
        "former_contacts": [contact for contact in contacts if contact.left_on],
    }


def _successors(visible: OrganisationQuerySet, shown: Organisation) -> list[dict[str, Any]]:
    """X1: an evaluator learns the name of a successor, and its page only where it may be read."""
    rows = list(shown.successors.all())
    is_open = set(visible.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True)) if rows else set()
    return [{"organisation": row, "is_open": row.pk in is_open} for row in rows]


def _relations(request: HttpRequest, shown: Organisation) -> dict[str, Any]:
    visible = Organisation.objects.visible_to(request.membership)
    members, bodies = members_of(request, shown), bodies_of(request, shown)
    return {
        "members": members[:FEW],
        "member_count": members.count(),
        "bodies": bodies[:FEW],
        "body_count": bodies.count(),
        "predecessors": visible.unmerged().filter(successors=shown).order_by("ended", "name"),
        "successors": _successors(visible, shown),
        "merged_records": visible.filter(merged_into=shown).order_by("name"),
    }
