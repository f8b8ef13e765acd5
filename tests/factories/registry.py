"""What is known of organisations beside their facts: names, members, judgements, ends."""

import datetime
from collections.abc import Iterable
from typing import Any

from django_scopes import scope

from partnerships.merging.services.succession import end_organisation
from partnerships.models import (
    Agreement,
    Assessment,
    Organisation,
    OrganisationName,
    Participation,
    Representation,
    Site,
)
from partnerships.registry.services.assessments import assess
from partnerships.registry.services.names_over_time import add_name
from partnerships.registry.services.representation import add_representation
from partnerships.registry.services.sites import add_site
from partnerships.signing.services.documents import render_document, standing_signatures
from partnerships.signing.services.sealed import stored_file
from partnerships.signing.services.sealing import seal
from pes_partnerships.lib.dates import PartialDate

from .forming import BY

LONG_AGO = datetime.date(2026, 1, 15)


def make_name(organisation: Organisation, name: str = "Labour Exchange", **fields: Any) -> OrganisationName:
    with scope(service=organisation.service):
        return add_name(organisation=organisation, by=BY, name=name, **fields)


def make_site(organisation: Organisation, name: str = "Old Town centre", **fields: Any) -> Site:
    with scope(service=organisation.service):
        return add_site(organisation=organisation, by=BY, name=name, **{"place": "Alytus", **fields})


def make_representation(body: Organisation, member: Organisation, **fields: Any) -> Representation:
    with scope(service=body.service):
        return add_representation(body=body, member=member, by=BY, **fields)


def make_assessment(organisation: Organisation, **fields: Any) -> Assessment:
    judged = {"relevance": 3, "relevance_note": "It reaches young people at home.", "author": None, "on": LONG_AGO}
    with scope(service=organisation.service):
        return assess(organisation=organisation, by=BY, **{**judged, **fields})


def make_end(
    organisation: Organisation, *successors: Organisation, carry_on: Iterable[Participation] = (), **fields: Any
) -> Organisation:
    """Each place of `carry_on` is taken by every successor."""
    kind = ("dissolved", "succeeded", "split")[min(len(successors), 2)]
    pairs = [(place, successor) for place in carry_on for successor in successors]
    facts = {"kind": kind, "on": PartialDate(2020), "carry_on": pairs, **fields}
    with scope(service=organisation.service):
        return end_organisation(organisation=organisation, by=BY, successors=successors, **facts)


def frozen_of(agreement: Agreement) -> tuple[str, str, bytes, bytes]:
    """What was signed: the canonical text with its fingerprint, the sealed file, and the file as made afresh."""
    afresh = render_document(
        agreement=agreement, signatures=standing_signatures(agreement), edition=1, at=agreement.frozen_at
    )
    return (
        agreement.snapshot,
        agreement.snapshot_sha256,
        stored_file(seal(agreement=agreement)).read(),
        afresh.content,
    )
