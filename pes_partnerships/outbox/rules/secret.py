"""Placeholders that stand in a stored mail for what only its reader may see. Pure."""

from collections.abc import Iterable, Mapping
from html import escape


def placeholder(name: str) -> str:
    return f"{{{{secret:{name}}}}}"


def placeholders(names: Iterable[str]) -> dict[str, str]:
    """What a template gets instead of the values: `{{ secret.link }}` prints `{{secret:link}}`."""
    return {name: placeholder(name) for name in names}


def filled_in(text: str, secrets: Mapping[str, str], *, html: bool = False) -> str:
    for name, value in secrets.items():
        text = text.replace(placeholder(name), escape(value) if html else value)
    return text
