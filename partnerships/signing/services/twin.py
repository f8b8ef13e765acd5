"""The sealed document as chapters for a page: what the file says, with the signatures that it holds (S3)."""

from django.utils import timezone

from partnerships.agreements.rules.blocks import Presentation
from partnerships.drafting.rules.freezing import read
from partnerships.models import Document

from .documents import last_moment, shown_document, standing_signatures
from .sealed import held_by


def twin_of(document: Document) -> Presentation:
    """Who joined a network later is on its accession list, and not in the text that was sealed before."""
    agreement = document.agreement
    signatures = held_by(document, standing_signatures(agreement))
    with timezone.override(agreement.partnership.service.zone):
        at = last_moment(agreement, signatures)
        return shown_document(agreement, read(agreement.snapshot), signatures, edition=document.edition, at=at)[0]
