"""Nothing comes from a CDN: what browsers load is in the tree, byte for byte what was vendored."""

import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "static" / "vendor"
# what makes a browser fetch something by itself; a link that a person follows does not
FETCHES = re.compile(
    r"""(?:<(?:script|link|img|iframe|source|video|audio|embed|object|use|image)\b[^>]*?
        (?:src|href|data|srcset)\s*=\s*["']?\s*(?:https?:)?//)
      | url\(\s*["']?(?:https?:)?//
      | @import\s+["'](?:https?:)?//
      | (?:fetch|importScripts|import)\(\s*["'](?:https?:)?//""",
    re.IGNORECASE | re.VERBOSE,
)
CHECKED_ENDINGS = {".html", ".css", ".js", ".svg", ".txt", ".xml"}


def listed() -> dict[str, str]:
    lines = (VENDOR / "CHECKSUMS.sha256").read_text().splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def foreign_assets(text: str) -> list[str]:
    return [found.group(0) for found in FETCHES.finditer(text)]


@pytest.mark.parametrize("name", sorted(listed()))
def test_each_vendored_file_is_the_one_that_was_checked(name):
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == listed()[name]


def test_no_vendored_file_is_missing_from_the_list():
    present = {path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.is_file()}
    assert present - {"CHECKSUMS.sha256"} == {name for name in listed() if not name.startswith("../")}


def test_no_page_or_style_fetches_from_elsewhere():
    files = [*(ROOT / "static").rglob("*"), *(ROOT / "templates").rglob("*")]
    checked = [path for path in files if path.is_file() and path.suffix in CHECKED_ENDINGS]
    foreign = {str(path.relative_to(ROOT)): foreign_assets(path.read_text()) for path in checked}
    assert {name: found for name, found in foreign.items() if found} == {}


@pytest.mark.parametrize(
    "text",
    [
        '<script defer src="https://cdn.example/x.js">',
        "<link rel=stylesheet href=//cdn.example/x.css>",
        "a { background: url('http://cdn.example/x.png') }",
        '@import "https://cdn.example/x.css";',
    ],
)
def test_the_search_finds_a_foreign_asset(text):
    assert len(foreign_assets(text)) == 1


def test_pages_carry_no_inline_style_or_script():
    # the content security policy would drop them without a word
    inline = re.compile(
        r"\sstyle\s*=|<style\b|<script(?![^>]*\bsrc=)|\son(?:click|change|submit|load|input|focus|key\w+)=",
        re.IGNORECASE,
    )
    # mails, printed files and the report inside the bundle of evidence are read without the product
    alone = {"mail", "pdf", "bundle"}
    pages = [path for path in (ROOT / "templates").rglob("*.html") if not alone & set(path.parts)]
    assert [str(path.relative_to(ROOT)) for path in pages if inline.search(path.read_text())] == []


def test_the_lock_pins_every_package_and_names_no_registry():
    wanted = json.loads((ROOT / "package.json").read_text())["devDependencies"]
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    locked = {name.removeprefix("node_modules/"): entry for name, entry in packages.items() if name}
    assert {name: locked[name]["version"] for name in wanted} == wanted
    assert [name for name, entry in locked.items() if "integrity" not in entry or "resolved" in entry] == []
