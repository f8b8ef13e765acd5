"""What a log may hold: never a link that opens something by itself (S2)."""

import logging
import re

# a link to sign, a link to choose a password: whoever reads the log could use them
_SECRET = re.compile(r"(/sign/|/account/password/reset/key/)(?!done/)[^/\s]+")


class HideSecretLinks(logging.Filter):
    """Django names the address of every request that it refuses; the secret part of it is left out."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        hidden = _SECRET.sub(r"\1…", text)
        if hidden != text:
            record.msg, record.args = hidden, ()
        return True
