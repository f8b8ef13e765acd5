"""What the style sheet promises of single pieces, measured in Chromium: sizes, colours, and nothing that runs out."""

import re
from base64 import b64encode
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
SHEETS = ("vendor/bootstrap/bootstrap.min.css", "css/fonts.css", "css/app.css", "css/parts.css", "css/charts.css")
LINKS = """
<nav class="crumbs"><ol><li><a href="#1">Portfolio</a></li></ol></nav>
<table class="table"><thead><tr><th><a href="#2">Office</a></th></tr></thead>
  <tbody><tr><td><a href="#3">Annual review</a></td></tr>
    <tr><td><span class="sub"><a href="#4">Fill in</a></span></td></tr>
  </tbody></table>
<dl class="summary"><div><dt>Level</dt><dd><div>Local</div><a href="#5">Change</a></dd></div></dl>
<ul class="aside-list"><li><a href="#6">Youth Centre</a></li></ul>
<div class="section-head"><h2>Contacts</h2><span class="aside-note"><a href="#7">Change</a></span></div>
"""
CHART = '<svg class="chart" width="270" height="110" viewBox="0 0 270 110"><text x="0" y="20">2024</text></svg>'


def with_fonts(sheet: Path) -> str:
    """The sheet with its fonts inside, for a page that has no address to load them from."""

    def inside(found: re.Match) -> str:
        font = (sheet.parent / found[1]).read_bytes()
        return f'url("data:font/woff2;base64,{b64encode(font).decode()}")'

    return re.sub(r'url\("?([^")]+\.woff2)"?\)', inside, sheet.read_text())


@pytest.fixture
def shown(chromium: Browser):
    """shown(html, width) is a page that holds this piece and all style sheets."""
    pages: list[Page] = []
    styles = "\n".join(with_fonts(Path("static", sheet)) for sheet in SHEETS)

    def show(html: str, width: int = 1280) -> Page:
        pages.append(chromium.new_page(viewport={"width": width, "height": 900}))
        pages[-1].set_content(f'<html lang="en"><style>{styles}</style><body><main class="wrap">{html}</main></body>')
        return pages[-1]

    yield show
    for page in pages:
        page.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_link_that_stands_alone_is_large_enough_to_hit(shown, width):
    """WCAG 2.5.8."""
    heights = shown(LINKS, width).eval_on_selector_all("a", "all => all.map(a => a.getBoundingClientRect().height)")

    assert len(heights) == 7
    assert min(heights) >= 24


def test_the_head_of_a_section_does_not_run_out_of_a_phone(shown):
    head = '<div class="section-head"><h2>Relevance and capability</h2><span class="aside-note">{}</span></div>'
    page = shown(head.format("12 of 14 parts done, 2 are being written"), 360)

    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_the_words_of_a_group_row_are_set_in(shown):
    rows = '<tr class="part-row"><th colspan="2">1. Chair</th></tr><tr><th>Tasks</th><td>x</td></tr>'
    page = shown(f'<table class="table"><tbody>{rows}</tbody></table>')

    paddings = page.eval_on_selector_all("th", "all => all.map(th => getComputedStyle(th).paddingLeft)")
    assert paddings == ["12px", "0px"]


def test_what_is_late_is_red_also_in_small_print(shown):
    page = shown('<span class="error-text">x</span><span class="sub late">late</span><span class="sub">x</span>')

    red, late, small = page.eval_on_selector_all("span", "all => all.map(e => getComputedStyle(e).color)")
    assert (late == red, small == red) == (True, False)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_words_of_a_drawing_are_no_larger_than_the_text(shown, width):
    page = shown(CHART, width)

    scale = page.eval_on_selector("svg", "svg => svg.getBoundingClientRect().width / 270")
    assert scale <= 1


def test_the_names_of_the_models_stay_whole_above_their_columns(shown):
    names = "".join(f'<th scope="col">{name}</th>' for name in ("Agile", "Subcontracted", "Supportive", "Other"))
    page = shown(
        f'<div style="width: 430px"><table class="matrix"><thead><tr><td></td>{names}</tr></thead></table></div>'
    )

    page.evaluate("document.fonts.ready")
    # one line of words is as high as another: none of them is broken
    lines = page.eval_on_selector_all(
        "th", "all => all.map(th => { const r = document.createRange(); r.selectNodeContents(th);"
        " return r.getClientRects().length })"
    )  # fmt: skip
    assert lines == [1, 1, 1, 1]
    assert all(page.eval_on_selector_all("th", "all => all.map(th => th.scrollWidth <= th.clientWidth)"))
