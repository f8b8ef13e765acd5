"""The skills for partnership working (PAPER 7.4), and how they can be developed (PAPER 7.5) (X2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Skill(models.TextChoices):
    COMMUNICATION = "communication", _("Communication and active listening")
    CROSS_CULTURAL = "cross_cultural", _("Sensitivity to other organisations’ cultures")
    SUBJECT = "subject", _("Knowledge of the subject")
    AUTHORITY = "authority", _("Authority to decide")
    NEGOTIATION = "negotiation", _("Negotiation")
    ADAPTABILITY = "adaptability", _("Adaptability")
    PROJECT = "project", _("Project management and organisation")
    ANALYSIS = "analysis", _("Analysis and assessment of outcomes")


class SkillLevel(models.IntegerChoices):
    NEW = 1, pgettext_lazy("skill", "New to it")
    SOME = 2, pgettext_lazy("skill", "Some")
    GOOD = 3, pgettext_lazy("skill", "Good")
    STRONG = 4, pgettext_lazy("skill", "Could teach it")


class TrainingKind(models.TextChoices):
    INFORMATION = "information", _("Information session")
    IN_HOUSE = "in_house", _("In-house training")
    SEMINAR = "seminar", _("External seminar")
    JOINT = "joint", _("Joint training with partners")
    SECONDMENT = "secondment", _("Secondment")
