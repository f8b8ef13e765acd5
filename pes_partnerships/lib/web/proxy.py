"""Who is asking, where a proxy stands in front: one setting, BEHIND_PROXY, for sign-in limits and logs alike."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse


class ClientAddressMiddleware:
    """Writes the client's address where everybody reads it: REMOTE_ADDR, also for the server's access log."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        if not settings.TRUSTED_PROXIES:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        address = forwarded_for(request.META.get("HTTP_X_FORWARDED_FOR", ""), settings.TRUSTED_PROXIES)
        if address:
            request.META["REMOTE_ADDR"] = address
        return self.get_response(request)


def client_address(request: HttpRequest) -> str | None:
    """For libraries that want to be told: nothing but REMOTE_ADDR is looked at, whatever else was sent."""
    return request.META.get("REMOTE_ADDR") or None


def forwarded_for(header: str, proxies: int) -> str | None:
    """The address that the outermost of our own proxies saw; None where the header holds none.

    Each proxy appends whom it was asked by, so the last entries are ours; what stands before them anybody can send.
    """
    entries = [entry.strip() for entry in header.split(",")]
    if len(entries) < proxies:
        return None
    return _address(entries[-proxies])


def _address(entry: str) -> str | None:
    """Some proxies add the port, and brackets around an IPv6 address."""
    bare = entry.partition("]")[0].removeprefix("[") if entry.startswith("[") else entry
    bare = bare.partition(":")[0] if bare.count(":") == 1 else bare
    try:
        return str(ipaddress.ip_address(bare))
    except ValueError:
        return None
