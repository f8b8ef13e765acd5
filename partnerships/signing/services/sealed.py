"""Sealed documents as they are kept: their files, and which signatures and members they hold (S3)."""

import logging
from typing import Any

from django.core.files.base import ContentFile

from partnerships.models import Document, Signature
from partnerships.shared.services.kept_files import kept_content
from partnerships.signing.rules.member_list import MemberList
from pes_partnerships.ledger.models import LedgerEntry

SEALING_ACTS = ("document.sealed", "document.sealed_again", "accession_list.sealed")
logger = logging.getLogger(__name__)


def stored_file(document: Document) -> ContentFile:
    """The file as it was sealed. A lost copy comes back from the other one.

    Tampered where the stored bytes are not those whose SHA-256 was recorded, or where both copies are lost.
    """
    if document.second and not document.file.storage.exists(document.file.name):
        bring_back(document)
    content = kept_content(document.file, document.sha256)
    return ContentFile(content, name=f"{document.number}.pdf")


def bring_back(document: Document, lost: str = "file") -> None:
    """A lost copy ("file" or "second") from the other; Tampered where that one is not what was sealed."""
    other = document.second if lost == "file" else document.file
    content, copy = kept_content(other, document.sha256), getattr(document, lost)
    copy.name = copy.storage.save(copy.name, ContentFile(content))
    Document.objects.filter(pk=document.pk).update(**{lost: copy.name})
    logger.warning("A copy of document %s was lost and has been restored from the other one.", document.pk)


def told_of(signatures: list[Signature]) -> dict[str, Any]:
    """Which signatures a document holds, as its entry in the ledger says it."""
    return {"signatures": len(signatures), "held": sorted(each.pk for each in signatures)}


def held_by(document: Document, signatures: list[Signature]) -> list[Signature]:
    """Those of the standing signatures that a stored document holds; who joined a network later is not among them."""
    entry = sealing_entry(document)
    if entry and "held" in entry.after:
        held = set(entry.after["held"])
        return [each for each in signatures if each.pk in held]
    # entries of earlier versions say how many: the first ones that counted; before there were seals, all of them
    number = entry.after["signatures"] if entry else len(signatures)
    first = sorted(signatures, key=lambda each: (each.counts_from, each.pk))[:number]
    return [each for each in signatures if each in first]


def lists_the_same(newest: Document, found: MemberList) -> bool:
    entry = sealing_entry(newest)
    if entry and "state_sha256" in entry.after:
        return entry.after["state_sha256"] == found.state_sha256
    return newest.lists_sha256 == found.sha256


def sealing_entry(document: Document) -> LedgerEntry | None:
    entries = LedgerEntry.objects.filter(act__in=SEALING_ACTS, object_type="document", object_id=str(document.pk))
    return entries.order_by("-seq").first()
