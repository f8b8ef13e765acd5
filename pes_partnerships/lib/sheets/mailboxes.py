"""E-mail addresses as lists hold them: “Ona Petraitė <ona@example.org>”, several in one cell, with mailto: (F2). Pure."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _

from pes_partnerships.lib.text import one_line

_IS_ADDRESS = EmailValidator()
_ADDRESS = re.compile(r"(?:mailto:)?(?P<address>[^\s<>;,|\"'()\[\]]+@[^\s<>;,|\"'()\[\]]+)", re.IGNORECASE)
_BETWEEN = " \t\n\r;,|/<>()[]\"'&+:"


class MailboxRefused(ValueError):
    """No address can be read here; the text says what stood in the cell."""


@dataclass(frozen=True)
class Mailbox:
    address: str
    name: str = ""


def read_mailboxes(text: str) -> list[Mailbox]:
    """The addresses of a cell, in their order, each with the name before it; raises MailboxRefused."""
    found, end = [], 0
    for each in _ADDRESS.finditer(text):
        name = one_line(text[end : each.start()].strip(_BETWEEN))
        address = each["address"].strip(".")
        try:
            _IS_ADDRESS(address)
        except ValidationError:
            raise _refused(text) from None
        if address.casefold() not in {known.address.casefold() for known in found}:
            found.append(Mailbox(address, "" if name.casefold() == address.casefold() else name))
        end = each.end()
    if not found or text[end:].strip(_BETWEEN):
        raise _refused(text)
    return found


def _refused(text: str) -> MailboxRefused:
    return MailboxRefused(
        _("“%(text)s” is not an e-mail address. Enter an address such as ona@example.org.")
        % {"text": text.strip()[:60]}
    )
