"""The words of an external evaluation: its states, the four dangers, the answers (R5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EvaluationStatus(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("evaluation", "Planned")
    WRITING = "writing", pgettext_lazy("evaluation", "Being written")
    HANDED_IN = "handed_in", pgettext_lazy("evaluation", "Handed in")
    ANSWERED = "answered", pgettext_lazy("evaluation", "Answered")


# act -> (statuses it may start from, status it leads to)
EVALUATION_MOVES: dict[str, tuple[frozenset[str], str]] = {
    "write": (frozenset({EvaluationStatus.PLANNED, EvaluationStatus.WRITING}), EvaluationStatus.WRITING),
    "hand_in": (frozenset({EvaluationStatus.PLANNED, EvaluationStatus.WRITING}), EvaluationStatus.HANDED_IN),
    "write_again": (frozenset({EvaluationStatus.HANDED_IN, EvaluationStatus.ANSWERED}), EvaluationStatus.WRITING),
    "answer": (frozenset({EvaluationStatus.HANDED_IN}), EvaluationStatus.ANSWERED),
}
BEING_WRITTEN = (EvaluationStatus.PLANNED, EvaluationStatus.WRITING)


class Danger(models.TextChoices):
    """PARES 2012: a partnership that keeps itself going; always asked as questions, “No” is the good answer."""

    TARGETS = "targets", _("Were targets too easily met?")
    PROBLEM = "problem", _("Did it leave the problem aside?")
    OWN_SAKE = "own_sake", _("Did it go on for its own sake?")
    MISSION = "mission", _("Did its mission creep?")


DANGER_MEANING = {
    Danger.TARGETS: _("Compare the targets with what would have been reached without the partnership."),
    Danger.PROBLEM: _("Compare what was done, and for whom, with the problem that the agreement names."),
    Danger.OWN_SAKE: _("Does it have a last day, and who would miss it if it ended then?"),
    Danger.MISSION: _("Compare what was done with the scope of the signed text."),
}


class DangerAnswer(models.TextChoices):
    NO = "no", pgettext_lazy("danger", "No")
    IN_PART = "in_part", pgettext_lazy("danger", "In part")
    YES = "yes", pgettext_lazy("danger", "Yes")
    UNKNOWN = "unknown", pgettext_lazy("danger", "Could not be answered")


class AnswerKind(models.TextChoices):
    """What the management answers to a recommendation; not accepting one is a right, and no fault."""

    ACCEPTED = "accepted", pgettext_lazy("recommendation", "Accepted")
    IN_PART = "in_part", pgettext_lazy("recommendation", "Accepted in part")
    NOT_ACCEPTED = "not_accepted", pgettext_lazy("recommendation", "Not accepted")


MAKES_ACTION = (AnswerKind.ACCEPTED, AnswerKind.IN_PART)


class IndependenceView(models.TextChoices):
    """What the manager decides where the check of independence found something."""

    INDEPENDENT = "independent", _("The evaluation is taken as independent")
    NOT_INDEPENDENT = "not_independent", _("The evaluation is not taken as independent")
