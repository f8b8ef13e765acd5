"""The tag tree of a PDF as objects that can be rearranged, and its way back into the file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Union

import pikepdf
from pikepdf import Array, Dictionary, Name

_TREE = ("/Type", "/S", "/K", "/P", "/Pg")
Kid = Union["Tag", int, tuple[Any, Any]]


@dataclass(eq=False)
class Tag:
    """One element: its kind without the slash; `kids` are elements, numbers of marked content on its page, and
    (page, annotation) of a link. `entries` are its other keys."""

    kind: str
    page: Any
    kids: list[Kid]
    parent: "Tag | None" = None
    entries: dict[str, Any] = field(default_factory=dict)

    def walk(self) -> Iterator["Tag"]:
        """In the order of reading; the tree may be changed below what was given out."""
        yield self
        for kid in list(self.kids):
            if isinstance(kid, Tag):
                yield from kid.walk()

    def leaves(self) -> Iterator[tuple[Any, int]]:
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.leaves()
            elif isinstance(kid, int):
                yield self.page, kid

    def last_page(self) -> Any:
        """That of the last thing in it."""
        return next(reversed([page for page, _number in self.leaves()]), self.page)

    def ancestors(self) -> Iterator["Tag"]:
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    def take_in(self, which: Callable[["Tag"], bool]) -> None:
        """What these elements hold stands in this one instead."""
        kids: list[Kid] = []
        for kid in self.kids:
            if isinstance(kid, Tag) and which(kid) and kid.page.objgen == self.page.objgen:
                for inner in kid.kids:
                    if isinstance(inner, Tag):
                        inner.parent = self
                    kids.append(inner)
            else:
                kids.append(kid)
        self.kids = kids


def read_tags(pdf: pikepdf.Pdf) -> Tag:
    root = Tag("Root", None, [])
    pages = {page.obj.objgen: page.obj for page in pdf.pages}
    for kid in pdf.Root.StructTreeRoot.K:
        root.kids.append(_read(kid, root, pages))
    return root


def _read(node: Any, parent: Tag, pages: dict[Any, Any]) -> Tag:
    page = pages.get(node.Pg.objgen) if "/Pg" in node else parent.page
    tag = Tag(str(node.S)[1:], page, [], parent, {key: node[key] for key in node.keys() if key not in _TREE})  # noqa: SIM118
    kids = node.get("/K", ())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if not isinstance(kid, Dictionary):
            tag.kids.append(int(kid))
        elif "/S" in kid:
            tag.kids.append(_read(kid, tag, pages))
        else:
            tag.kids.append((pages[kid.Pg.objgen], kid.Obj))
    return tag


def write_tags(root: Tag, pdf: pikepdf.Pdf) -> None:
    """The tree and its way back: which element holds which marked content, and which annotation."""
    tree = pdf.Root.StructTreeRoot
    held: dict[Any, dict[int, Any]] = {}
    annotations: list[Any] = []
    tree.K = Array([_write(kid, tree, pdf, held, annotations) for kid in root.kids if isinstance(kid, Tag)])
    numbers = Array()
    for place, page in enumerate(pdf.pages):
        on_page = held.get(page.obj.objgen, {})
        page.obj.StructParents = place
        numbers.append(place)
        numbers.append(Array([on_page.get(each) for each in range(max(on_page, default=-1) + 1)]))
    for place, (annotation, element) in enumerate(annotations, len(pdf.pages)):
        annotation.StructParent = place
        numbers.append(place)
        numbers.append(element)
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    tree.ParentTreeNextKey = len(pdf.pages) + len(annotations)


def _write(tag: Tag, parent: Any, pdf: pikepdf.Pdf, held: dict[Any, dict[int, Any]], annotations: list[Any]) -> Any:
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{tag.kind}"), P=parent))
    for key, value in tag.entries.items():
        element[key] = value
    if tag.page is not None:
        element.Pg = tag.page
    kids = Array()
    for kid in tag.kids:
        if isinstance(kid, Tag):
            kids.append(_write(kid, element, pdf, held, annotations))
        elif isinstance(kid, int):
            kids.append(kid)
            held.setdefault(tag.page.objgen, {})[kid] = element
        else:
            page, annotation = kid
            kids.append(Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page))
            annotations.append((annotation, element))
    element.K = kids
    return element
