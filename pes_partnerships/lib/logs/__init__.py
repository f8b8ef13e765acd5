"""What a log line looks like, whichever process writes it, and what it may hold: no link that opens something (S2)."""

import logging
import re
import time

# whoever reads such an address in a log could use it: to sign, to answer an invitation, to choose a password
SECRET_PATHS = (
    "sign", "answer", "comment", "reviews/own", "reviews/part", "reviews/health",
    "account/password/reset/key", "account/confirm-email", "calendars", "messages/confirm", "messages/with",
    "search/confirm", "search/stop", "confirm", "consent",
)  # fmt: skip
_SLASH = "(?:/|%2F)"
# Django's own words about an address that there is not name it without its first slash
_BEFORE = rf"(?:(?<![\w.-])|(?<=%2F))(?:{'|'.join(path.replace('/', _SLASH) for path in SECRET_PATHS)}){_SLASH}"
_SECRET = re.compile(rf"({_BEFORE})(?!done\b)(?:(?!%2F)[^/\s?&#\"'<>])+", re.IGNORECASE)


def without_secrets(text: str) -> str:
    """The text with “…” in the place of every secret that stands in an address."""
    return _SECRET.sub(r"\1…", text)


class HideSecretLinks(logging.Filter):
    """Django, gunicorn and tracebacks name the address that was asked for; the secret part of it is left out."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        hidden = without_secrets(text)
        if hidden != text:
            record.msg, record.args = hidden, ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = without_secrets(record.exc_text)
        if record.stack_info:
            record.stack_info = without_secrets(record.stack_info)
        return True


class LineFormatter(logging.Formatter):
    """“2026-11-28T13:54:10.042Z WARNING django.request …”: every process writes the same line, in UTC."""

    converter = time.gmtime
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self, fmt: str = "%(asctime)s %(levelname)s %(name)s %(message)s"):
        super().__init__(fmt)
