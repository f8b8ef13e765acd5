"""A calendar file read as another program reads it: not by the library that writes it (RFC 5545)."""

import re


def events(content: bytes) -> list[dict[str, str]]:
    """The properties of each event, without their parameters; unfolded and unescaped."""
    found: list[dict[str, str]] = []
    for line in _lines(content):
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and not line.startswith(("END:", "BEGIN:")):
            name, value = line.split(":", 1)
            found[-1].setdefault(name.split(";")[0], re.sub(r"\\([\\;,])", r"\1", value).replace("\\n", "\n"))
    return found


def calendar_property(content: bytes, name: str) -> str:
    """Of the calendar itself, such as METHOD."""
    before = _lines(content)[: _lines(content).index("BEGIN:VEVENT")] if b"BEGIN:VEVENT" in content else _lines(content)
    return next((line.split(":", 1)[1] for line in before if line.startswith(f"{name}:")), "")


def _lines(content: bytes) -> list[str]:
    text = content.decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n")), "a line is longer than 75 octets"
    return re.sub(r"\r\n[ \t]", "", text).rstrip("\r\n").split("\r\n")
