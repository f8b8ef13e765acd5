"""The keys of forms that were sent: the first sending claims its key, any other finds where the first one led."""

import datetime
import json

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from pes_partnerships.accounts.models import SentForm
from pes_partnerships.ledger.services import one_act
from pes_partnerships.lib.form_pages import OF_THE_PAGE

KEPT = datetime.timedelta(days=30)  # longer than a page stays open


def claim(*, request: HttpRequest, key: str) -> tuple[SentForm, bool]:
    """The row of this key, and whether this sending is the first. Call it in the transaction of the act.

    The key is unique for a person and a page. Where two come at the same moment, the second waits here until the
    first has committed (PostgreSQL: at the unique index; SQLite: at the beginning of its transaction).
    """
    return SentForm.objects.get_or_create(
        user=request.user, path=request.path[:300], key=key, defaults={"content": content_of(request)}
    )


def content_of(request: HttpRequest) -> str:
    """A keyed hash of what was typed: enough to tell whether the second sending says the same."""
    typed = sorted((name, values) for name, values in request.POST.lists() if name not in OF_THE_PAGE)
    files = sorted((name, file.name, file.size) for name, file in request.FILES.items())
    return salted_hmac("sent form", json.dumps([typed, files]), algorithm="sha256").hexdigest()


@one_act()
def forget_old(*, now: datetime.datetime | None = None) -> int:
    """Delete the keys that nobody will send again; how many rows went."""
    old = SentForm.objects.filter(sent_at__lt=(now or timezone.now()) - KEPT)
    count, _by_model = old.delete()
    return count
