"""For whom a network or a federation may speak (F2)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from pes_partnerships.lib.date_fields import PartialDateField

from .organisation import Organisation


class Representation(models.Model):
    """A network or federation and one organisation for which it may speak (F2)."""

    body = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="represents")
    member = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="represented_by")
    may_sign = models.BooleanField(_("may sign for the member"), default=False)
    since = PartialDateField(_("since"), blank=True)
    until = PartialDateField(_("until"), blank=True)

    objects: ClassVar = ScopedManager(service="body__service")

    class Meta:
        verbose_name = _("representation")
        verbose_name_plural = _("representations")
        constraints = [
            models.UniqueConstraint(fields=["body", "member"], name="represented_once_by_a_body"),
            models.CheckConstraint(condition=~models.Q(body=models.F("member")), name="nobody_represents_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.body} → {self.member}"

    @property
    def ledger_label(self) -> str:
        """The history of the body says for whom."""
        return self.member.name
