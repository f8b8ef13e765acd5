"""Words that an author writes in Markdown: bullets from a word processor become lists, links lead to https only."""

import re

from django import forms
from django.utils.translation import gettext as _

PASTED_BULLET = re.compile(r"^[ \t]*[•·▪◦‣●○■][ \t]*", re.M)
LINK = re.compile(
    r"(?P<picture>!?)\[[^\]\n]*\]\(\s*<?(?P<target>[^)\s>]*)|^\[[^\]\n]+\]:\s*<?(?P<defined>[^\s>]+)", re.M
)
AUTOMATIC = re.compile(r"<(?P<target>[a-zA-Z][a-zA-Z0-9+.-]*:[^>\s]*)>")
TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>")
ALLOWED = ("https://", "mailto:")


def checked_markdown(words: str) -> str:
    """The words as they are saved; ValidationError names each link and each tag that a signed text cannot hold."""
    words = PASTED_BULLET.sub("- ", words)
    wrong: list[str] = []
    for found in LINK.finditer(words):
        target = found["target"] or found["defined"] or ""
        if found["picture"]:
            wrong.append(_("Remove the picture “%(target)s”. A picture can be added as an annex.") % {"target": target})
        elif not _is_allowed(target):
            wrong.append(_link_words(target))
    wrong += [_link_words(each["target"]) for each in AUTOMATIC.finditer(words) if not _is_allowed(each["target"])]
    tags = dict.fromkeys(found[0] for found in TAG.finditer(words))
    wrong += [_("Remove the markup “%(tag)s”. Use *asterisks* for emphasis.") % {"tag": tag} for tag in tags]
    if wrong:
        raise forms.ValidationError(list(dict.fromkeys(wrong)))
    return words


def _is_allowed(target: str) -> bool:
    return target.lower().startswith(ALLOWED)


def _link_words(target: str) -> str:
    words = _("The link “%(target)s” cannot be part of the text. A link must begin with https://.")
    return words % {"target": target or "()"}
