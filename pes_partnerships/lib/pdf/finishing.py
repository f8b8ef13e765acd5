"""What WeasyPrint's tags leave open, completed before a file is kept: for who hears it, and for who copies from it.

A validator passes a file whose headings lie in headings and whose contents are a list. This pass goes on from there:
one heading a chapter, contents as contents, one link a line with words, scopes of header cells, languages of foreign
words, and running lines as what is no part of the text (docs/decisions/0053-document-layout.md).
"""

import re
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from .glyphs import PageWords
from .joining import join_pages
from .tags import Tag, read_tags, write_tags

# an element inside one of its own kind says nothing more: WeasyPrint makes them for boxes without an element
_ONE_OF_A_KIND = {"H1", "H2", "H3", "H4", "H5", "H6", "P", "Link", "Caption"}
_MAY_GO = {"P", "Div", "Span", "NonStruct"}
_MARKED = re.compile(rb"/\w+\s*<</MCID (\d+)>>\s*BDC")
_SPACES = re.compile(r"[\s\u00ad\u200b]+")
_LANG = "lang"


def finish(content: bytes, page: Element, *, with_form: bool = False) -> bytes:
    """The file with its tags completed; `page` is the HTML that it was made from. Same input, same bytes."""
    with pikepdf.open(BytesIO(content)) as pdf:
        root = read_tags(pdf)
        for tag in list(root.walk()):
            _flatten(tag)
        _prune(root)
        read = PageWords()
        join_pages(root, read)
        words = _link_words(page)
        for tag in list(root.walk()):
            if tag.kind == "Link":
                _one_annotation_a_line(tag, words)
            elif tag.kind == "L":
                _contents(tag)
            elif tag.kind == "TH":
                _scope(tag)
        _speak(root, page, read)
        _leave_out_running_lines(root, pdf, read)
        write_tags(root, pdf)
        if "/Outlines" in pdf.Root:
            pdf.Root.PageMode = Name.UseOutlines
        if with_form:
            pdf.Root.AcroForm = Dictionary(Fields=Array(), SigFlags=3)  # as the first signature would say
        finished = BytesIO()
        pdf.save(finished, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return finished.getvalue()


def _flatten(tag: Tag) -> None:
    if tag.kind not in _ONE_OF_A_KIND:
        return
    while any(isinstance(kid, Tag) and kid.kind == tag.kind for kid in tag.kids):
        tag.take_in(lambda kid: kid.kind == tag.kind)


def _prune(tag: Tag) -> bool:
    """Boxes that hold nothing are no elements; a cell may be empty. True where anything is left."""
    tag.kids = [kid for kid in tag.kids if not isinstance(kid, Tag) or _prune(kid)]
    return bool(tag.kids) or tag.kind not in _MAY_GO


def _link_words(page: Element) -> dict[str, str]:
    """Where a link leads -> its words, in the language of the document."""
    return {
        link.get("href", "").removeprefix("#"): link.get("title") or " ".join("".join(link.itertext()).split())
        for link in page.iter("a")
    }


def _one_annotation_a_line(link: Tag, words: dict[str, str]) -> None:
    """Its annotations become one a line, over the whole of it; each says in words where it leads."""
    lines: list[tuple[Any, Any]] = []  # (page, annotation)
    found = []
    for tag in link.walk():
        found += [kid for kid in tag.kids if isinstance(kid, tuple)]
        tag.kids = [kid for kid in tag.kids if not isinstance(kid, tuple)]
    for where, annotation in found:
        same = next(
            (kept for page, kept in lines if page.objgen == where.objgen and _on_one_line(kept, annotation)), None
        )
        if same is None:
            lines.append((where, annotation))
            annotation.Contents = String(words.get(_leads_to(annotation)) or _leads_to(annotation))
        else:
            same.Rect = _around(same.Rect, annotation.Rect)
            where.Annots = Array([each for each in where.Annots if each.objgen != annotation.objgen])
    link.kids = [*lines, *link.kids]


def _on_one_line(one: Any, other: Any) -> bool:
    low, high = sorted(map(float, (one.Rect[1], one.Rect[3])))
    below, above = sorted(map(float, (other.Rect[1], other.Rect[3])))
    return min(high, above) - max(low, below) > 0.5 * min(high - low, above - below)


def _around(one: Any, other: Any) -> Array:
    across = [float(each[place]) for each in (one, other) for place in (0, 2)]
    along = [float(each[place]) for each in (one, other) for place in (1, 3)]
    return Array([round(each, 4) for each in (min(across), min(along), max(across), max(along))])


def _leads_to(annotation: Any) -> str:
    return str(annotation.Dest if "/Dest" in annotation else annotation.A.URI)


def _contents(tag: Tag) -> None:
    """A list of nothing but links to places in the document is its table of contents."""
    items = [kid for kid in tag.kids if isinstance(kid, Tag)]
    links = [[each for each in item.walk() if each.kind == "Link"] for item in items]
    if not items or not all(len(found) >= 1 and all(map(_leads_inside, found)) for found in links):
        return
    tag.kind = "TOC"
    for item, found in zip(items, links, strict=True):
        item.kind = "TOCI"
        reference = Tag("Reference", item.page, [])
        reference.kids = [*found]
        item.kids, reference.parent = [reference], item
        for link in found:
            link.parent = reference


def _leads_inside(link: Tag) -> bool:
    return all("/Dest" in kid[1] for kid in link.kids if isinstance(kid, tuple))


def _scope(tag: Tag) -> None:
    in_head = any(above.kind == "THead" for above in tag.ancestors())
    attributes = tag.entries.get("/A", Dictionary(O=Name.Table))
    attributes.Scope = Name.Column if in_head else Name.Row
    tag.entries["/A"] = attributes


def _speak(root: Tag, page: Element, read: PageWords) -> None:
    """The language of words in another one: what stands in an element with `lang` is found again by its letters."""
    main = page.get(_LANG, "")
    foreign = {}
    for element in page.iter():
        if element is not page and isinstance(element.tag, str) and element.get(_LANG, main) != main:
            foreign[_letters("".join(element.itertext()))] = element.get(_LANG, "")
    if not foreign:
        return
    begun: list[Tag] = []
    for tag in root.walk():
        if not _holds_words(tag):
            continue
        said = "".join(_letters(read.words(*leaf)) for each in [*begun, tag] for leaf in each.leaves())
        if said in foreign:  # a name that goes on in the next line is several elements
            for each in [*begun, tag]:
                each.entries["/Lang"] = String(foreign[said])
            begun = []
        elif said and any(whole.startswith(said) for whole in foreign):
            begun.append(tag)
        else:
            begun = []


def _holds_words(tag: Tag) -> bool:
    """An element of the page, and not what its words are cut into."""
    return tag.kind == "Span" and any(isinstance(kid, Tag) for kid in tag.kids)


def _letters(words: str) -> str:
    return _SPACES.sub("", words)


def _leave_out_running_lines(root: Tag, pdf: pikepdf.Pdf, read: PageWords) -> None:
    """What no tag holds (running titles, numbers of pages) is no part of the text: PDF/UA calls it an artifact."""
    told: dict[Any, set[int]] = {}
    for page, number in root.leaves():
        told.setdefault(page.objgen, set()).add(number)
    for page in pdf.pages:
        held = told.get(page.obj.objgen, set())

        def marked(found: re.Match[bytes], held: set[int] = held) -> bytes:
            return found[0] if int(found[1]) in held else b"/Artifact BMC"

        before = read.content(page.obj)
        after = _MARKED.sub(marked, before)
        if after != before:
            page.Contents.write(after)
