"""Partners and parties, as the rules of warnings look at them: a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Sum
from django.utils import timezone

from partnerships.models import (
    Agreement,
    Contact,
    Contribution,
    DialogueEntry,
    Objective,
    Organisation,
    Participation,
    Party,
    RepresentativeChange,
    Responsibility,
)
from partnerships.rules.lifecycle import ParticipationStatus
from partnerships.rules.vocabulary import ContributionKind
from reviews.models import (
    Activity,
    CommitmentAct,
    DraftAnswer,
    Feedback,
    Measurement,
    MeetingParticipant,
    PartnerStatement,
)
from reviews.rules.commitment_words import TaskAct
from reviews.rules.meeting_words import Attendance, MeetingStatus
from reviews.warnings.rules.facts import PartnerFacts, Place, Share
from reviews.warnings.rules.of_partners import MONEY, OBJECTIVES, RESPONSIBILITIES


@dataclass(frozen=True)
class People:
    """Of one partnership: its named members, and the name of whoever takes part; `own`: the employment service."""

    members: list[PartnerFacts] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    own: set[int] = field(default_factory=set)


def people_of(keys: list[int], signs: Mapping[int, date], *, with_regions: bool = True) -> dict[int, People]:
    """A class of partners has no regions, contacts or voice of its own. Two queries at least, five at most."""
    fields = (
        "partnership", "pk", "status", "joined", "class_name", "organisation", "organisation__name",
        "organisation__pes",
    )  # fmt: skip
    rows = list(Participation.objects.filter(partnership__in=keys).order_by("order", "pk").values_list(*fields))
    members = {row[5] for row in rows if row[2] == ParticipationStatus.MEMBER and row[5]}
    speakers, regions = _speakers(members), _regions(members if with_regions else set())
    found: dict[int, People] = defaultdict(People)
    for key, pk, status, joined, class_name, organisation, name, pes in rows:
        people = found[key]
        people.names[pk] = name if organisation else class_name
        if pes:
            people.own.add(pk)
        if organisation and status == ParticipationStatus.MEMBER:
            left_on, has_successor = speakers.get(organisation, (None, True))
            people.members.append(
                PartnerFacts(
                    key=pk,
                    name=name,
                    organisation=organisation,
                    is_own_service=pes is not None,
                    since=joined.latest() if joined else None,
                    last_sign=signs.get(pk),
                    left_on=left_on,
                    has_successor=has_successor,
                    regions=tuple(regions[organisation]),
                )
            )
    return found


def signs_of(keys: list[int]) -> dict[int, dict[int, date]]:
    """By partnership and participant: the last day on which something of it is on record."""
    days = _signs(keys)
    found: dict[int, dict[int, date]] = defaultdict(dict)
    rows = Participation.objects.filter(pk__in=days).order_by("pk")
    for key, pk in rows.values_list("partnership", "pk"):
        found[key][pk] = days[pk]
    return found


def _signs(keys: list[int]) -> dict[int, date]:
    found: dict[int, date] = {}

    def note(pairs: Iterable[tuple[int, Any]]) -> None:
        for key, when in pairs:
            day = timezone.localdate(when) if isinstance(when, datetime) else when
            if day and (key not in found or day > found[key]):
                found[key] = day

    activities = Activity.partners.through.objects.filter(activity__partnership__in=keys)
    note((key, on.latest()) for key, on in activities.values_list("participation", "activity__on"))
    parties = Measurement.objects.filter(objective__agreement__partnership__in=keys, party__isnull=False)
    note(_latest(parties, "party__participation", "entered_at"))
    statements = PartnerStatement.objects.filter(part__review__series__partnership__in=keys)
    note(_latest(statements.exclude(part__participation=None), "part__participation", "sent_at"))
    answers = DraftAnswer.objects.filter(part__review__series__partnership__in=keys)
    note(_latest(answers.exclude(part__participation=None), "part__participation", "given_at"))
    feedback = Feedback.objects.filter(partnership__in=keys, participation__isnull=False)
    note(_latest(feedback, "participation", "given_at"))
    heard = MeetingParticipant.objects.filter(meeting__partnership__in=keys, participation__isnull=False)
    heard = heard.filter(meeting__status=MeetingStatus.HELD).exclude(attendance__in=["", Attendance.ABSENT])
    note(_latest(heard, "participation", "meeting__day"))
    kept = CommitmentAct.objects.filter(task__commitment__partnership__in=keys, party__isnull=False)
    note(_latest(kept.filter(kind=TaskAct.SENT), "party", "at"))
    note(_latest(DialogueEntry.objects.filter(participation__partnership__in=keys), "participation", "on"))
    return found


def _latest(rows: Any, whose: str, when: str) -> Iterable[tuple[int, Any]]:
    return rows.order_by().values_list(whose).annotate(Max(when))


def _speakers(organisations: set[int]) -> dict[int, tuple[date | None, bool]]:
    """When the last person left who spoke for an organisation, and whether one who may is there.

    One query where nobody has left, else three.
    """
    contacts = Contact.objects.filter(organisation__in=organisations).order_by()
    gone = set(contacts.exclude(left_on=None).values_list("organisation", flat=True))
    if not gone:
        return {}
    changes = RepresentativeChange.objects.filter(organisation__in=gone).order_by()
    spoke = {key for pair in changes.values_list("former", "new") for key in pair if key}
    left: dict[int, date] = {}
    remaining: set[int] = set()
    rows = Contact.objects.filter(organisation__in=gone).order_by()
    for key, pk, decides, signs, left_on in rows.values_list("organisation", "pk", "may_decide", "may_sign", "left_on"):
        if not (decides or signs or pk in spoke):
            continue
        if left_on is None:
            remaining.add(key)
        else:
            left[key] = max(left_on, left.get(key, left_on))
    return {key: (day, key in remaining) for key, day in left.items()}


def _regions(organisations: set[int]) -> dict[int, list[Place]]:
    found: dict[int, list[Place]] = defaultdict(list)
    through = Organisation.regions.through.objects.filter(organisation__in=organisations).order_by("region")
    for key, *region in through.values_list("organisation", "region", "region__name"):
        found[key].append(Place(*region))
    return found


def parties_of(governing: Mapping[int, Agreement]) -> dict[int, list[int]]:
    """By partnership: who its parties are, in their order."""
    found: dict[int, list[int]] = defaultdict(list)
    parties = Party.objects.filter(agreement__in=governing.values()).order_by("order", "pk")
    for key, who in parties.values_list("agreement__partnership", "participation"):
        found[key].append(who)
    return found


def shares_of(governing: Mapping[int, Agreement]) -> dict[int, list[Share]]:
    """By partnership: who has how much of what. Three queries."""
    partnership = {agreement.pk: key for key, agreement in governing.items()}
    found: dict[int, list[Share]] = defaultdict(list)
    for (agreement, what, _currency), by_partner in _shares(list(partnership)).items():
        found[partnership[agreement]].append(Share(what, dict(by_partner)))
    return found


def _shares(agreements: list[int]) -> dict[tuple[int, str, str], dict[int, Decimal]]:
    """By agreement, matter and currency; what comes from no party is there under 0, for it counts in the whole."""
    found: dict[tuple[int, str, str], dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    owned = ((Responsibility, RESPONSIBILITIES), (Objective, OBJECTIVES))
    for model, what in owned:
        rows = model.objects.filter(agreement__in=agreements).exclude(owner=None).order_by()
        for agreement, owner, count in rows.values_list("agreement", "owner__participation").annotate(Count("pk")):
            found[agreement, what, ""][owner] += count
    money = Contribution.objects.filter(agreement__in=agreements, kind=ContributionKind.MONEY, given_with=None)
    rows = money.order_by("pk").annotate(of_years=Sum("years__amount"))
    for agreement, giver, currency, amount, of_years in rows.values_list(
        "agreement", "party__participation", "currency", "amount", "of_years"
    ):
        found[agreement, MONEY, currency][giver or 0] += amount or of_years or 0
    return found
