"""Documents for the archive and for every reader."""

import hashlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest

from pes_partnerships.lib.pdf import PdfAttachment, ResourceRefused, render_pdf

ROOT = Path(__file__).resolve().parents[2]
CREATED = datetime(2026, 5, 12, 10, 0, tzinfo=UTC)
HTML = """<html><body style="font-family:'Source Sans 3'"><h1>Agreement</h1>
<p>Ένωση, <b>Договор</b>, <i>Înțelegere</i>, Ftehim għall-ħaddiema</p>
<table><thead><tr><th>Party</th></tr></thead><tbody><tr><td>PES</td></tr></tbody></table></body></html>"""
ANNEX = PdfAttachment("annex.json", b'{"a": 1}', "application/json", "Annex 1")
NS = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "schema": "http://www.aiim.org/pdfa/ns/schema#",
}


def render(html=HTML, **changes):
    options = {
        "stylesheets": ["css/pdf-fonts.css"],
        "title": "Ftehim № 7",
        "language": "mt",
        "created": CREATED,
    }
    return render_pdf(html, **{**options, **changes})


@pytest.fixture(scope="module")
def agreement():
    """One rendered agreement for all that only read it."""
    rendered = render(attachments=[ANNEX])
    return rendered, pikepdf.open(BytesIO(rendered.content))


def identification(pdf):
    rdf = ElementTree.fromstring(bytes(pdf.Root.Metadata.read_bytes())).find("rdf:RDF", NS)  # noqa: S314
    marks = {key: value for description in rdf for key, value in description.attrib.items()}
    described = [element.text for element in rdf.iter(f"{{{NS['schema']}}}namespaceURI")]
    named = {name: marks.get(f"{{{NS[space]}}}{key}") for name, space, key in (
        ("a", "pdfaid", "part"), ("level", "pdfaid", "conformance"), ("ua", "pdfuaid", "part"),
    )}  # fmt: skip
    return named, described


def test_the_file_says_both_standards_and_describes_the_second(agreement):
    _rendered, pdf = agreement

    assert identification(pdf) == ({"a": "3", "level": "A", "ua": "1"}, [NS["pdfuaid"]])


def test_a_reader_is_told_language_title_and_structure(agreement):
    _rendered, pdf = agreement

    assert str(pdf.Root.Lang) == "mt"
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert str(pdf.docinfo.Title) == "Ftehim № 7"
    assert "/StructTreeRoot" in pdf.Root
    assert len(pdf.Root.OutputIntents) == 1


def test_every_font_is_inside_and_ours(agreement):
    _rendered, pdf = agreement

    descriptors = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/FontName" in item]
    embedded = ["/FontFile2" in item or "/FontFile3" in item for item in descriptors]
    assert embedded == [True] * 3
    assert {"Source" in str(item.FontName) for item in descriptors} == {True}


def test_the_annex_is_inside_with_its_type(agreement):
    _rendered, pdf = agreement

    (attached,) = pdf.Root.AF
    assert str(attached.UF) == "annex.json"
    assert attached.AFRelationship == "/Data"
    assert attached.EF.F.Subtype == "/application/json"
    assert bytes(attached.EF.F.read_bytes()) == ANNEX.content


def test_pages_and_fingerprint_are_of_this_file(agreement):
    rendered, pdf = agreement

    assert rendered.sha256 == hashlib.sha256(rendered.content).hexdigest()
    assert rendered.pages == len(pdf.pages) == 1


def test_the_same_text_and_time_give_the_same_file(agreement):
    rendered, _pdf = agreement

    assert render(attachments=[ANNEX]).sha256 == rendered.sha256
    assert render(attachments=[ANNEX], title="Another").sha256 != rendered.sha256


def test_several_threads_may_render_at_once(agreement):
    rendered, _pdf = agreement

    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _number: render(attachments=[ANNEX]).sha256, range(8)))

    assert made == [rendered.sha256] * 8


def test_a_plain_document_is_accessible_without_the_archive():
    pdf = pikepdf.open(BytesIO(render(archival=False).content))

    assert identification(pdf) == ({"a": None, "level": None, "ua": "1"}, [])
    assert bool(pdf.Root.MarkInfo.Marked)


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://elsewhere.example/logo.png" alt="">',
        '<img src="//elsewhere.example/logo.png" alt="">',
        '<img src="file:///etc/passwd" alt="">',
        '<img src="/etc/passwd" alt="">',
        '<img src="../manage.py" alt="">',
        '<img src="file://elsewhere.example/logo.png" alt="">',
        '<img src="ftp://elsewhere.example/logo.png" alt="">',
        '<link rel="stylesheet" href="https://elsewhere.example/a.css">',
        '<link rel="attachment" href="file:///etc/passwd"><p>x</p>',
        "<style>p { background: url(https://elsewhere.example/a.png) }</style><p>x</p>",
        "<style>@import 'https://elsewhere.example/a.css';</style><p>x</p>",
        '<base href="https://elsewhere.example/"><img src="logo.png" alt="">',
    ],
)
def test_nothing_outside_the_static_folders_is_read(html):
    with pytest.raises(ResourceRefused):
        render(html)


def test_a_stylesheet_outside_the_static_folders_is_refused(tmp_path):
    sheet = tmp_path / "other.css"
    sheet.write_text("p { color: red }")

    with pytest.raises(ResourceRefused, match="other"):
        render(stylesheets=[str(sheet)])


def test_a_drawn_signature_may_stand_in_the_document():
    dot = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"

    rendered = render(f'<img src="data:image/gif;base64,{dot}" alt="Signature">')

    with pikepdf.open(BytesIO(rendered.content)) as pdf:
        assert len(pdf.pages[0].get_images()) == 1


def test_a_changed_stylesheet_is_read_again(settings, tmp_path):
    settings.STATICFILES_DIRS = [tmp_path]
    sheet = tmp_path / "page.css"
    sizes = []
    for width in ("100pt", "200pt"):
        sheet.write_text(f"@page {{ size: {width} {width}; margin: 0 }}")
        pdf = pikepdf.open(BytesIO(render("<p>x</p>", stylesheets=["page.css"]).content))
        sizes.append(int(pdf.pages[0].MediaBox[2]))

    assert sizes == [100, 200]


def test_importing_the_helper_does_not_load_the_engine():
    code = "import sys; import pes_partnerships.lib.pdf; print('weasyprint' in sys.modules)"

    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)

    assert shown.stdout == "False\n"
