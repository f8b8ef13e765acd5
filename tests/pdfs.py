"""What a screen reader is told by a PDF: its tags with their words, its links, its bookmarks."""

import subprocess
from io import BytesIO

import pikepdf


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(content))


def elements(pdf: pikepdf.Pdf, kind: str = "") -> list:
    """All structure elements in the order of reading, or those of one kind."""

    def below(node):
        for kid in node.get("/K", ()):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield kid
                yield from below(kid)

    return [each for each in below(pdf.Root.StructTreeRoot) if not kind or f"/{kind}" == each.S]


def kinds_below(element) -> list[str]:
    found = []
    for kid in element.get("/K", ()):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found += [str(kid.S)[1:], *kinds_below(kid)]
    return found


def link_annotations(pdf: pikepdf.Pdf) -> list:
    return [each for page in pdf.pages for each in page.obj.get("/Annots", ()) if each.Subtype == "/Link"]


def bookmarks(pdf: pikepdf.Pdf) -> list[str]:
    def titles(items):
        for item in items:
            yield item.title
            yield from titles(item.children)

    with pdf.open_outline() as outline:
        return list(titles(outline.root))


def words_of(content: bytes, *how: str) -> str:
    """What a reader sees or copies, on one line."""
    shown = subprocess.run(["pdftotext", *(how or ("-raw",)), "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(shown.stdout.decode().split())


def problems_of(content: bytes) -> list[str]:
    """What qpdf --check complains about."""
    with opened(content) as pdf:
        return pdf.check_pdf_syntax()
