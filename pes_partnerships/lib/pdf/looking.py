"""What a PDF that was made elsewhere is: how many pages, and whether its words can be read."""

from typing import Any, BinaryIO


def pages_and_words(file: BinaryIO) -> tuple[int | None, bool]:
    """Pages, and whether any of them sets type; (None, False) where the file cannot be opened, as with a password."""
    import pikepdf  # imported here: only an upload needs it

    try:
        with pikepdf.open(file) as pdf:
            return len(pdf.pages), any(_sets_type(page) for page in pdf.pages)
    except pikepdf.PdfError:
        return None, False


def _sets_type(page: Any) -> bool:
    return "/Font" in page.obj.get("/Resources", {})
