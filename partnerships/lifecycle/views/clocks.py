"""What runs out, and when: the end of the term, a notice, a signature, an accession (A16)."""

import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.lifecycle.services.standing import Life
from partnerships.models import Partnership
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.rules.notice_words import decide_words
from partnerships.shared.services.notice_clock import decide_by_of
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.templatetags.ui import distance

Clock = dict[str, str]


def clocks(partnership: Partnership, life: Life, today: datetime.date) -> list[Clock]:
    """Each with its day and how far away it is, the nearest first."""
    if partnership.ended_on:
        return [_clock(_("Ended"), partnership.ended_on, today)]
    found = []
    if partnership.ending_on:
        url = reverse("partnerships:ending", args=[partnership.pk])
        found.append((partnership.ending_on, _("The partnership ends"), url))
    if life.notice:
        who = life.notice.party.name if life.notice.party else _("all parties together")
        label = _("In notice, given by %(who)s on %(day)s: last day") % {
            "who": who,
            "day": display_date(life.notice.given_on),
        }
        found.append((life.notice.last_day, label, ""))
    elif life.governing and life.governing.ends_latest:
        label = _("Lapsed: the term ended") if life.governing.ends_latest < today else _("Term of the agreement ends")
        found.append((life.governing.ends_latest, label, ""))
    if life.governing and not life.notice and (decide := decide_by_of(life.governing, today)):
        url = reverse("partnerships:termination_new", args=[life.governing.pk])
        found.append((decide.by, decide_words(decide), url))
    if life.coming and life.coming.status == AgreementStatus.OUT_FOR_SIGNATURE and life.coming.signing_ends_on:
        url = reverse("partnerships:signatures", args=[life.coming.pk])
        found.append((life.coming.signing_ends_on, _("Deadline for signature"), url))
    if life.governing:
        found += _of_members(life, today)
    if partnership.next_review_on:
        found.append((partnership.next_review_on, _("Next review"), ""))
    return [_clock(label, day, today, url) for day, label, url in sorted(found)]


def _of_members(life: Life, today: datetime.date) -> list[tuple[datetime.date, str, str]]:
    """Members of a network, and parties, that are leaving."""
    url = reverse("partnerships:members", args=[life.governing.pk])
    leaving = life.governing.accessions.filter(last_day__gte=today)
    rows = leaving.select_related("party__participation__organisation").order_by("last_day")[:10]
    found = [(row.last_day, _("%(member)s leaves") % {"member": row.party.name}, url) for row in rows]
    parties = life.governing.withdrawals.standing().filter(last_day__gte=today)
    for row in parties.select_related("party__participation__organisation").order_by("last_day")[:10]:
        url = reverse("partnerships:withdrawal", args=[row.pk])
        found.append((row.last_day, _("%(member)s leaves") % {"member": row.party.name}, url))
    return found


def _clock(label: str, day: datetime.date, today: datetime.date, url: str = "") -> Clock:
    return {"label": label, "day": display_date(day), "far": distance(day, today), "url": url}
