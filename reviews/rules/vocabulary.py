"""The words of reviewing: rhythms, judgements, decisions (R1–R9)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SeriesKind(models.TextChoices):
    """Several rhythms run beside each other (R1, R2, R5, R7)."""

    REVIEW = "review", _("Review")
    PERFORMANCE = "performance", _("Performance review")
    STATISTICAL_REPORT = "statistical_report", _("Statistical report")
    EXTERNAL_EVALUATION = "external_evaluation", _("External evaluation")
    BEFORE_RENEWAL = "before_renewal", _("Review before renewal")
    MEETING = "meeting", _("Meeting")


ONCE = (SeriesKind.BEFORE_RENEWAL,)  # the kinds that have no rhythm


class Judgement(models.TextChoices):
    """How a reviewer judges one objective."""

    WILL_REACH = "will_reach", _("It will reach its target as things are")
    CAN_REACH = "can_reach", _("It can still reach its target, if something changes")
    WILL_MISS = "will_miss", _("It will miss its target")
    NO_LONGER_FITS = "no_longer_fits", _("It no longer fits what the clients need")


class Worth(models.TextChoices):
    """F8: does the return justify what is put in?"""

    YES = "yes", pgettext_lazy("is it worth it", "Yes, clearly")
    PARTLY = "partly", pgettext_lazy("is it worth it", "Partly")
    NO = "no", pgettext_lazy("is it worth it", "No")
    CANNOT_SAY = "cannot_say", pgettext_lazy("is it worth it", "Not yet known")


class Course(models.TextChoices):
    """O5: how something that cannot be counted has moved since the last review."""

    BETTER = "better", pgettext_lazy("since the last review", "Better than before")
    SAME = "same", pgettext_lazy("since the last review", "As before")
    WORSE = "worse", pgettext_lazy("since the last review", "Worse than before")
    CANNOT_SAY = "cannot_say", pgettext_lazy("since the last review", "Cannot say")


class ResourceUse(models.TextChoices):
    """O8: what was put in, against what was planned."""

    AS_PLANNED = "as_planned", pgettext_lazy("resources used", "As planned")
    LESS = "less", pgettext_lazy("resources used", "Less than planned")
    MORE = "more", pgettext_lazy("resources used", "More than planned")
    CANNOT_SAY = "cannot_say", pgettext_lazy("resources used", "Cannot say")


class ActionOutcome(models.TextChoices):
    """R4: what a review finds of an action that was open when it began."""

    DONE = "done", pgettext_lazy("corrective action", "Done")
    GOES_ON = "goes_on", pgettext_lazy("corrective action", "Continues")
    DROPPED = "dropped", pgettext_lazy("corrective action", "Given up")


class Decision(models.TextChoices):
    """R3: what a review decides."""

    CONTINUE = "continue", _("Continue as it is")
    ADJUST = "adjust", _("Adjust")
    EXTEND = "extend", _("Extend")
    RENEW = "renew", _("Renew")
    MAINSTREAM = "mainstream", _("Integrate into regular services")
    HAND_OVER = "hand_over", _("Hand over")
    REPLACE = "replace", _("Replace")
    DISSOLVE = "dissolve", _("End")


class HeldSource(models.TextChoices):
    """From what a review is known that was held before it was entered here (R1, R2)."""

    MINUTES = "minutes", pgettext_lazy("source of a review", "Minutes")
    REPORT = "report", pgettext_lazy("source of a review", "A report of the partners")
    PUBLISHED = "published", pgettext_lazy("source of a review", "A published source")
    MEMORY = "memory", pgettext_lazy("source of a review", "What people who took part say")


ENDING = (Decision.MAINSTREAM, Decision.HAND_OVER, Decision.REPLACE, Decision.DISSOLVE)
OF_A_CLOSING_REVIEW = (Decision.RENEW, *ENDING)  # when it is over, it cannot just go on

DECISION_MEANING = {
    Decision.CONTINUE: _("The agreement stays. The next review is set."),
    Decision.ADJUST: _("Something changes: targets, scope, contributions, partners or the way of working."),
    Decision.EXTEND: _("The same agreement runs longer: an extension moves its last day."),
    Decision.RENEW: _("A new agreement follows this one."),
    Decision.MAINSTREAM: _("The work becomes part of regular services, and the partnership ends."),
    Decision.HAND_OVER: _("Another organisation continues the work, and the partnership ends."),
    Decision.REPLACE: _("Another partnership takes its place, and this one ends."),
    Decision.DISSOLVE: _("The goals are met, or it no longer adds value. The dissolution protocol applies."),
}
