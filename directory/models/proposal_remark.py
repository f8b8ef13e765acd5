"""What manager and directory admin write to each other about a proposal (D4)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from .proposal import Proposal


class ProposalRemark(models.Model):
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="remarks")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    is_admin = models.BooleanField(default=False)
    text = models.TextField(_("comment"))
    written_at = models.DateTimeField()

    objects: ClassVar = ScopedManager(service="proposal__partnership__service")

    class Meta:
        verbose_name = _("comment on a proposal")
        verbose_name_plural = _("comments on proposals")
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return str(self.proposal)
