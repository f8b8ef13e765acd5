"""A message from a reader to the people of a partnership, passed on without showing an address (D3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .entry import Entry


class ContactRequest(models.Model):
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="contact_requests")
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"))
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    message = models.TextField(_("message"))
    sent_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("contact request")
        verbose_name_plural = _("contact requests")
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return f"{self.entry}, {self.sent_at:%Y-%m-%d}"
