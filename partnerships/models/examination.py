"""The self-examination that comes before any partner is named, and the five tests (F1, F6)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from .partnership import Partnership


class Examination(models.Model):
    class Outcome(models.TextChoices):
        GO_ON = "go_on", _("Proceed: approach other organisations")
        STOP = "stop", _("Do not proceed")

    class Worth(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        NOT_YET_CLEAR = "not_clear", _("Not yet clear")

    partnership = models.OneToOneField(Partnership, on_delete=models.CASCADE, related_name="examination")
    badly_served = models.TextField(_("Which client group do we serve inadequately, and how do we know?"), blank=True)
    others_serving = models.TextField(_("Who else serves these clients?"), blank=True)
    overlap = models.TextField(_("Where do their services complement ours, and where do they overlap?"), blank=True)
    coordination = models.TextField(_("Would better coordination of the services help the clients?"), blank=True)
    information = models.TextField(_("What information could be exchanged, in either direction?"), blank=True)
    outcome = models.CharField(_("decision"), max_length=10, choices=Outcome.choices, blank=True)
    outcome_reason = models.TextField(_("reason"), blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # F8: with Partnership.added_value and value_measured_by, the value question at the start
    worth = models.CharField(
        _("Do the likely benefits justify the resources invested?"), max_length=10, choices=Worth.choices, blank=True
    )
    worth_reason = models.TextField(_("why"), blank=True)
    # F6: None is "not answered yet"; a "no" is shown, not hidden.
    independent = models.BooleanField(_("the partners are otherwise independent bodies"), null=True, blank=True)
    common_purpose = models.BooleanField(_("they cooperate for a common purpose"), null=True, blank=True)
    new_structure = models.BooleanField(_("they create a new structure or process"), null=True, blank=True)
    joint_programme = models.BooleanField(_("they plan and pursue a joint programme"), null=True, blank=True)
    shared_risks = models.BooleanField(_("they share information, risks and rewards"), null=True, blank=True)
    tests_note = models.TextField(_("remarks on these answers"), blank=True)
    saved_at = models.DateTimeField(auto_now=True)

    objects: ClassVar = ScopedManager(service="partnership__service")

    FIVE_TESTS = ("independent", "common_purpose", "new_structure", "joint_programme", "shared_risks")

    class Meta:
        verbose_name = _("self-examination")
        verbose_name_plural = _("self-examinations")

    def __str__(self) -> str:
        return str(self.partnership)
