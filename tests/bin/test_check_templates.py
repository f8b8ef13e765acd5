"""`make check` names each line of a template that cannot be read, and not those of a mail."""

import importlib.util
from pathlib import Path

import pytest

CHECK = Path(__file__).parents[2] / "bin" / "check_templates.py"


@pytest.fixture
def findings_in(tmp_path, monkeypatch):
    """What is wrong with a template of that name and text."""
    spec = importlib.util.spec_from_file_location("check_templates", CHECK)
    check = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(check)
    monkeypatch.setattr(check, "TOP", tmp_path)

    def told(name: str, text: str) -> list[str]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return list(check.findings(path))

    return told


def line(length: int) -> str:
    return f'<p class="{"x" * (length - 16)}"></p>\n'


def test_a_line_that_is_too_long_is_named_with_its_place_and_length(findings_in):
    (found,) = findings_in("templates/registry/page.html", "<p></p>\n" + line(201))
    assert found.startswith("templates/registry/page.html:2: 201 characters, at most 200: ")
    assert "{% blocktranslate trimmed %}" in found


def test_the_longest_line_is_allowed(findings_in):
    assert findings_in("templates/registry/page.html", line(200)) == []


def test_the_lines_of_a_mail_are_its_own(findings_in):
    assert findings_in("templates/registry/mail/note.html", line(400)) == []
