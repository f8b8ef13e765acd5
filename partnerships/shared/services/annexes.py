"""The files of annexes: handed out only as they were when their SHA-256 was written into the text (A15, S3)."""

import logging

from django.db import transaction

from partnerships.models import Annex

from .kept_files import Tampered, kept_content

logger = logging.getLogger(__name__)


def annex_content(annex: Annex) -> bytes | None:
    """None where there is no file, or the stored one is not the one that was added."""
    if not annex.file:
        return None
    try:
        return kept_content(annex.file, annex.sha256)
    except (OSError, Tampered) as fault:
        logger.error("The file of annex %s is not handed out: %s.", annex.pk, fault)
        return None


def forget_file(name: str) -> None:
    """Take a stored file away, once this act is done, if no annex of any version names it any more."""

    def unless_named() -> None:
        if not Annex._base_manager.filter(file=name).exists():
            Annex._meta.get_field("file").storage.delete(name)

    if name:
        transaction.on_commit(unless_named)
