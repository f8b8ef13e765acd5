"""A chapter or a table that goes on on the next page is one element again: WeasyPrint makes one for each page."""

from .glyphs import PageWords
from .tags import Tag

HEADINGS = ("H1", "H2", "H3", "H4")


def join_pages(root: Tag, read: PageWords) -> None:
    """The heads that a table has again on each page are taken out of the tree: they are no part of the text."""
    for document in root.kids:
        if isinstance(document, Tag):
            _join_kids(document, read)


def _join_kids(parent: Tag, read: PageWords) -> None:
    kept: list = []
    for kid in parent.kids:
        before = kept[-1] if kept else None
        if isinstance(before, Tag) and isinstance(kid, Tag) and _goes_on(before, kid, read):
            _append(before, kid)
        else:
            kept.append(kid)
    parent.kids = kept
    for kid in kept:
        if isinstance(kid, Tag) and kid.kind == "Sect":
            _join_kids(kid, read)


def _goes_on(before: Tag, tag: Tag, read: PageWords) -> bool:
    if tag.kind not in ("Sect", "Table") or before.kind != tag.kind or before.last_page().objgen == tag.page.objgen:
        return False
    if tag.kind == "Sect":  # each of its own begins with a heading
        first = _first_block(tag)
        if first is None or first.kind in HEADINGS:
            return False
        if first.kind != "Table" or not any(each.kind in HEADINGS for each in first.walk()):
            return True
        last = _last_table(before)
        return last is not None and _heads(last, read) == _heads(first, read)
    return bool(_heads(tag, read)) and _heads(before, read) == _heads(tag, read) and not _kid(tag, "Caption")


def _append(before: Tag, tag: Tag) -> None:
    if tag.kind == "Table":
        _append_table(before, tag)
        return
    for kid in tag.kids:
        if isinstance(kid, Tag):
            kid.parent = before
        before.kids.append(kid)


def _append_table(before: Tag, tag: Tag) -> None:
    """Its rows, whose cells now name the heads of the first page."""
    ours, theirs = _ids(_kid(before, "THead")), _ids(_kid(tag, "THead"))
    renamed = dict(zip(theirs, ours, strict=False))
    for cell in tag.walk():
        attributes = cell.entries.get("/A")
        if attributes is not None and "/Headers" in attributes:
            attributes.Headers = [renamed.get(str(head), str(head)) for head in attributes.Headers]
    body, more = _kid(before, "TBody"), _kid(tag, "TBody")
    if body is not None and more is not None:
        for row in more.kids:
            if isinstance(row, Tag):
                row.parent = body
            body.kids.append(row)


def _ids(head: Tag | None) -> list[str]:
    return [str(each.entries["/ID"]) for each in head.walk() if "/ID" in each.entries] if head else []


def _heads(table: Tag, read: PageWords) -> str:
    head = _kid(table, "THead")
    return "".join(read.words(*leaf) for leaf in head.leaves()) if head else ""


def _kid(tag: Tag, kind: str) -> Tag | None:
    return next((kid for kid in tag.kids if isinstance(kid, Tag) and kid.kind == kind), None)


def _first_block(tag: Tag) -> Tag | None:
    return next((each for each in tag.walk() if each.kind not in ("Sect", "Div", "NonStruct", "Art", "Part")), None)


def _last_table(tag: Tag) -> Tag | None:
    found = [each for each in tag.walk() if each.kind == "Table"]
    return found[-1] if found else None
