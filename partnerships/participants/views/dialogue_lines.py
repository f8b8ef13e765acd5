"""The log of a dialogue as lines in time: invitations, answers and talks of all participants together (F5)."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.models import DialogueEntry, Invitation, Participation, Partnership
from partnerships.models.dialogue import InvitationQuerySet
from pes_partnerships.accounts.models import User
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.export import Column
from pes_partnerships.outbox.models import OutboxMail


@dataclass(frozen=True)
class Line:
    """One thing that happened; `kind` is invited, answered, withdrawn or talk."""

    on: datetime.date
    kind: str
    participation: Participation
    what: str
    words: str = ""
    who: str = ""
    note: str = ""
    change_url: str = ""


ORDER = ("talk", "invited", "withdrawn", "answered")  # of one day, as they follow from each other
COLUMNS = [
    Column(gettext_lazy("Day"), "on"),
    Column(gettext_lazy("Participant"), "participation.name"),
    Column(gettext_lazy("What"), "what"),
    Column(gettext_lazy("Text"), "words"),
    Column(gettext_lazy("Person"), "who"),
    Column(gettext_lazy("State"), "note"),
]


def lines_of(partnership: Partnership, user: User) -> list[Line]:
    """Everything that is logged, the newest first; four queries, whatever the number of rows."""
    talks = DialogueEntry.objects.filter(participation__partnership=partnership)
    asked = list(invitations_of(partnership))
    mails = mails_of(asked)
    lines = [_talk(entry, user) for entry in talks.select_related("participation__organisation", "by")]
    for invitation in asked:
        lines += _of_invitation(invitation, mails)
    return sorted(lines, key=lambda line: (line.on, ORDER.index(line.kind)), reverse=True)


def invitations_of(partnership: Partnership) -> InvitationQuerySet:
    rows = Invitation.objects.filter(participation__partnership=partnership)
    return rows.select_related("participation__organisation")


def mails_of(asked: Iterable[Invitation]) -> dict[str, OutboxMail]:
    """The mail of each invitation, by the invitation's key."""
    keys = [str(invitation.pk) for invitation in asked]
    mails = OutboxMail.objects.filter(kind="invitation_sent", about_type="invitation", about_id__in=keys)
    return {mail.about_id: mail for mail in mails.only("about_id", "state", "sent_at")}


def mail_words(invitation: Invitation, mails: dict[str, OutboxMail]) -> str:
    """“mail sent 3 May”, or that it did not get through."""
    mail = mails.get(str(invitation.pk))
    if mail is None:
        return ""
    if mail.state == OutboxMail.State.SENT:
        return _("e-mail sent on %(day)s") % {"day": display_date(timezone.localdate(mail.sent_at))}
    if mail.is_lost:
        return _("the e-mail could not be delivered: check the address")
    return _("e-mail waiting to be sent")


def _talk(entry: DialogueEntry, user: User) -> Line:
    own = entry.by_id == user.pk
    return Line(
        entry.on,
        "talk",
        entry.participation,
        entry.get_kind_display(),
        words=entry.said,
        who=entry.by.name if entry.by else "",
        change_url=reverse("partnerships:dialogue_change", args=[entry.pk]) if own else "",
    )


def _of_invitation(invitation: Invitation, mails: dict[str, OutboxMail]) -> list[Line]:
    until = display_date(timezone.localdate(invitation.expires_at))
    notes = [mail_words(invitation, mails), _opened(invitation)]
    lines = [
        Line(
            timezone.localdate(invitation.sent_at),
            "invited",
            invitation.participation,
            _("Invited; answer requested by %(day)s") % {"day": until},
            who=invitation.name,
            note="; ".join(note for note in notes if note),
        )
    ]
    if invitation.answer:
        lines.append(
            Line(
                timezone.localdate(invitation.answered_at),
                "answered",
                invitation.participation,
                _("Answered: %(answer)s") % {"answer": invitation.get_answer_display()},
                words=invitation.answer_note,
                who=invitation.answered_by,
            )
        )
    elif invitation.closed_at:
        what = _("Invitation closed without an answer: withdrawn, or replaced by a newer one")
        lines.append(Line(timezone.localdate(invitation.closed_at), "withdrawn", invitation.participation, what))
    return lines


def _opened(invitation: Invitation) -> str:
    """The first opening only: how far somebody read is nobody's business."""
    if not invitation.opened_at:
        return ""
    return _("link first opened on %(day)s") % {"day": display_date(timezone.localdate(invitation.opened_at))}
