"""The organisation of an address, as far as this person may see or change it; else a 404 like a missing one (X1)."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from partnerships.models import Organisation, OrganisationName, Representation


def organisation_to_read(request: HttpRequest, pk: int) -> Organisation:
    visible = Organisation.objects.visible_to(request.membership)
    return get_object_or_404(visible.select_related("service", "type", "successor", "pes"), pk=pk)


def organisation_to_form(request: HttpRequest, pk: int) -> Organisation:
    """A merged record is a record: what is to be changed stands at the one that was kept."""
    own = Organisation.objects.unmerged().filter(service=request.membership.service)
    return get_object_or_404(own.select_related("service", "successor"), pk=pk)


def name_to_form(request: HttpRequest, pk: int) -> OrganisationName:
    own = OrganisationName.objects.filter(
        organisation__service=request.membership.service, organisation__merged_into=None
    )
    return get_object_or_404(own.select_related("organisation__service"), pk=pk)


def representation_to_form(request: HttpRequest, pk: int) -> Representation:
    own = Representation.objects.filter(body__service=request.membership.service)
    return get_object_or_404(own.select_related("body__service", "member"), pk=pk)
