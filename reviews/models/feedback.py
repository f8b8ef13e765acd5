"""What a partner says at any time, and what became of it (R8)."""

import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.models import Contact, Objective, Participation, Partnership
from partnerships.models.partnership import reached_by
from pes_partnerships.accounts.models import Membership
from reviews.rules.feedback_words import FeedbackOutcome

from .action import CorrectiveAction


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def visible_to(self, membership: Membership | None) -> "FeedbackQuerySet":
        return self.filter(reached_by(membership, "partnership__"))

    def open(self) -> "FeedbackQuerySet":
        """Without an answer."""
        return self.filter(answered_at=None)


class Feedback(models.Model):
    """Of a partner by its own page, or written down by the office, also of clients: then it names no partner.

    `contact`: who wrote it by the link, and gets the answer. `action`: what it was taken up as.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="feedback")
    participation = models.ForeignKey(
        Participation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("partner")
    )
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_by_link = models.BooleanField(_("written by the partner itself"), default=False)
    is_of_clients = models.BooleanField(_("from clients"), default=False)
    objective = models.ForeignKey(
        Objective, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("objective")
    )
    matter = models.CharField(_("about"), max_length=150, blank=True)
    given_at = models.DateTimeField(_("received"))
    text = models.TextField(_("feedback"))
    outcome = models.CharField(_("what became of it"), max_length=12, choices=FeedbackOutcome.choices, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    action = models.ForeignKey(
        CorrectiveAction, on_delete=models.SET_NULL, null=True, blank=True, related_name="feedback"
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(FeedbackQuerySet), service="partnership__service"
    )

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None) | ~Q(answer=""), name="answered_feedback_has_an_answer"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def is_open(self) -> bool:
        return self.answered_at is None

    def age(self, today: datetime.date) -> int:
        """In days."""
        return (today - timezone.localdate(self.given_at)).days

    @property
    def about(self) -> str:
        return self.objective.title if self.objective else self.matter
