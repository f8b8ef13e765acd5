"""The files of annexes: handed out only as they were when their SHA-256 was written into the text (A15, S3)."""

import hashlib
import logging

from django.db import transaction

from partnerships.models import Annex

logger = logging.getLogger(__name__)


def annex_content(annex: Annex) -> bytes | None:
    """None where there is no file, or the stored one is not the one that was added."""
    if not annex.file:
        return None
    try:
        with annex.file.storage.open(annex.file.name) as stored:
            content = stored.read()
    except OSError:
        logger.error("The file of annex %s cannot be read.", annex.pk)
        return None
    if hashlib.sha256(content).hexdigest() != annex.sha256:
        logger.error("The file of annex %s was changed after it was added.", annex.pk)
        return None
    return content


def forget_file(name: str) -> None:
    """Take a stored file away, once this act is done, if no annex of any version names it any more."""

    def unless_named() -> None:
        if not Annex._base_manager.filter(file=name).exists():
            Annex._meta.get_field("file").storage.delete(name)

    if name:
        transaction.on_commit(unless_named)
