"""Which commitments a signed text holds: each with its party, its words, its clause, and how often it falls due (G4).

Pure: the text as it was signed, and what its rows say beside it. What the text says is never changed here.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from partnerships.agreements.rules.blocks import Presentation
from partnerships.agreements.rules.chapters import contribution_words
from partnerships.agreements.rules.numbering import NumberedClause
from partnerships.drafting.rules.text import AgreementText, ContributionText
from partnerships.rules.vocabulary import PaymentKind
from pes_partnerships.lib.dates import add_months
from reviews.partners.rules.record import duty_key, gift_key, line_key
from reviews.rules.commitment_words import CommitmentKind, HowOften

START_DAYS = 30  # what is given at the start is expected within them
YEAR = 12
RHYTHMS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": YEAR}
# clauses of the library that oblige one party again and again: its field for who, and the one for how often
REPORTS = {"monitoring_figures": ("who", "rhythm"), "specification_quality": ("who", "rhythm")}
MEETINGS, TIMES = "meetings_rhythm", "times"


@dataclass(frozen=True)
class Committed:
    """One commitment of a text; `participation` None: of all parties together."""

    kind: str
    key: str
    participation: int | None
    text: str
    clause: str = ""
    how_often: str = HowOften.ALWAYS
    every_months: int | None = None
    first_due_on: datetime.date | None = None
    last_due_on: datetime.date | None = None
    is_rhythm_signed: bool = False
    needs_measure: bool = False


@dataclass(frozen=True)
class Beside:
    """What the rows of a text say: who gives each contribution, who does each step, and answers in clauses."""

    starts_on: datetime.date
    ends_on: datetime.date | None = None
    givers: Sequence[tuple[int, ...]] = ()
    step_owners: Sequence[int | None] = ()
    answers: Mapping[tuple[str, str], Mapping[str, object]] = field(default_factory=dict)  # by section and clause


def commitments_in(text: AgreementText, shown: Presentation, beside: Beside) -> list[Committed]:
    """In the order of reading. The same words of one party stand once."""
    every = [
        *_duties(text, _chapter(shown, "parties")),
        *_quality(text, _chapter(shown, "parties")),
        *_of_clauses(text, shown, beside),
        *_gifts(text, _chapter(shown, "contributions"), beside),
        *_steps(text, _chapter(shown, "ending"), beside),
    ]
    return list({each.key: each for each in every}.values())


def _duties(text: AgreementText, clause: str) -> Iterator[Committed]:
    """One without an owner is a gap that the agreement shows, and the task of nobody."""
    for duty in text.responsibilities:
        if (party := text.party(duty.owner)) and party.participation:
            key = keyed(party.participation, duty_key(duty))
            yield Committed(CommitmentKind.RESPONSIBILITY, key, party.participation, duty.text, clause)


def _quality(text: AgreementText, clause: str) -> Iterator[Committed]:
    if words := text.quality.strip():
        key = keyed(None, line_key("quality", words))
        yield Committed(CommitmentKind.QUALITY, key, None, words, clause, needs_measure=True)


def _of_clauses(text: AgreementText, shown: Presentation, beside: Beside) -> Iterator[Committed]:
    for section in text.sections:
        for clause in section.clauses:
            said = beside.answers.get((section.key, clause.key), {})
            number = _number(shown, f"{section.key}.{clause.key}/0")
            words = clause.body.strip().partition("\n\n")[0]
            if clause.key in REPORTS:
                who, rhythm = (said.get(name) for name in REPORTS[clause.key])
                months, party = RHYTHMS.get(str(rhythm)), _key_of(who)
                if months and party:
                    key = keyed(party, line_key(clause.key, words))
                    days = _again(months, beside)
                    yield Committed(CommitmentKind.REPORT, key, party, words, number, **days)
            elif clause.key == MEETINGS and (times := _key_of(said.get(TIMES))):
                key = keyed(None, line_key(clause.key, words))
                days = _again(max(1, YEAR // times), beside)
                yield Committed(CommitmentKind.MEETING, key, None, words, number, **days)


def _gifts(text: AgreementText, clause: str, beside: Beside) -> Iterator[Committed]:
    for row, givers in zip(text.contributions, beside.givers, strict=False):
        for giver in givers:
            key = keyed(giver, gift_key(row))
            words = contribution_words(row)
            yield Committed(CommitmentKind.CONTRIBUTION, key, giver, words, clause, **_when_given(row, beside))


def _when_given(row: ContributionText, beside: Beside) -> dict[str, object]:
    """Years that the text names, else how it is paid; anything else is there all the time, and asked at reviews."""
    if row.years:
        years = sorted(int(each.year) for each in row.years)
        first, last = datetime.date(years[0], YEAR, 31), datetime.date(years[-1], YEAR, 31)
        if first == last:
            return {"how_often": HowOften.ONCE, "first_due_on": first, "is_rhythm_signed": True}
        return {**_again(YEAR, beside), "first_due_on": first, "last_due_on": last}
    if row.payment.code == PaymentKind.START_UP:
        day = beside.starts_on + datetime.timedelta(days=START_DAYS)
        return {"how_often": HowOften.ONCE, "first_due_on": day, "is_rhythm_signed": True}
    if row.payment.code == PaymentKind.OUTCOME:
        return {"how_often": HowOften.WHEN_ASKED, "is_rhythm_signed": True}
    if row.payment.code == PaymentKind.PERIODIC:
        return {**_again(YEAR, beside), "is_rhythm_signed": False}
    return {"how_often": HowOften.ALWAYS}


def _steps(text: AgreementText, clause: str, beside: Beside) -> Iterator[Committed]:
    for step, owner in zip(text.dissolution, beside.step_owners, strict=False):
        key = keyed(owner, line_key("step", f"{step.matter.code} {step.act}"))
        said = {"how_often": HowOften.AT_END, "is_rhythm_signed": True}
        yield Committed(CommitmentKind.PROTOCOL, key, owner, step.act, clause, **said)


def _again(months: int, beside: Beside) -> dict[str, object]:
    return {
        "how_often": HowOften.EVERY,
        "every_months": months,
        "first_due_on": add_months(beside.starts_on, months),
        "last_due_on": beside.ends_on,
        "is_rhythm_signed": True,
    }


def keyed(participation: int | None, key: str) -> str:
    """The key of a commitment; the record of a partner in a review finds its lines by it."""
    return f"{participation or 0}-{key}"


def _key_of(answer: object) -> int | None:
    """An answer that is a whole number: the key of a party, or how many times."""
    text = str(answer or "")
    return int(text) if text.isascii() and text.isdigit() and int(text) else None


def _chapter(shown: Presentation, key: str) -> str:
    return next((str(chapter.number) for chapter in shown.chapters if chapter.key == key), "")


def _number(shown: Presentation, source: str) -> str:
    """“7.1”, as the clause stands in the signed text."""
    items = (item for chapter in shown.chapters for item in chapter.items)
    return next((item.number for item in items if isinstance(item, NumberedClause) and item.source == source), "")
