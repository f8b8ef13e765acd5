"""Beyond what a validator sees: how a document is told to who cannot see it, and what who copies from it gets (S3)."""

from datetime import UTC, datetime

import pikepdf
import pytest

from pes_partnerships.lib.pdf import render_pdf
from tests.pdfs import bookmarks, elements, kinds_below, link_annotations, opened, problems_of, words_of

ROWS = "".join(f"<tr><th scope=row>Party {number}</th><td>Duty</td></tr>" for number in range(60))
HTML = f"""<html lang="en"><body style="font-family:'Source Sans 3'">
<p class="run-title">Running title</p>
<section class="contents"><h2>Contents</h2><ol>
<li><a href="#one"><span class="contents-title"><span class="chapter-number">1</span> Purpose</span> </a></li>
<li><a href="#two"><span class="contents-title"><span class="chapter-number">2</span> A title that is long enough to
need a second line of the contents, which is one more link to the same place</span> </a></li></ol></section>
<section class="chapter" id="one"><h2><span class="chapter-number">1</span> Purpose</h2>
<div class="clause"><p><span class="clause-number">1.1</span> With <span lang="el">Δήμος Αθηναίων</span> and
<a href="https://example.org/a">its <b>statute</b></a>.</p></div></section>
<section class="chapter" id="two"><h2><span class="chapter-number">2</span> Duties</h2>
<table class="table"><caption>Table 1</caption><thead><tr><th scope=col>Who</th><th scope=col>What</th></tr></thead>
<tbody>{ROWS}</tbody></table></section></body></html>"""


def render(html=HTML):
    return render_pdf(
        html,
        stylesheets=["css/pdf-fonts.css", "css/pdf-agreement.css"],
        title="Agreement",
        language="en",
        created=datetime(2026, 5, 12, tzinfo=UTC),
    ).content


@pytest.fixture(scope="module")
def content():
    return render()


@pytest.fixture
def pdf(content):
    return opened(content)


def test_a_chapter_has_one_heading_and_no_heading_lies_in_another(pdf):
    headings = elements(pdf, "H2")

    assert len(headings) == 3
    assert [kind for each in headings for kind in kinds_below(each) if kind.startswith("H")] == []


def test_the_contents_are_contents_with_a_reference_a_line(pdf):
    (contents,) = elements(pdf, "TOC")

    assert [str(item.S) for item in contents.K] == ["/TOCI", "/TOCI"]
    assert [str(item.K[0].S) for item in contents.K] == ["/Reference", "/Reference"]
    assert elements(pdf, "L") == []


def test_a_link_is_one_annotation_with_words_that_its_element_holds(pdf):
    annotations = link_annotations(pdf)

    said = [str(each.Contents) for each in annotations]
    assert said == [
        "1 Purpose",
        "2 A title that is long enough to need a second line of the contents, which is one more link to the same place",
        "its statute",
    ]
    held = [kid.Obj.objgen for link in elements(pdf, "Link") for kid in link.K if isinstance(kid, pikepdf.Dictionary)
            and kid.get("/Type") == "/OBJR"]  # fmt: skip
    assert sorted(held) == sorted(each.objgen for each in annotations)
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    back = {int(numbers[place]): numbers[place + 1] for place in range(0, len(numbers), 2)}
    assert {str(back[int(each.StructParent)].S) for each in annotations} == {"/Link"}


def test_a_link_over_two_lines_is_one_annotation_for_each():
    words = "a link whose words go on and on " * 6
    pdf = opened(render(f'<html lang="en"><body><p><a href="https://a.example/">{words}</a></p>'))

    found = link_annotations(pdf)
    assert len(found) == 2
    assert {str(each.Contents) for each in found} == {words.strip()}


def test_dots_and_running_lines_are_no_part_of_the_text(pdf, content):
    shown = words_of(content)
    assert "1 Purpose 1 2 A title" in shown
    assert ". ." not in shown

    marked = sum(page.Contents.read_bytes().count(b"/MCID") for page in pdf.pages)
    held = sum(isinstance(kid, int) for each in elements(pdf) for kid in each.K)
    assert marked == held
    assert b"/Artifact BMC" in pdf.pages[1].Contents.read_bytes()


def test_words_in_another_language_say_so(pdf):
    assert [str(each.Lang) for each in elements(pdf) if "/Lang" in each] == ["el"]


def test_a_name_in_another_language_says_so_in_both_of_its_lines():
    name = '<span lang="bg">Агенция по заетостта</span>'
    pdf = opened(render(f'<html lang="en"><body><p>{"word " * 15}{name}, word</p></body></html>'))

    assert [str(each.Lang) for each in elements(pdf) if "/Lang" in each] == ["bg", "bg"]


def test_header_cells_say_what_they_head(pdf):
    scopes = [str(each.A.Scope) for each in elements(pdf, "TH")]

    assert scopes == ["/Column", "/Column", *["/Row"] * 60]


def test_a_table_over_two_pages_is_one_table_with_one_head(pdf):
    assert len(pdf.pages) > 1
    (table,) = elements(pdf, "Table")

    assert kinds_below(table).count("THead") == 1
    known = {str(each.ID) for each in elements(pdf, "TH")}
    assert {str(head) for cell in elements(pdf, "TD") for head in cell.A.Headers} <= known


def test_a_clause_that_is_copied_keeps_its_number(content):
    assert "1.1 With Δήμος Αθηναίων and its statute." in words_of(content)


def test_bookmarks_are_shown_when_the_file_is_opened(pdf):
    assert pdf.Root.PageMode == "/UseOutlines"
    assert bookmarks(pdf) == ["Contents", "1 Purpose", "2 Duties"]


def test_the_file_is_sound_and_always_the_same(content):
    assert problems_of(content) == []
    assert render() == content
