"""A corrective action with its owner and date, followed until it is closed (R4)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.models import Participation, Partnership
from reviews.rules.lifecycle import OPEN_REVIEW

from .review import Review


class CorrectiveActionQuerySet(models.QuerySet["CorrectiveAction"]):
    def open(self) -> "CorrectiveActionQuerySet":
        return self.filter(closed_on=None)

    def agreed(self) -> "CorrectiveActionQuerySet":
        """Without those that a review proposes and nobody has confirmed yet."""
        return self.exclude(review__status__in=OPEN_REVIEW)


class CorrectiveAction(models.Model):
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="corrective_actions")
    review = models.ForeignKey(Review, on_delete=models.SET_NULL, null=True, blank=True, related_name="actions")
    text = models.CharField(_("what is to be done"), max_length=250)
    owner = models.ForeignKey(
        Participation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    due_on = models.DateField(_("by"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    is_given_up = models.BooleanField(_("given up"), default=False)
    result = models.TextField(_("result"), blank=True)

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(CorrectiveActionQuerySet), service="partnership__service"
    )

    class Meta:
        verbose_name = _("corrective action")
        verbose_name_plural = _("corrective actions")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def who(self) -> str:
        """Who does it: a person of the service, or a partner."""
        if self.person:
            return str(self.person)
        return self.owner.name if self.owner else ""
