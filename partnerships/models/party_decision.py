"""A decision that a party needs inside before it can sign (A4)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_scopes import ScopedManager

from pes_partnerships.lib.date_fields import PartialDateField

from .party import Party


class PartyDecision(models.Model):
    class State(models.TextChoices):
        NEEDED = "needed", pgettext_lazy("decision of a party", "Needed")
        ASKED = "asked", pgettext_lazy("decision of a party", "Requested")
        TAKEN = "taken", pgettext_lazy("decision of a party", "Taken")
        REFUSED = "refused", pgettext_lazy("decision of a party", "Refused")

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="decisions")
    body = models.CharField(_("body that decides"), max_length=150)
    subject = models.CharField(_("subject of the decision"), max_length=200, blank=True)
    state = models.CharField(_("state of the decision"), max_length=10, choices=State.choices, default=State.NEEDED)
    vote = models.CharField(
        _("result of the vote"),
        max_length=100,
        blank=True,
        help_text=_("For example: 15 for, 2 against, 1 abstention."),
    )
    decided = PartialDateField(_("date of the decision"), blank=True)

    objects: ClassVar = ScopedManager(service="party__agreement__partnership__service")

    class Meta:
        verbose_name = _("decision of a party")
        verbose_name_plural = _("decisions of parties")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.body}: {self.get_state_display()}"
