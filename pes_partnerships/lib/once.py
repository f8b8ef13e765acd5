"""The one-time key of a form: one form that is sent twice carries one key, two forms carry two."""

import re
import secrets

from django.http import HttpRequest

FIELD = "once"
_KEY = re.compile(r"[A-Za-z0-9_-]{22}")  # 128 random bits


def posted_key(request: HttpRequest) -> str:
    """The key that came with the form; "" where there is none, or what came is no key."""
    typed = request.POST.get(FIELD, "") if request.method == "POST" else ""
    return typed if _KEY.fullmatch(typed) else ""


def key_for(request: HttpRequest) -> str:
    """The key to write into a form: a form that is shown again with its errors keeps the key that it had."""
    return posted_key(request) or secrets.token_urlsafe(16)
