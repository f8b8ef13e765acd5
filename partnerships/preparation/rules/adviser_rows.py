"""The shapes of the adviser's rows, and the paragraphs of the paper that they may name (F9)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# PAPER: "PES partnership management", PES Network, 2020. What each paragraph is about, for people.
PARAGRAPHS: dict[str, str | Promise] = {
    "4.1.2": _("What partners contribute, and why services look for them"),
    "5": _("Main points on the four models"),
    "5.1": _("Agile partnerships"),
    "5.2": _("Subcontracted partnerships"),
    "5.3": _("Co-constructed partnerships"),
    "5.4": _("Supportive partnerships"),
    "6.1": _("Applying the models: design and delivery of the service"),
    "6.2 Lithuania": _("Why Lithuania chose agile"),
    "6.2 Estonia": _("Why Estonia chose subcontracted"),
    "6.2 Belgium": _("Why Actiris chose co-constructed"),
    "6.2 Germany": _("Why Germany chose supportive"),
    "6.3": _("Taking elements from other models"),
    "7.3": _("Assessing the added value of partnership working"),
    "7.6": _("Duration of a partnership"),
    "7.7": _("Frequency of reviews"),
    "annex Belgium": _("Case of Actiris: social impact bond"),
    "annex Estonia": _("Case of Estonia: peer counselling"),
    "annex Germany": _("Case of Germany: Cliché Free"),
    "annex Lithuania": _("Case of Lithuania: one-stop career support"),
}


@dataclass(frozen=True)
class Factor:
    """One of the three things that the choice depends on (PAPER 6, main points, and 6.1)."""

    code: str
    title: str | Promise
    source: str | Promise


@dataclass(frozen=True)
class Answer:
    code: str
    label: str | Promise


@dataclass(frozen=True)
class Question:
    code: str
    factor: str
    label: str | Promise
    answers: tuple[Answer, ...]

    def answer(self, code: str) -> Answer | None:
        return next((answer for answer in self.answers if answer.code == code), None)


@dataclass(frozen=True)
class Sign:
    """An answer speaks for a model (+2 strongly, +1) or against it (-1, -2 strongly), for this reason."""

    question: str
    answer: str
    model: str
    weight: int
    paragraph: str
    reason: str | Promise

    @property
    def code(self) -> str:
        return f"{self.question}.{self.answer}.{self.model}"


@dataclass(frozen=True)
class Borrowing:
    """An answer makes an element worth taking, also where another model than the element's leads."""

    question: str
    answer: str
    element: str
    paragraph: str
    reason: str | Promise


@dataclass(frozen=True)
class Requirement:
    """What a model asks beside its elements: how it is signed, how long it lasts, who keeps it going."""

    model: str
    paragraph: str
    text: str | Promise
