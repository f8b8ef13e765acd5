"""A portfolio going out in the shape in which it may come in: one workbook, CSV files in a ZIP, or JSON (F2)."""

import json
import zipfile
from collections.abc import Iterator
from io import BytesIO
from operator import itemgetter
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.models import Region, ServiceArea, TargetGroup
from partnerships.workbooks.rules.fields import Field, written_cell
from partnerships.workbooks.rules.kinds import KINDS, SheetKind
from pes_partnerships.lib.export import XLSX_TYPE, Column, Sheet, book_of, csv_text

TYPES = {"xlsx": XLSX_TYPE, "zip": "application/zip", "json": "application/json"}


def exported(keys: list[int], suffix: str) -> bytes:
    """All sheets of these partnerships. Raises KeyError for a format that there is none of."""
    return {"xlsx": _workbook, "zip": _zip, "json": _json}[suffix](keys)


def file_name(suffix: str) -> str:
    """What it is, and of which day."""
    return _("portfolio-%(day)s") % {"day": timezone.localdate().isoformat()} + f".{suffix}"


def columns_of(kind: SheetKind) -> list[Column]:
    return _columns(_out(kind))


def _columns(fields: list[Field]) -> list[Column]:
    return [Column(each.title, lambda line, field=each: written_cell(field, line.get(field.code))) for each in fields]


def _out(kind: SheetKind) -> list[Field]:
    """The office's own number comes in only: it is our reference from then on."""
    return [each for each in kind.fields if each.code != "own_number"]


def _workbook(keys: list[int]) -> bytes:
    return book_of(Sheet(str(kind.title), columns_of(kind), kind.handler.exported(keys)) for kind in KINDS)


def _zip(keys: list[int]) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for kind in KINDS:
            packed.writestr(f"{kind.code}.csv", csv_text(columns_of(kind), kind.handler.exported(keys)).encode())
    return content.getvalue()


def _json(keys: list[int]) -> bytes:
    data = {kind.code: list(_plain(kind.handler.exported(keys))) for kind in KINDS}
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _plain(lines: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for line in lines:
        yield {code: value for code, value in line.items() if value not in (None, "", [])}


def template() -> bytes:
    """Headings and lines that show how to write, sheet by sheet, then the words of the open lists.

    It can be imported as it is. What is new has no number of ours, so that there is no column for it.
    """
    sheets = [Sheet(str(kind.title), _columns(_coming_in(kind)), kind.examples) for kind in KINDS]
    return book_of([*sheets, Sheet(_("Lists"), LISTED, _listed())])


def _coming_in(kind: SheetKind) -> list[Field]:
    return [each for each in kind.fields if not each.is_reference]


LISTED = [
    Column(title, itemgetter(place))
    for place, title in enumerate((gettext_lazy("List"), gettext_lazy("Code"), gettext_lazy("Name")))
]


def _listed() -> Iterator[tuple[str, str, str]]:
    """Every word of the open lists, by the heading of its column."""
    words = {
        "target_groups": ((each.pk, each.name) for each in TargetGroup.objects.filter(active=True)),
        "service_areas": ((each.pk, each.name) for each in ServiceArea.objects.filter(active=True)),
        "regions": Region.objects.values_list("pk", "name"),
    }
    titles = {each.terms: str(each.title) for kind in KINDS for each in kind.fields if each.terms}
    for terms, title in titles.items():
        yield from ((title, code, name) for code, name in words[terms])
