"""How wrong passwords are counted (docs/production.md): for one account, and apart for each place it is used from.

One address that tries many accounts closes none of them for others. An account that is attacked is closed to strangers,
whatever their addresses; from where its owner signed in lately it stays open, unless the wrong passwords come from
there.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from axes.helpers import get_client_ip_address
from axes.models import AccessBase, AccessLog
from django.http import HttpRequest
from django.utils import timezone

KNOWN_FOR = timedelta(days=90)  # this long after a sign-in its address counts as a usual one
HERE = ["username", "ip_address"]
ANYWHERE = "username"
_NAMES = ("email", "username", "login")  # as allauth, Django and the form call the account
_LONGEST = 255


def account_of(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str | None:
    """The account that was tried, in one spelling, whether it exists or not."""
    given = credentials or request.POST
    name = next((str(given[name]) for name in _NAMES if given.get(name)), "")
    return name.strip().casefold().replace("\0", "")[:_LONGEST] or None


def counted_by(attempt: HttpRequest | AccessBase, credentials: Mapping[str, Any] | None = None) -> list:
    """What the wrong passwords are added up by, for this attempt."""
    if isinstance(attempt, AccessBase):
        account, address = attempt.username, attempt.ip_address
    else:
        account, address = account_of(attempt, credentials), get_client_ip_address(attempt)
    if account is None or _is_usual(account, address):
        return [HERE]
    return [HERE, ANYWHERE]


def _is_usual(account: str, address: str | None) -> bool:
    lately = AccessLog.objects.filter(attempt_time__gte=timezone.now() - KNOWN_FOR)
    return lately.filter(username__iexact=account, ip_address=address).exists()
