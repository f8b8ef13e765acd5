"""Who was told of the end, and whether the mail server took it: a line among the steps before the end (R9, G7)."""

from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from partnerships.ending.mails import TOLD
from partnerships.models import Ending
from pes_partnerships.lib.dates import display_date
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.models.outbox_mail import LOST


def told_row(ending: Ending) -> dict[str, Any]:
    """The parties, by this page, on the day of the decision."""
    people = list(ending.told.values_list("participation", flat=True))
    parties = len(set(people))
    counted = OutboxMail.objects.filter(kind=TOLD, about_type="ending", about_id=str(ending.pk)).aggregate(
        sent=Count("pk", filter=Q(state=OutboxMail.State.SENT)),
        failed=Count("pk", filter=Q(state__in=LOST)),
    )
    words = ngettext("%(count)s party told", "%(count)s parties told", parties) % {"count": parties}
    mails = ngettext("%(count)s e-mail", "%(count)s e-mails", len(people)) % {"count": len(people)}
    first = ending.told.order_by("told_on").values_list("told_on", flat=True).first()
    failed = counted["failed"]
    return {
        "label": words,
        "mails": mails,
        "by": display_date(first) if first else "",
        "state": _("Not delivered") if failed else pgettext("step", "Done"),
        "kind": "error" if failed else "success",
        "note": _failed_words(failed) if failed else _sent_words(counted["sent"]),
    }


def _failed_words(failed: int) -> str:
    return ngettext("%(count)s e-mail could not be delivered", "%(count)s e-mails could not be delivered", failed) % {
        "count": failed
    }


def _sent_words(sent: int) -> str:
    return ngettext("%(count)s delivered", "%(count)s delivered", sent) % {"count": sent}
