"""A change of the person who speaks for a partner, and the fresh look that it asks for (X3, PAPER 7.3)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.rules.vocabulary import Commitment

from .contact import Contact
from .organisation import Organisation
from .participation import Participation


class RepresentativeChange(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="representative_changes")
    former = models.ForeignKey(
        Contact,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("departing representative"),
    )
    new = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("new representative")
    )
    on = models.DateField(_("since"))
    note = models.TextField(_("note"), blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar = ScopedManager(service="organisation__service")

    class Meta:
        verbose_name = _("change of representative")
        verbose_name_plural = _("changes of representative")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(former__isnull=False) | Q(new__isnull=False), name="representative_change_names_somebody"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.on}"


class FreshLook(models.Model):
    """In one partnership: is the partner as committed as before, and what may the new person decide?"""

    change = models.ForeignKey(RepresentativeChange, on_delete=models.CASCADE, related_name="looks")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="fresh_looks")
    commitment = models.CharField(_("commitment"), max_length=10, choices=Commitment.choices, blank=True)
    mandate_confirmed = models.BooleanField(_("mandate confirmed"), null=True, blank=True)
    note = models.TextField(_("agreement reached"), blank=True)
    looked_on = models.DateField(_("reassessed on"), null=True, blank=True)
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar = ScopedManager(service="change__organisation__service")

    class Meta:
        verbose_name = _("reassessment of a partner")
        verbose_name_plural = _("reassessments of partners")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["change", "participation"], name="one_fresh_look_per_change"),
            models.CheckConstraint(
                condition=Q(looked_on=None) | ~Q(commitment=""), name="fresh_look_says_the_commitment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation} · {self.change.on}"
