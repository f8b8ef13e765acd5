"""Editions of what an umbrella agreement passes down (A18)."""

from collections.abc import Mapping

from django.db.models import Max
from django.utils import timezone

from partnerships.models import Agreement, LocalTemplate, Partnership
from partnerships.rules.lifecycle import AgreementStatus
from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused

GOVERNS = (AgreementStatus.SIGNED, AgreementStatus.IN_FORCE)


def umbrella_of(partnership: Partnership) -> Agreement | None:
    """The text under which local ones are made: the one in force, else the one that is signed and waits for its day."""
    rows = Agreement.objects.filter(partnership=partnership, status__in=GOVERNS)
    rows = rows.exclude(ends_latest__lt=timezone.localdate())  # one that lapsed has nothing to pass down
    return rows.select_related("partnership__service").order_by("position", "version").first()


def umbrella_among(versions: list[Agreement]) -> Agreement | None:
    """The same of all versions of a partnership, the newest first."""
    today = timezone.localdate()
    rows = (each for each in reversed(versions) if each.status in GOVERNS)
    return next((each for each in rows if each.ends_latest is None or each.ends_latest >= today), None)


def newest_template(partnership: Partnership) -> LocalTemplate | None:
    """Of the latest version that has one."""
    rows = LocalTemplate.objects.filter(umbrella__partnership=partnership)
    return (
        rows.select_related("umbrella__partnership")
        .order_by("-umbrella__position", "-umbrella__version", "-number")
        .first()
    )


@one_act()
def make_template(
    *, umbrella: Agreement, parts: Mapping[str, str], objectives: Mapping[str, str], user: User
) -> LocalTemplate:
    """A new edition; local texts that were made from an earlier one stay as they are."""
    locked = Agreement.objects.locked().get(pk=umbrella.pk)
    if locked.status not in GOVERNS or locked.partnership.ended_on:
        raise MoveRefused("only a text that is signed or in force is an umbrella")
    last = LocalTemplate.objects.filter(umbrella=locked).aggregate(last=Max("number"))["last"] or 0
    template = LocalTemplate(
        umbrella=locked,
        number=last + 1,
        parts=dict(parts),
        objectives=dict(objectives),
        made_at=timezone.now(),
        made_by=user,
    )
    template.full_clean()
    template.save()
    record(
        act="local_template.made",
        anchor=locked.partnership,
        obj=template,
        by=Actor.user(user),
        service=locked.partnership.service,
        after={"edition": template.number},
    )
    return template
