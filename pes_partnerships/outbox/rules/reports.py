"""What a mail server reports of a mail that it had taken: delivery status notifications (RFC 3464). Pure.

Everything in such a message may have been written by anybody: nothing of it is trusted but the keyed address.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from email.utils import getaddresses
from enum import StrEnum

from .refusals import server_words

MOST_BYTES = 200_000  # the report stands at the beginning; what was returned with it may be long
# where mail servers write to whom a message was delivered, the surest first
_TO_WHOM = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To", "To")
_ARRIVED = frozenset({"delivered", "relayed", "expanded"})


class Fate(StrEnum):
    """What a report says of the mail. `delayed` is no failure: the server goes on trying."""

    FAILED = "failed"
    DELAYED = "delayed"
    ARRIVED = "arrived"


class NoReport(ValueError):
    """The message is none: an answer of a person, an absence notice, advertising."""


class Unreadable(ValueError):
    """The message says that it is a report, and does not say what became of the mail."""


@dataclass(frozen=True)
class Report:
    fate: Fate
    words: str


def read_message(raw: bytes) -> Message:
    return message_from_bytes(raw[:MOST_BYTES], policy=policy.compat32)


def addressed_to(message: Message) -> list[str]:
    """To whom it came, and the return path of the mail that was returned with it."""
    found = [address for name in _TO_WHOM for _name, address in getaddresses(_values(message, name))]
    for part in message.walk():
        if part is not message and part.get_content_type() in ("message/rfc822", "text/rfc822-headers"):
            found += [address for each in _returned(part) for _n, address in getaddresses(_values(each, "Return-Path"))]
    return [address for address in found if address]


def report_in(message: Message) -> Report:
    """Raises NoReport or Unreadable. A failure counts whatever its class: with 4.x.x the server has stopped trying."""
    is_report = message.get_content_type() == "multipart/report"
    if not is_report or str(message.get_param("report-type") or "").casefold() != "delivery-status":
        raise NoReport
    blocks = list(_recipients(message))
    if not blocks:
        raise Unreadable
    fates = [_fate(block) for block in blocks]
    if Fate.ARRIVED in fates:  # a mailbox that hands on to several: one of them has it
        return Report(Fate.ARRIVED, "")
    if Fate.FAILED in fates:
        return Report(Fate.FAILED, _words(blocks[fates.index(Fate.FAILED)]))
    if Fate.DELAYED in fates:
        return Report(Fate.DELAYED, _words(blocks[fates.index(Fate.DELAYED)]))
    raise Unreadable


def _recipients(message: Message) -> Iterator[Message]:
    """The blocks of the report that are about recipients; the first block is about the message as a whole."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status" and isinstance(part.get_payload(), list):
            for block in part.get_payload():
                if isinstance(block, Message) and (block["Final-Recipient"] or block["Action"] or block["Status"]):
                    yield block


def _fate(block: Message) -> Fate | None:
    action = _bare(block["Action"])
    if action in _ARRIVED:
        return Fate.ARRIVED
    if action in (Fate.FAILED, Fate.DELAYED):
        return Fate(action)
    # some servers leave the action out
    return {"5": Fate.FAILED, "4": Fate.DELAYED, "2": Fate.ARRIVED}.get(_bare(block["Status"])[:1])


def _words(block: Message) -> str:
    """“smtp; 550 5.1.1 no such user” without its kind; else the code alone."""
    said = str(block["Diagnostic-Code"] or "")
    _kind, mark, words = said.partition(";")
    return server_words(words if mark else said) or server_words(str(block["Status"] or ""))


def _bare(value: object) -> str:
    return str(value or "").partition("(")[0].strip().casefold()


def _returned(part: Message) -> list[Message]:
    payload = part.get_payload()
    if isinstance(payload, list):
        return [each for each in payload if isinstance(each, Message)]
    return [message_from_bytes(str(payload).encode("utf-8", "replace"), policy=policy.compat32)]


def _values(message: Message, name: str) -> list[str]:
    return [str(value) for value in message.get_all(name, [])]
