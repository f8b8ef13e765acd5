"""The Message-ID of a mail: the same for the same mail, whoever writes it and however often, and telling nothing. Pure.

A restored backup writes again what was sent after it was taken: mail programs take both for one.
"""

import base64
import hmac

_PURPOSE = b"pes_partnerships.outbox.message_id"
_BYTES = 20


def message_id(*, key: str, recipient: str, sent_again: int, host: str, secret: str) -> str:
    """`key` names what is told, of what, when and to whom; `sent_again` counts how often a person had it sent again."""
    said = "\0".join((key, recipient.casefold(), str(sent_again))).encode()
    digest = hmac.digest(secret.encode(), _PURPOSE + said, "sha256")[:_BYTES]
    return f"<{base64.b32encode(digest).decode('ascii').lower()}@{host}>"
