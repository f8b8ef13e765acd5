"""Placeholders that stand in a stored mail for what only its reader may see. Pure."""

from collections.abc import Iterable, Mapping
from html import escape

LINK_PLACE = "{{secret:"


def placeholder(name: str) -> str:
    return f"{LINK_PLACE}{name}}}}}"


def has_placeholder(text: str) -> bool:
    """Whether something that only the reader may see is still to be filled in."""
    return LINK_PLACE in text


def placeholders(names: Iterable[str]) -> dict[str, str]:
    """What a template gets instead of the values: `{{ secret.link }}` prints `{{secret:link}}`."""
    return {name: placeholder(name) for name in names}


def filled_in(text: str, secrets: Mapping[str, str], *, html: bool = False) -> str:
    for name, value in secrets.items():
        text = text.replace(placeholder(name), escape(value) if html else value)
    return text
