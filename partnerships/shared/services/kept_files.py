"""A file is stored with its SHA-256, and handed out only as it was when that was recorded (S3)."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.core.files.uploadedfile import UploadedFile
from django.db.models.fields.files import FieldFile


class Tampered(Exception):
    """The stored file is gone, or its SHA-256 is not the recorded one: it is not handed out."""


def keep(file: FieldFile, upload: UploadedFile) -> str:
    """Stores what was uploaded, and returns its SHA-256, with which its name begins. The row is not saved yet."""
    content = upload.read()
    sha256 = hashlib.sha256(content).hexdigest()
    file.save(f"{sha256[:16]}-{upload.name}", ContentFile(content), save=False)
    return sha256


def kept_content(file: FieldFile, sha256: str) -> bytes:
    """The bytes; Tampered where they are not those of then, OSError where the storage cannot be read now."""
    try:
        with file.storage.open(file.name) as stored:
            content = stored.read()
    except FileNotFoundError as missing:
        raise Tampered(f"{file.name} is gone") from missing
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Tampered(f"{file.name} was changed after its fingerprint was recorded")
    return content


def sha256_of(storage: Storage, name: str) -> str:
    """Read in pieces, whatever its size. FileNotFoundError, OSError."""
    seen = hashlib.sha256()
    with storage.open(name) as stored:
        for part in stored.chunks():
            seen.update(part)
    return seen.hexdigest()
