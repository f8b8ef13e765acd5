"""S3: documents as PDF, for the archive (PDF/A-3a) and for every reader (PDF/UA-1)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pes_partnerships.lib.pdf.parts import PdfAttachment, ResourceRefused

__all__ = ["PdfAttachment", "RenderedPdf", "ResourceRefused", "render_pdf"]


@dataclass(frozen=True)
class RenderedPdf:
    """The finished file, its SHA-256 in hexadecimal, and its number of pages."""

    content: bytes
    sha256: str
    pages: int


def render_pdf(
    html: str,
    *,
    stylesheets: Sequence[str],
    title: str,
    language: str,
    attachments: Sequence[PdfAttachment] = (),
    archival: bool = True,
    drawings: str = "",
    created: datetime | None = None,
    takes_signatures: bool = False,
) -> RenderedPdf:
    """Set an HTML text as a tagged PDF; nothing is fetched from a network while it is made.

    `drawings`: such a path, for what stands inside <svg>, which the other stylesheets do not reach.
    `stylesheets` are paths below a static folder ("css/pdf-fonts.css"); relative addresses in the HTML are
    read from there too. `created` (aware) goes into the metadata: with it the same input gives the same bytes.
    `takes_signatures`: with an empty form, into which others put their signatures.
    Raises ResourceRefused for a network address and for a file outside the static folders.
    """
    # imported here: WeasyPrint costs half a second, which no page and no command should pay
    from pes_partnerships.lib.pdf import engine

    content, pages = engine.write(
        html,
        stylesheets=stylesheets,
        title=title,
        language=language,
        attachments=attachments,
        archival=archival,
        drawings=drawings,
        created=created,
        takes_signatures=takes_signatures,
    )
    return RenderedPdf(content=content, sha256=hashlib.sha256(content).hexdigest(), pages=pages)
