"""How far the local agreements under an umbrella have come, and what their promises add up to (A18)."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.rules.lifecycle import AgreementStatus


class LocalState(models.TextChoices):
    """In the order in which the page shows them."""

    OUT = "out_for_signature", _("Out for signature")
    DRAFT = "draft", pgettext_lazy("agreement", "Draft")
    NOT_BEGUN = "not_begun", _("Not begun")
    IN_FORCE = "in_force", _("In force")
    LAPSED = "lapsed", _("Lapsed")
    ENDED = "ended", pgettext_lazy("agreement", "Ended")
    OPTED_OUT = "opted_out", _("No agreement")


OF_STATUS = {
    AgreementStatus.DRAFT: LocalState.DRAFT,
    AgreementStatus.OUT_FOR_SIGNATURE: LocalState.OUT,
    AgreementStatus.SIGNED: LocalState.OUT,
    AgreementStatus.IN_FORCE: LocalState.IN_FORCE,
}


@dataclass(frozen=True)
class Local:
    """One office or partner: its state, since or until when, and the number that it promises."""

    key: int
    place: str
    state: str
    partnership: int | None = None
    agreement: int | None = None
    on: datetime.date | None = None  # in force since, or signature asked by
    numbers: Mapping[str, Decimal | None] = field(default_factory=dict)  # lineage above -> its own number
    weaker: tuple[str, ...] = ()  # objectives that ask for less than the umbrella does
    modules: tuple[str, ...] = ()
    template: int | None = None  # number of the edition that it was made from
    is_behind: bool = False  # a draft of an earlier edition than the newest
    reason: str = ""
    title: str = ""  # of the partnership, where it was not made from the template and is called otherwise

    @property
    def promised(self) -> Decimal | None:
        """For the first objective that is divided."""
        return next(iter(self.numbers.values()), None)

    @property
    def waits(self) -> bool:
        """Whether whoever looks after the umbrella has something to do here."""
        return self.state == LocalState.NOT_BEGUN or bool(self.weaker) or self.is_behind


def state_of(statuses: Iterable[str], *, has_partnership: bool, opted_out: bool, has_lapsed: bool = False) -> str:
    """The one that governs counts before the one on its way; a discarded draft is none."""
    known = {OF_STATUS[status] for status in statuses if status in OF_STATUS}
    if LocalState.IN_FORCE in known and has_lapsed:
        return LocalState.LAPSED
    for state in (LocalState.IN_FORCE, LocalState.OUT, LocalState.DRAFT):
        if state in known:
            return state
    if opted_out:
        return LocalState.OPTED_OUT
    return LocalState.ENDED if has_partnership else LocalState.NOT_BEGUN


@dataclass(frozen=True)
class Progress:
    """All that are expected, without those that make none."""

    locals: tuple[Local, ...]

    @property
    def expected(self) -> list[Local]:
        return [each for each in self.locals if each.state != LocalState.OPTED_OUT]

    def count(self, state: str) -> int:
        return Counter(each.state for each in self.locals)[state]

    def promised(self, state: str, lineage: str) -> Decimal:
        """Numbers of people may be added up, and are; shares never are."""
        numbers = (each.numbers.get(lineage) for each in self.locals if each.state == state)
        return sum((number for number in numbers if number), Decimal(0))

    def without_number(self, lineage: str) -> int:
        return sum(each.numbers.get(lineage) is None for each in self.expected)

    def choosing(self, module: str) -> int:
        return sum(module in each.modules for each in self.expected)
