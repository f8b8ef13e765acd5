"""The questions of a review, how far each is, and what bars proposing its outcome (R3)."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.findings import ADVICE, Finding
from reviews.rules.vocabulary import Decision

from .contradictions import contradictions

DONE, INCOMPLETE, NOT_STARTED, OPTIONAL, CANNOT_START = (
    "done",
    "incomplete",
    "not_started",
    "optional",
    "cannot_start",
)
TOGETHER, RESOURCES, VOICES, ACTIONS, LEARNT, DECISION = (
    "together",
    "resources",
    "voices",
    "actions",
    "learnt",
    "decision",
)


@dataclass(frozen=True)
class ObjectiveAnswer:
    """What a review says so far of one objective; `value` and `target` are known already, in words."""

    title: str
    value: str = ""
    target: str = ""
    judgement: str = ""
    comment: str = ""
    has_value: bool = False
    otherwise: str = ""  # what its figures say, where that is the opposite of the judgement


@dataclass(frozen=True)
class Answers:
    """All that a review holds so far."""

    objectives: tuple[ObjectiveAnswer, ...] = ()
    commitment: str = ""
    together: int = 0  # how many of the five soft indicators are answered
    resources_used: str = ""
    context_say: str = ""
    open_actions: int = 0  # that were open when the review began
    checked_actions: int = 0
    partners_say: str = ""
    clients_say: str = ""
    summary: str = ""
    added_value: str = ""
    worth: str = ""
    decision: str = ""
    reason: str = ""
    held_on: date | None = None
    actions: int = 0
    changes_text: bool = False
    due_on: date | None = None
    every_months: int = 12
    is_closing: bool = False
    last_day: date | None = None  # of the agreement, as far as it is known


@dataclass(frozen=True)
class Question:
    key: str  # "1", "2", … for the objectives; then voices, learnt, decision
    number: int
    label: str
    hint: str
    state: str

    @property
    def is_open(self) -> bool:
        return self.state in (INCOMPLETE, NOT_STARTED)


def questions(answers: Answers) -> list[Question]:
    """Every question in order; the decision opens when those before it are answered."""
    found = [
        Question(
            str(n),
            n,
            _("Objective %(number)s: %(title)s") % {"number": n, "title": each.title},
            _objective_hint(each),
            state,
        )
        for n, each in enumerate(answers.objectives, start=1)
        for state in [_objective_state(each)]
    ]
    for key, label, hint, state in _of_the_whole(answers):
        found.append(Question(key, len(found) + 1, label, hint, state))
    ready = not any(question.is_open for question in found)
    hint = "" if ready else _("Opens when the earlier questions are answered")
    state = _decision(answers) if ready else CANNOT_START
    found.append(Question(DECISION, len(found) + 1, _("Decision"), hint, state))
    return found


def _of_the_whole(answers: Answers) -> Iterator[tuple[str, str, str, str]]:
    """(key, label, hint, state) of what is asked about the partnership as a whole, before the decision."""
    hint = _("Commitment, trust, culture of co-operation, new practices, people")
    yield TOGETHER, _("How the partners work together"), hint, _together(answers)
    hint = _("What was put in, and what changed around the partnership")
    state = DONE if answers.resources_used or answers.context_say else OPTIONAL
    yield RESOURCES, _("Resources and context"), hint, state
    yield VOICES, _("Feedback from partners and clients"), _voices_hint(answers), _voices(answers)
    if answers.open_actions:
        yield ACTIONS, _("Earlier corrective actions"), _actions_hint(answers), _actions(answers)
    yield LEARNT, _("Lessons learnt and added value"), _("Three short questions"), _learnt(answers)


def _together(answers: Answers) -> str:
    if answers.commitment:
        return DONE
    return INCOMPLETE if answers.together else NOT_STARTED


def _actions(answers: Answers) -> str:
    if answers.checked_actions >= answers.open_actions:
        return DONE
    return INCOMPLETE if answers.checked_actions else NOT_STARTED


def _actions_hint(answers: Answers) -> str:
    text = ngettext("%(count)s is open", "%(count)s are open", answers.open_actions)
    return text % {"count": answers.open_actions}


def _objective_state(answer: ObjectiveAnswer) -> str:
    if answer.judgement and (answer.has_value or answer.comment):
        return DONE
    return INCOMPLETE if answer.judgement or answer.comment or answer.has_value else NOT_STARTED


def _voices(answers: Answers) -> str:
    return DONE if answers.partners_say or answers.clients_say else OPTIONAL


def _objective_hint(known: ObjectiveAnswer) -> str:
    words = _("%(value)s; %(target)s") if known.value else _("No value yet; %(target)s")
    return words % {"value": known.value, "target": known.target}


def _voices_hint(answers: Answers) -> str:
    if answers.partners_say and not answers.clients_say:
        return _("No feedback from clients is recorded")
    if answers.clients_say and not answers.partners_say:
        return _("No feedback from partners is recorded")
    return ""


def _learnt(answers: Answers) -> str:
    given = [bool(answers.summary), bool(answers.worth)]
    if all(given):
        return DONE
    return INCOMPLETE if any(given) or answers.added_value else NOT_STARTED


def _decision(answers: Answers) -> str:
    given = [bool(answers.decision), bool(answers.reason), bool(answers.held_on)]
    if all(given):
        return DONE
    return INCOMPLETE if any(given) else NOT_STARTED


def proposal_findings(answers: Answers, today: date) -> list[Finding]:
    """What bars proposing (and, as advice, what would help): the page prints exactly what the guard enforces."""
    return [
        *_objective_findings(answers.objectives),
        *_answer_findings(answers),
        *_held_findings(answers, today),
    ]


def _objective_findings(objectives: Iterable[ObjectiveAnswer]) -> list[Finding]:
    findings = []
    for n, each in enumerate(objectives, start=1):
        naming = {"number": n, "title": each.title}
        if not each.judgement:
            title = _("Objective %(number)s, %(title)s, has not been assessed.") % naming
            findings.append(Finding("not_judged", title, anchor=str(n)))
        elif not each.has_value and not each.comment:
            title = _("Objective %(number)s, %(title)s, has neither a value nor a reason.") % naming
            findings.append(Finding("no_value_no_reason", title, anchor=str(n)))
        elif each.otherwise and not each.comment:
            words = _(
                "The figures of objective %(number)s, %(title)s, say “%(otherwise)s”. Say why you judge otherwise."
            )
            said = words % {**naming, "otherwise": each.otherwise}
            findings.append(Finding("judged_otherwise", said, severity=ADVICE, anchor=str(n)))
    return findings


def _answer_findings(answers: Answers) -> list[Finding]:
    missing = [
        ("commitment", not answers.commitment, _("The commitment of the partners has not been assessed."), TOGETHER),
        (
            "actions",
            answers.checked_actions < answers.open_actions,
            _("Not every earlier corrective action has been checked."),
            ACTIONS,
        ),
        ("summary", not answers.summary, _("No lessons learnt are recorded."), LEARNT),
        ("worth", not answers.worth, _("It is not stated whether the results justify the resources."), LEARNT),
        ("decision", not answers.decision, _("No decision has been chosen."), DECISION),
        ("reason", not answers.reason, _("The decision has no reason."), DECISION),
    ]
    findings = [Finding(code, title, field=code, anchor=where) for code, lacks, title, where in missing if lacks]
    if not answers.partners_say and not answers.clients_say:
        title = _("No feedback is recorded, neither from partners nor from clients.")
        findings.append(Finding("no_voices", title, severity=ADVICE, anchor=VOICES))
    if answers.decision == Decision.ADJUST and not answers.actions and not answers.changes_text:
        title = _("You chose to adjust, and nothing changes. Add a corrective action, or tick that the text changes.")
        findings.append(Finding("no_action", title, field="changes_text", anchor=DECISION))
    judgements = [each.judgement for each in answers.objectives]
    findings += contradictions(decision=answers.decision, worth=answers.worth, judgements=judgements, anchor=DECISION)
    return findings


def _held_findings(answers: Answers, today: date) -> list[Finding]:
    if answers.held_on is None:
        return [Finding("held_on", _("The day of the review is missing."), field="held_on", anchor=DECISION)]
    day = {"day": display_date(answers.held_on)}
    if answers.held_on > today:
        title = _("The review cannot have been held on %(day)s: that day is in the future.")
        return [Finding("held_in_future", title % day, field="held_on", anchor=DECISION)]
    if answers.is_closing and (answers.last_day is None or answers.held_on <= answers.last_day):
        return [Finding("not_over", _not_over(answers.last_day), field="held_on", anchor=DECISION)]
    half_a_rhythm = timedelta(days=answers.every_months * 15)
    if not answers.is_closing and answers.due_on and answers.held_on < answers.due_on - half_a_rhythm:
        title = _("The review is due on %(due)s. Holding it on %(day)s already brings the next one forward.")
        words = title % {**day, "due": display_date(answers.due_on)}
        return [Finding("early", words, severity=ADVICE, anchor=DECISION)]
    return []


def _not_over(last_day: date | None) -> str:
    if last_day is None:
        return _("This is the closing review, and the partnership has not ended. End it first; your answers are kept.")
    title = _("This is the closing review. The agreement is in force until %(last)s; choose a later day.")
    return title % {"last": display_date(last_day)}


def fingerprint(*values: object) -> str:
    """What a form showed, in short: another value at saving means that somebody else saved in between."""
    joined = "\x1f".join("" if value is None else str(value).replace("\r\n", "\n") for value in values)
    return hashlib.sha256(joined.encode()).hexdigest()[:16]
