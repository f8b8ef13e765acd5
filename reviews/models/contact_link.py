"""A standing address of one contact of a partner: it opens the partner's own page without an account (R8, G4)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.models import Contact, Participation


class ContactLink(models.Model):
    """Each mail has its own and only the hash is kept. Earlier ones go on working beside it."""

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="contact_links", verbose_name=_("partner")
    )
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="links", verbose_name=_("contact"))
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("made"))
    opened_at = models.DateTimeField(_("last opened"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects: ClassVar = ScopedManager(service="participation__partnership__service")

    class Meta:
        verbose_name = _("link of a partner’s contact")
        verbose_name_plural = _("links of partners’ contacts")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.contact.name} · {self.made_at:%Y-%m-%d}"

    @property
    def partnership(self):
        return self.participation.partnership

    @property
    def language(self) -> str:
        return self.contact.language
