"""The one-time key of a form: one form that is sent twice carries one key, two forms carry two."""

import re
import secrets

from django.http import HttpRequest

FIELD = "once"
HELD_FOR = "X-Held-For"  # how many seconds a page had to hold the form before it could send it: 0 at first
_KEY = re.compile(r"[A-Za-z0-9_-]{22}")  # 128 random bits
_SECONDS = re.compile(r"[0-9]{1,9}")


def posted_key(request: HttpRequest) -> str:
    """The key that came with the form; "" where there is none, or what came is no key."""
    typed = request.POST.get(FIELD, "") if request.method == "POST" else ""
    return typed if _KEY.fullmatch(typed) else ""


def key_for(request: HttpRequest) -> str:
    """The key to write into a form: a form that is shown again with its errors keeps the key that it had."""
    return posted_key(request) or secrets.token_urlsafe(16)


def seconds_held(request: HttpRequest) -> int | None:
    """How long a page held the form that it sends (static/js/later.js); None where the browser itself sends it."""
    said = request.headers.get(HELD_FOR, "")
    return int(said) if _SECONDS.fullmatch(said) else None
