"""The lines of the list of participants: how far each has come, its invitation, the latest talk (F5)."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.matching.services.searching import narrowed_here
from partnerships.models import DialogueEntry, Invitation, Participation, Partnership
from partnerships.models.participation import ParticipationQuerySet, office_words
from partnerships.participants.rules.inviting import participant_obstacle
from partnerships.participants.rules.viability import threat
from partnerships.participants.services.dialogue import key_actors
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.export import Column


@dataclass(frozen=True)
class Line:
    """One participant with what the dialogue says of it."""

    participation: Participation
    invitation: str = ""
    latest_talk: datetime.date | None = None
    is_threat: bool = False
    may_be_invited: bool = False

    @property
    def invite_again(self) -> bool:
        return self.may_be_invited and bool(self.invitation)


def chosen_rows(partnership: Partnership, chosen: dict[str, str]) -> ParticipationQuerySet:
    """The participants that fit every filter."""
    rows = partnership.participations.select_related(
        "organisation__type", "type", "do_without_by", "successor__organisation"
    ).prefetch_related("sites")
    if chosen.get("status"):
        rows = rows.filter(status=chosen["status"])
    if chosen.get("show") == "key":
        rows = rows.filter(is_key_actor=True)
    elif chosen.get("show") == "reluctant":
        rows = rows.filter(is_reluctant=True)
    elif chosen.get("show") == "silent":
        rows = rows.filter(invitations__in=Invitation.objects.silent(timezone.now()))
    return narrowed_here(rows, chosen.get("q") or "", "organisation__name", "class_name", "role")


@dataclass(frozen=True)
class Reader:
    """Who reads the list: talks are for those who may log them."""

    may_log: bool
    today: datetime.date

    def lines(self, rows: Iterable[Participation], partnership: Partnership | None = None) -> list[Line]:
        """A fixed number of queries, whatever the number of rows; `partnership` adds what may be done."""
        rows = list(rows)
        newest: dict[int, Invitation] = {}
        for invitation in Invitation.objects.filter(participation__in=rows).order_by("sent_at", "pk"):
            newest[invitation.participation_id] = invitation
        talks: dict[int, datetime.date] = {}
        if self.may_log:
            found = DialogueEntry.objects.filter(participation__in=rows).order_by().values_list("participation")
            talks = dict(found.annotate(latest=Max("on")))
        actors = key_actors(partnership) if partnership else []
        threats = {actor.key for actor in actors if threat(actor, self.today) and not actor.is_done_without}
        for row in rows if partnership else ():
            row.partnership = partnership
        return [
            self._line(row, newest.get(row.pk), talks.get(row.pk), row.pk in threats, bool(partnership)) for row in rows
        ]

    def _line(
        self,
        row: Participation,
        invitation: Invitation | None,
        talk: datetime.date | None,
        is_threat: bool,
        with_acts: bool,
    ) -> Line:
        return Line(
            row,
            invitation_words(invitation, self.today) if invitation else "",
            talk,
            is_threat,
            with_acts and participant_obstacle(row) is None,
        )


def invitation_words(invitation: Invitation, today: datetime.date) -> str:
    """How the newest invitation stands, without naming anybody."""
    sent = display_date(timezone.localdate(invitation.sent_at))
    until = timezone.localdate(invitation.expires_at)
    if invitation.answer:
        day = display_date(timezone.localdate(invitation.answered_at))
        return _("%(answer)s, answered on %(day)s") % {"answer": invitation.get_answer_display(), "day": day}
    if invitation.closed_at:
        return _("invited on %(day)s, withdrawn") % {"day": sent}
    words = {"day": sent, "until": display_date(until)}
    if until < today:
        return _("invited on %(day)s, no answer by %(until)s") % words
    return _("invited on %(day)s, answer requested by %(until)s") % words


COLUMNS = [
    Column(gettext_lazy("Partner"), "participation.name"),
    Column(gettext_lazy("Category"), lambda line: line.participation.kind),
    Column(gettext_lazy("How many"), "participation.counted"),
    Column(gettext_lazy("Status"), lambda line: line.participation.get_status_display()),
    Column(gettext_lazy("Key actor"), lambda line: _yes(line.participation.is_key_actor)),
    Column(gettext_lazy("Reluctant"), lambda line: _yes(line.participation.is_reluctant)),
    Column(gettext_lazy("Invitation"), "invitation"),
    Column(gettext_lazy("Latest discussion"), lambda line: line.latest_talk or ""),
    Column(gettext_lazy("Role"), "participation.role"),
    Column(gettext_lazy("Joined on"), "participation.joined"),
    Column(gettext_lazy("Left on"), "participation.left"),
    Column(
        gettext_lazy("Number of offices"),
        lambda line: office_words(line.participation.office_count, line.participation.office_comparator),
    ),
    Column(gettext_lazy("Offices that take part"), lambda line: "; ".join(line.participation.office_names)),
]


def _yes(value: bool) -> str:
    return _("yes") if value else _("no")
