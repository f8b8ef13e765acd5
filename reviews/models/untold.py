"""A partner that no e-mail reaches: what it has not been told yet, and how it was told in the end (R3, R7)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.models import Participation

from .meeting_note import MeetingNote
from .review import Review


class UntoldQuerySet(models.QuerySet["Untold"]):
    def open(self) -> "UntoldQuerySet":
        """Of partners that are still there."""
        return self.filter(told_on=None, participation__in=Participation.objects.present())


class Untold(models.Model):
    """Of the outcome of a `review`, or of the `note` of a meeting.

    It ends by mail (`email`), or in another way (`how`).
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, null=True, blank=True, related_name="untold")
    note = models.ForeignKey(MeetingNote, on_delete=models.CASCADE, null=True, blank=True, related_name="untold")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="+")
    party_name = models.CharField(_("partner"), max_length=250)
    since = models.DateTimeField(_("without a note since"))
    told_on = models.DateField(_("told on"), null=True, blank=True)
    how = models.CharField(_("how it was told"), max_length=250, blank=True)
    email = models.EmailField(_("sent to"), blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(UntoldQuerySet), service="participation__partnership__service"
    )

    class Meta:
        verbose_name = _("partner without a note")
        verbose_name_plural = _("partners without a note")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(review=None, note__isnull=False) | Q(review__isnull=False, note=None),
                name="untold_of_a_review_or_a_note",
            ),
            models.CheckConstraint(
                condition=Q(told_on=None, how="", email="") | (Q(told_on__isnull=False) & (~Q(how="") | ~Q(email=""))),
                name="told_says_how",
            ),
            models.UniqueConstraint(
                fields=["review", "participation"], condition=Q(note=None), name="partner_untold_once_of_a_review"
            ),
            models.UniqueConstraint(
                fields=["note", "participation"], condition=Q(review=None), name="partner_untold_once_of_a_note"
            ),
        ]

    def __str__(self) -> str:
        return self.party_name
