"""What a document takes along and what it may not ask for: known to its caller and to the engine (S3)."""

from dataclasses import dataclass


class ResourceRefused(Exception):
    """A document asked for something outside the static folders, or for a file that is not there."""


@dataclass(frozen=True)
class PdfAttachment:
    """A file inside the document, such as the text as data; `relationship` from ISO 32000-2, 7.11.3."""

    name: str
    content: bytes
    mime: str
    description: str = ""
    relationship: str = "Data"
