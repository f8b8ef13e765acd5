"""Reviews of many partnerships, opened together with common days (R1, R8)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from pes_partnerships.accounts.models import EmploymentService

from .review import Review


class ReviewCampaignQuerySet(models.QuerySet["ReviewCampaign"]):
    def visible_to(self, membership) -> "ReviewCampaignQuerySet":
        """Those with a review that this person may see."""
        seen = Review.objects.visible_to(membership)
        return self.filter(pk__in=CampaignReview.objects.filter(review__in=seen).values("campaign"))


class ReviewCampaign(models.Model):
    service = models.ForeignKey(EmploymentService, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("title"), max_length=150)
    due_until = models.DateField(_("reviews due until"))
    partners_by = models.DateField(_("partners send by"))
    office_by = models.DateField(_("offices log by"))
    confirm_by = models.DateField(_("managers confirm by"))
    message = models.TextField(_("message"), blank=True)
    opened_at = models.DateTimeField(_("opened"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(ReviewCampaignQuerySet), service="service"
    )

    class Meta:
        verbose_name = _("review campaign")
        verbose_name_plural = _("review campaigns")
        ordering = ["-opened_at"]

    def __str__(self) -> str:
        return self.title


class CampaignReview(models.Model):
    """One review of a campaign with its days: the common ones, or its own where its last day comes before them."""

    campaign = models.ForeignKey(ReviewCampaign, on_delete=models.CASCADE, related_name="rows")
    review = models.OneToOneField(Review, on_delete=models.CASCADE, related_name="in_campaign")
    partners_by = models.DateField(_("partners send by"))
    office_by = models.DateField(_("office logs by"))
    has_own_days = models.BooleanField(_("days of its own"), default=False)

    objects: ClassVar = ScopedManager(service="campaign__service")

    class Meta:
        verbose_name = _("review of a campaign")
        verbose_name_plural = _("reviews of campaigns")
        ordering = ["review__due_on", "pk"]

    def __str__(self) -> str:
        return f"{self.campaign} · {self.review}"
