"""Every move of an agreement's life in one table: whether it is open now, and each reason why not (A16)."""

from collections.abc import Iterator
from dataclasses import dataclass

from partnerships.rules.lifecycle import AGREEMENT_MOVES, AgreementStatus

# moves that a person makes; AGREEMENT_MOVES says from which status those of a version start
DRAFT, SEND, RECALL, CONDITION, MINOR, LEAVE, NOTICE, WITHDRAW_NOTICE, END = (
    "draft", "send", "recall", "condition", "minor_change", "leave", "notice", "withdraw_notice", "end_partnership",
)  # fmt: skip
# reasons
ENDED, UNDER_WAY, NO_DRAFT, ISSUES, NOT_OUT, NO_CONDITION, NOT_IN_FORCE, IN_NOTICE, NO_NOTICE, RAN_OUT = (
    "ended", "under_way", "no_draft", "issues", "not_out", "no_condition", "not_in_force", "in_notice", "no_notice",
    "ran_out",
)  # fmt: skip

NOT_ALLOWED, OUT = "not_allowed", "out"


@dataclass(frozen=True)
class Standing:
    """Where a partnership stands: the status of the version on its way, and what governs."""

    has_ended: bool = False
    coming: str = ""  # status of the version on its way
    issues: int = 0  # that bar the draft from signature
    waits_for_condition: bool = False
    governs: bool = False
    is_binding: bool = False  # in force, or signed and waiting for its day
    in_notice: bool = False
    notice_ran_out: bool = False  # its last day has passed
    allows_minor_changes: bool = False


@dataclass(frozen=True)
class Move:
    """`reasons` are why it is not open; empty where it is."""

    code: str
    reasons: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        return not self.reasons


def moves(standing: Standing) -> list[Move]:
    return [Move(code, tuple(_reasons(code, standing))) for code in REASONS]


def _starts(act: str, standing: Standing) -> bool:
    return standing.coming in AGREEMENT_MOVES[act][0]


def _reasons(code: str, standing: Standing) -> Iterator[str]:
    if standing.has_ended:
        yield ENDED
        return
    yield from REASONS[code](standing)


def _of_draft(standing: Standing) -> Iterator[str]:
    if standing.coming:
        yield UNDER_WAY


def _of_send(standing: Standing) -> Iterator[str]:
    if not _starts("send", standing):
        yield NO_DRAFT
    elif standing.issues:
        yield ISSUES


def _of_recall(standing: Standing) -> Iterator[str]:
    if not _starts("recall", standing):
        yield NOT_OUT


def _of_condition(standing: Standing) -> Iterator[str]:
    if not standing.waits_for_condition:
        yield NO_CONDITION


def _of_minor(standing: Standing) -> Iterator[str]:
    if not standing.is_binding:
        yield NOT_IN_FORCE
    elif not standing.allows_minor_changes:
        yield NOT_ALLOWED


def _of_leaving(standing: Standing) -> Iterator[str]:
    if not standing.governs:
        yield NOT_IN_FORCE


def _of_notice(standing: Standing) -> Iterator[str]:
    if not standing.governs:
        yield NOT_IN_FORCE
    if standing.in_notice:
        yield IN_NOTICE


def _of_withdrawal(standing: Standing) -> Iterator[str]:
    if not standing.in_notice:
        yield NO_NOTICE
    elif standing.notice_ran_out:
        yield RAN_OUT


def _of_end(standing: Standing) -> Iterator[str]:
    if standing.coming in (AgreementStatus.OUT_FOR_SIGNATURE, AgreementStatus.SIGNED):
        yield OUT


REASONS = {
    DRAFT: _of_draft,
    SEND: _of_send,
    RECALL: _of_recall,
    CONDITION: _of_condition,
    MINOR: _of_minor,
    LEAVE: _of_leaving,
    NOTICE: _of_notice,
    WITHDRAW_NOTICE: _of_withdrawal,
    END: _of_end,
}
