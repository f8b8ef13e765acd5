"""Whether a text stays within what its office may decide, and what the wider unit said where it does not (F10)."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.findings import ADVICE, Finding

from .autonomy import area_names, areas_beyond

APPROVED, REFUSED = "approved", "refused"


@dataclass(frozen=True)
class Request:
    """One request to the wider unit that was not taken back, and its answer; `outcome` is empty while it waits."""

    key: int
    unit: str
    areas: tuple[str, ...]
    asked_on: datetime.date
    outcome: str = ""
    decided_on: datetime.date | None = None
    reason: str = ""
    text_sha256: str = ""  # of the text that was judged


@dataclass(frozen=True)
class Remit:
    """What the office of a text may decide, what was said about the text, and what was asked; oldest request first.

    `settled`: the areas in which the text settles something past the office; None: nobody has said yet.
    """

    office: str
    unit: str
    statements: Mapping[str, str] = field(default_factory=dict)
    settled: tuple[str, ...] | None = None
    is_outdated: bool = False  # the statements changed since that was said
    requests: tuple[Request, ...] = ()
    text_sha256: str = ""  # of the text as it stands now

    @property
    def beyond(self) -> tuple[str, ...]:
        return areas_beyond(self.statements, self.settled or ())

    @property
    def open(self) -> Request | None:
        return next((request for request in self.requests if not request.outcome), None)

    def answer(self, area: str) -> Request | None:
        """The newest request that covers an area: its outcome is the one that counts."""
        return next((request for request in reversed(self.requests) if area in request.areas), None)

    def standing(self, outcome: str) -> dict[Request, list[str]]:
        """The areas past the office whose newest request has this outcome, by request."""
        found: dict[Request, list[str]] = {}
        for area in self.beyond:
            request = self.answer(area)
            if request is not None and request.outcome == outcome:
                found.setdefault(request, []).append(area)
        return found

    @property
    def unasked(self) -> tuple[str, ...]:
        return tuple(area for area in self.beyond if self.answer(area) is None)

    @property
    def changed_since(self) -> list[Request]:
        """The approvals that were given to an earlier wording."""
        return [request for request in self.standing(APPROVED) if request.text_sha256 != self.text_sha256]

    @property
    def to_ask(self) -> tuple[str, ...]:
        """What a request would be about: areas without approval, else all of them where the text has changed."""
        approved = {area for areas in self.standing(APPROVED).values() for area in areas}
        missing = tuple(area for area in self.beyond if area not in approved)
        return missing or (self.beyond if self.changed_since else ())


def remit_findings(remit: Remit) -> Iterator[Finding]:
    """F10: an agreement that goes past what its office may decide needs the wider unit's approval."""
    if remit.settled is None or remit.is_outdated:
        yield _not_said(remit)
        return
    yield from _refused(remit)
    yield from _waiting(remit)
    yield from _unasked(remit)
    for request in remit.changed_since:
        yield Finding(
            "text_changed_since_approval",
            _("The text has changed since %(unit)s approved it.") % {"unit": request.unit},
            _("Approval was given on %(day)s. Request approval again if the changes affect: %(areas)s.")
            % {"day": display_date(request.decided_on), "areas": area_names(request.areas)},
            severity=ADVICE,
            needs_others=True,
            anchor="approval",
        )


def _not_said(remit: Remit) -> Finding:
    if remit.settled is None:
        return Finding(
            "autonomy_not_said",
            _("State whether this text is within the delegated authority of office %(office)s.")
            % {"office": remit.office},
            _("Check the six areas and select those in which the text exceeds the delegated authority."),
            anchor="autonomy",
        )
    return Finding(
        "autonomy_stated_anew",
        _("The delegated authority of office %(office)s has been restated.") % {"office": remit.office},
        _("Check the six areas again: the statement on this text is based on the earlier version."),
        anchor="autonomy",
    )


def _refused(remit: Remit) -> Iterator[Finding]:
    for request, areas in remit.standing(REFUSED).items():
        yield Finding(
            "approval_refused",
            _("%(unit)s refused approval for: %(areas)s.") % {"unit": request.unit, "areas": area_names(areas)},
            _(
                "Reason given on %(day)s: “%(reason)s” Change the text so that it is within the delegated authority, "
                "or request approval again."
            )
            % {"day": display_date(request.decided_on), "reason": request.reason},
            needs_others=True,
            anchor=f"approval:{request.key}",
        )


def _waiting(remit: Remit) -> Iterator[Finding]:
    for request, areas in remit.standing("").items():
        yield Finding(
            "approval_waits",
            _("%(unit)s has not yet decided on: %(areas)s.") % {"unit": request.unit, "areas": area_names(areas)},
            _("Approval by %(unit)s was requested on %(day)s.")
            % {"unit": request.unit, "day": display_date(request.asked_on)},
            needs_others=True,
            anchor=f"approval:{request.key}",
        )


def _unasked(remit: Remit) -> Iterator[Finding]:
    if not remit.unasked:
        return
    words = {"unit": remit.unit, "areas": area_names(remit.unasked), "office": remit.office}
    if remit.requests:  # others were asked about: these were added since
        yield Finding(
            "approval_areas_added",
            _("The requested approval does not cover: %(areas)s.") % words,
            _("The text exceeds the request made to %(unit)s.") % words,
            needs_others=True,
            anchor=f"approval:{remit.open.key}" if remit.open else "approval",
        )
        return
    yield Finding(
        "approval_missing",
        _("The text exceeds the delegated authority of office %(office)s in: %(areas)s.") % words,
        _("It needs the approval of %(unit)s. Request this approval.") % words,
        needs_others=True,
        anchor="approval",
    )
