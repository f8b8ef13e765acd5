"""WeasyPrint, held to the rules of the archive. Use it through `lib.pdf`: it loads for half a second."""

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, SubElement

import pydyf
from django.conf import settings
from django.utils import timezone
from weasyprint import CSS, HTML, Attachment, Document
from weasyprint.css.counters import CounterStyle
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from pes_partnerships.lib.pdf.finishing import finish
from pes_partnerships.lib.pdf.parts import PdfAttachment, ResourceRefused

# Fontconfig and Pango objects are shared between documents and are not safe for several threads at once.
_one_at_a_time = Lock()

# PDF/A allows a property outside its own schemas only where the XMP describes it (ISO 19005-3, 6.6.2.3).
_PDF_UA_IDENTIFICATION = """\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about=""
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>Part of ISO 14289 that the document follows</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
_RDF_END = "</rdf:RDF>"
_SVG = "http://www.w3.org/2000/svg"


class ArchivalMetadata(DocumentMetadata):
    """Says PDF/UA-1 beside the PDF/A that WeasyPrint says: it has no built-in variant for both."""

    def generate_rdf_metadata(self, variant: str, version: int, conformance: str | None) -> bytes:
        rdf = super().generate_rdf_metadata(variant, version, conformance).decode()
        before, end, _after = rdf.rpartition(_RDF_END)
        if not end:
            raise RuntimeError("WeasyPrint's metadata has changed its form: PDF/UA cannot be declared.")
        return f"{before}\n{_PDF_UA_IDENTIFICATION}{_RDF_END}".encode()


class StaticOnlyFetcher(URLFetcher):
    """Reads files below the static folders and pictures written into the document; refuses all else."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("file", "data"), allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
        parts = urlsplit(url)
        if parts.scheme.lower() == "data":
            return super().fetch(url, headers)
        if parts.scheme.lower() != "file" or parts.netloc:
            raise ResourceRefused(f"A document may not fetch {url}")
        return super().fetch(locate(unquote(parts.path)).as_uri())


def static_folders() -> list[Path]:
    """Where documents may read: the sources of static files and where they are collected."""
    folders = [*settings.STATICFILES_DIRS, *filter(None, [settings.STATIC_ROOT])]
    return [Path(folder).resolve() for folder in folders]


def locate(path: str) -> Path:
    """The file below a static folder that a path means: in full, relative, or as a page would name it."""
    relative = path.removeprefix(settings.STATIC_URL) if path.startswith(settings.STATIC_URL) else path
    folders = static_folders()
    for folder in folders:
        candidate = (folder / relative).resolve()
        if any(candidate.is_relative_to(allowed) for allowed in folders) and candidate.is_file():
            return candidate
    raise ResourceRefused(f"A document may read only files below the static folders, and {path} is not one.")


@cache
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@lru_cache(maxsize=32)
def _parsed(path: Path, modified_ns: int) -> tuple[CSS, CounterStyle]:
    """A stylesheet, parsed once for all documents; a changed file is parsed anew."""
    counters = CounterStyle()
    sheet = CSS(
        filename=path,
        base_url=path.as_uri(),
        font_config=_fonts(),
        counter_style=counters,
        url_fetcher=StaticOnlyFetcher(),
    )
    return sheet, counters


def write(
    html: str,
    *,
    stylesheets: Sequence[str],
    title: str,
    language: str,
    attachments: Sequence[PdfAttachment],
    archival: bool,
    drawings: str,
    created: datetime | None,
    takes_signatures: bool,
) -> tuple[bytes, int]:
    """The file and its number of pages; see `lib.pdf.render_pdf`."""
    variant = "pdf/a-3a" if archival else "pdf/ua-1"
    try:
        with _one_at_a_time:
            document, page = _lay_out(html, stylesheets, language, variant, drawings)
            _describe(document, title=title, language=language, created=created, archival=archival)
            files = [_attached(file, created or timezone.now()) for file in attachments]
            content = document.write_pdf(
                pdf_variant=variant,
                pdf_tags=True,
                attachments=files,
                finisher=_name_attachments_once,
                uncompressed_pdf=True,  # packed once, when it is finished
            )
            content = finish(content, page, with_form=takes_signatures)
    except FatalURLFetchingError as error:
        raise ResourceRefused(str(error.__cause__ or error)) from error
    return content, len(document.pages)


def _lay_out(
    html: str, stylesheets: Sequence[str], language: str, variant: str, drawings: str
) -> tuple[Document, Element]:
    source = HTML(
        string=html,
        base_url=f"{static_folders()[0].as_uri()}/",
        url_fetcher=StaticOnlyFetcher(),
        media_type="print",
    )
    source.etree_element.set("lang", language)  # decides hyphenation and the shapes of letters
    if drawings:
        _dress(source.etree_element, locate(drawings).read_text())
    paths = [locate(path) for path in stylesheets]
    parsed = [_parsed(path, path.stat().st_mtime_ns) for path in paths]
    counters = CounterStyle()
    for _sheet, own in parsed:
        counters.update(own)
    document = source.render(
        font_config=_fonts(),
        counter_style=counters,
        stylesheets=[sheet for sheet, _own in parsed],
        pdf_variant=variant,
        pdf_tags=True,
    )
    return document, source.etree_element


def _dress(page: Element, style: str) -> None:
    """WeasyPrint gives a drawing none of the page's styles: each gets its own."""
    for drawing in list(page.iter(f"{{{_SVG}}}svg")):
        SubElement(drawing, f"{{{_SVG}}}style").text = style


def _describe(document: Document, *, title: str, language: str, created: datetime | None, archival: bool) -> None:
    if archival:
        document.metadata = ArchivalMetadata(**vars(document.metadata))
    document.metadata.title = title
    document.metadata.lang = language
    if created is not None:
        stamp = created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        document.metadata.created = document.metadata.modified = stamp


def _name_attachments_once(_document: Document, pdf: pydyf.PDF) -> None:
    """WeasyPrint lists each associated file twice: once as embedded, once as a file specification."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


def _attached(file: PdfAttachment, at: datetime) -> Attachment:
    moment = at.astimezone(UTC)
    attachment = Attachment(
        string=file.content,
        name=file.name,
        description=file.description,
        created=moment,
        modified=moment,
        relationship=file.relationship,
    )
    # the same source, with the type said instead of guessed from the name
    attachment.source = nullcontext((BytesIO(file.content), None, None, file.mime))
    return attachment
