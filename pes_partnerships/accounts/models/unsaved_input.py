"""What somebody typed into a form and has not saved yet: theirs alone, no act, and not checked (decision 0025)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UnsavedInput(models.Model):
    """One row for each person and page; for a mailed link, which has no person, one for each link and page."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="unsaved_inputs"
    )
    link = models.CharField(max_length=64, blank=True)  # the hash of the link's token
    page = models.CharField(max_length=300)
    typed = models.TextField()  # as a browser sends a form
    kept_at = models.DateTimeField(default=timezone.now, db_index=True)
    signed_out = models.BooleanField(default=False)  # the session had ended when it was sent
    discarded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("unsaved input")
        verbose_name_plural = _("unsaved inputs")
        constraints = [
            models.UniqueConstraint(fields=["user", "page"], condition=Q(link=""), name="unsaved_once_per_person"),
            models.UniqueConstraint(fields=["link", "page"], condition=~Q(link=""), name="unsaved_once_per_link"),
            models.CheckConstraint(
                condition=Q(user__isnull=False, link="") | (Q(user=None) & ~Q(link="")),
                name="unsaved_of_a_person_or_a_link",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page} {self.kept_at:%Y-%m-%d %H:%M:%S}"
