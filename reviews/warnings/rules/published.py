"""The published list of all checks that find something in a portfolio: warnings, and what is overdue. Pure (O6).

A check looks at tasks that wait, which are ready rows: at warnings whenever they wait, at all else once it is overdue.
So its number is that of the portfolio and of the head's page.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .catalogue import BY_CODE, OWN, PAPER_77, PARES, Words

LATE, OPEN, ANY = "late", "open", ""


class Severity(TextChoices):
    """What a finding does; in the order of weight."""

    STOPS = "stops", pgettext_lazy("severity of a finding", "Stops something")
    DECISION = "decision", pgettext_lazy("severity of a finding", "Needs a decision")
    ADVICE = "advice", pgettext_lazy("severity of a finding", "Advice")


SEVERITY_WORDS = {
    Severity.STOPS: _("A signature, a renewal or the yearly review cannot go on until it is settled."),
    Severity.DECISION: _("Act on it, or accept it with a reason until a date where that is offered. Then it rests."),
    Severity.ADVICE: _("Good to know. It stops nothing."),
}


class Subject(TextChoices):
    AGREEMENTS = "agreements", _("Agreements and dates")
    OBJECTIVES = "objectives", _("Objectives and results")
    REVIEWS = "reviews", _("Reviews and reports")
    PARTNERS = "partners", _("Partners and mandates")
    RECORDS = "records", _("Records")


@dataclass(frozen=True)
class Published:
    """One check. `number` is its address; `kinds`: of the tasks that it counts, in the `state` that it looks for."""

    number: str
    subject: Subject
    severity: Severity
    kinds: tuple[str, ...]
    label: Words
    fires: Words
    source: Words = OWN
    state: str = LATE
    code: str = ""  # of the warning, which may be accepted for a time


def _warning(number: str, subject: Subject, severity: Severity, code: str) -> Published:
    check = BY_CODE[code]
    kinds = (f"warning.{code}",)
    return Published(number, subject, severity, kinds, check.label, check.fires, check.source, ANY, code)


AGREED, RESULTS, HELD, WITH = Subject.AGREEMENTS, Subject.OBJECTIVES, Subject.REVIEWS, Subject.PARTNERS
STOPS, DECISION, ADVICE = Severity.STOPS, Severity.DECISION, Severity.ADVICE
PUBLISHED = (
    Published(
        "A1", AGREED, STOPS, ("agreement.end",), _("The agreement has ended and nothing follows it"),
        _("Its last day has passed; there is no next text, and no end of the partnership was decided."), PAPER_77,
    ),
    Published(
        "A2", AGREED, DECISION, ("agreement.end",), _("The agreement ends soon and nothing follows it"),
        _("Its last day lies within 90 days; there is no next text, and no end of the partnership was decided."),
        PAPER_77, OPEN,
    ),
    Published(
        "A3", AGREED, STOPS, ("agreement.sign",), _("The time for signing has passed"),
        _("The deadline for signature has passed, and not all parties have signed."),
    ),
    Published(
        "A4", AGREED, DECISION, ("agreement.notice_by",), _("The last day to give notice has passed"),
        _("The agreement renews itself, and no decision on it was taken by the last day for notice."),
    ),
    Published(
        "A5", AGREED, DECISION, ("ending.confirm", "ending.step", "ending.check"), _("An ending is overdue"),
        _("Notice has run out and the end is not confirmed, or the day of a step of the ending has passed."), PAPER_77,
    ),
    Published(
        "A6", AGREED, DECISION, ("withdrawal.decide",), _("Tasks of a party that left are not settled"),
        _("The last day of the party has passed, and it is not decided who takes over what it had taken on."),
    ),
    _warning("A7", AGREED, DECISION, "renewal_near"),
    _warning("O1", RESULTS, DECISION, "met_early"),
    _warning("O2", RESULTS, DECISION, "target_below_baseline"),
    _warning("O3", RESULTS, ADVICE, "below_trend"),
    _warning("O4", RESULTS, DECISION, "worse_than_before"),
    _warning("O5", RESULTS, DECISION, "not_measured"),
    _warning("O6", RESULTS, DECISION, "no_longer_fits"),
    _warning("O7", RESULTS, ADVICE, "scope_drift"),
    _warning("O8", RESULTS, ADVICE, "value_open"),
    Published(
        "R1", HELD, STOPS, ("review.log", "review.log_at_office"), _("A review is overdue"),
        _("The day of the review has passed, and it is not logged. There is at least one review a year."), PARES,
    ),
    Published(
        "R2", HELD, DECISION, ("review.confirm",), _("A review waits for confirmation"),
        _("The office proposed a decision, the day of the review has passed, and it is not confirmed."),
    ),
    Published(
        "R3", HELD, DECISION, ("occurrence.hold",), _("A report, a meeting or an evaluation is overdue"),
        _("Its day in the rhythm has passed, and nothing is recorded."),
    ),
    Published(
        "R4", HELD, DECISION, ("action.follow_up",), _("A corrective action is overdue"),
        _("Its day has passed, and it is not closed."), PAPER_77,
    ),
    Published(
        "R5", HELD, DECISION, ("commitments.late", "commitments.due", "commitments.accept"),
        _("A commitment is overdue"),
        _("Its day has passed, and it is neither kept, moved nor set aside."), PAPER_77,
    ),
    Published(
        "R6", HELD, DECISION, ("warning.commitments_late",), _("A partner has not sent its part of a review"),
        _("The day by which its part was asked for has passed, and the review is open. Commitments, actions and steps "
          "before an end that are overdue are found by the checks R5, R4 and A5."),
        PAPER_77, ANY, "commitments_late",
    ),
    Published(
        "R7", HELD, DECISION, ("evaluation.write", "evaluation.answer"), _("An external evaluation is overdue"),
        _("The day by which the evaluator writes, or the recommendations are answered, has passed."),
    ),
    Published(
        "R8", HELD, ADVICE, ("meeting.record", "meeting.send_note"), _("A meeting is not recorded"),
        _("The day of a planned meeting, or of its note, has passed."),
    ),
    _warning("P1", WITH, DECISION, "partner_silent"),
    _warning("P2", WITH, DECISION, "representative_gone"),
    _warning("P3", WITH, ADVICE, "places_apart"),
    _warning("P4", WITH, ADVICE, "one_partner"),
    Published(
        "P5", WITH, DECISION, ("representative.look",), _("A partner with a new representative was not reassessed"),
        _("The representative has changed, and commitment and mandate have not been looked at since."),
    ),
    Published(
        "P6", WITH, ADVICE, ("dialogue.ask_again", "dialogue.talk"), _("An organisation waits for a talk"),
        _("It was invited and did not answer by the day, or wishes to talk before it decides."),
    ),
)  # fmt: skip
REST = "X1"


def published(kinds: Iterable[str]) -> tuple[Published, ...]:
    """All checks; `kinds`: of every task there is. What no check names is the last one: nothing overdue is left out."""
    named = {kind for check in PUBLISHED for kind in check.kinds}
    rest = tuple(sorted(kind for kind in set(kinds) - named if not kind.startswith("failed.")))
    return (
        *PUBLISHED,
        Published(
            REST, Subject.RECORDS, ADVICE, rest, _("Something else is overdue"),
            _("The day of any other task has passed."),
        ),
    )  # fmt: skip
