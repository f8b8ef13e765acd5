"""A corrective action with its owner and date, followed until another person has confirmed that it worked (R4)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.models import Contact, Participation, Partnership
from reviews.rules.lifecycle import OPEN_REVIEW

from .meeting import Meeting
from .review import Review


class CorrectiveActionQuerySet(models.QuerySet["CorrectiveAction"]):
    def open(self) -> "CorrectiveActionQuerySet":
        return self.filter(closed_on=None)

    def to_confirm(self) -> "CorrectiveActionQuerySet":
        """Said to be done, and not confirmed by another person yet."""
        return self.open().filter(said_on__isnull=False)

    def in_order(self) -> "CorrectiveActionQuerySet":
        """To be confirmed, then open, the first due of each before; what is closed comes last, the newest first."""
        place = models.Case(models.When(closed_on__isnull=False, then=2), models.When(said_on=None, then=1), default=0)
        return self.order_by(place, F("closed_on").desc(nulls_first=True), "due_on", "pk")

    def agreed(self) -> "CorrectiveActionQuerySet":
        """Without those that a review proposes and nobody has confirmed yet."""
        return self.exclude(review__status__in=OPEN_REVIEW)


class CorrectiveAction(models.Model):
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="corrective_actions")
    review = models.ForeignKey(Review, on_delete=models.SET_NULL, null=True, blank=True, related_name="actions")
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="actions")
    # it did not work, and this one takes its place
    follows = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="followed_by")
    text = models.CharField(_("what is to be done"), max_length=250)
    owner = models.ForeignKey(
        Participation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    due_on = models.DateField(_("by"))
    said_on = models.DateField(_("done on"), null=True, blank=True)
    said_words = models.TextField(_("what was done"), blank=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # who did it: somebody of this service, or else the party that owns the action
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    returned_words = models.TextField(_("what is missing"), blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    worked = models.BooleanField(_("it worked"), null=True, blank=True)
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
        constraints = [
            # the one who did it is not the one who confirms that it worked
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | Q(done_by=None) | ~Q(confirmed_by=F("done_by")),
                name="who_did_an_action_does_not_confirm_it",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | Q(closed_on__isnull=False), name="confirmed_action_is_closed"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def who(self) -> str:
        """Who does it: a person of the service, or a partner with its person."""
        if self.person:
            return str(self.person)
        party = self.owner.name if self.owner else ""
        return f"{self.contact.name}, {party}" if self.contact else party

    @property
    def is_said_done(self) -> bool:
        return self.said_on is not None and self.closed_on is None


class ActionProgress(models.Model):
    """A note on the way; `by_name`: who wrote it, also where it came by a link."""

    action = models.ForeignKey(CorrectiveAction, on_delete=models.CASCADE, related_name="progress")
    on = models.DateField(_("day"))
    text = models.TextField(_("progress"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    by_name = models.CharField(_("written by"), max_length=250)

    objects: ClassVar = ScopedManager(service="action__partnership__service")

    class Meta:
        verbose_name = _("progress of a corrective action")
        verbose_name_plural = _("progress of corrective actions")
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return self.text[:80]
