"""A person who is asked to sign one text for one party; a party has one or several (S1, S4)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from .contact import Contact
from .party import Party


class Signatory(models.Model):
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="signatories")
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, related_name="signs_for", verbose_name=_("who signs")
    )
    order = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = ScopedManager(service="party__agreement__partnership__service")

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["party", "contact"], name="signatory_once_per_party")]

    def __str__(self) -> str:
        return str(self.contact)
