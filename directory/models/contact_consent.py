"""Whether a person agrees to be named in the directory: asked by mail, answered and taken back by a link (D3, D4)."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from directory.rules.vocabulary import ConsentAnswer
from partnerships.models import Contact, Partnership


class ContactConsentQuerySet(models.QuerySet["ContactConsent"]):
    def given(self) -> "ContactConsentQuerySet":
        """Answered with yes and not taken back, whatever its last day."""
        return self.filter(answer=ConsentAnswer.YES, taken_back_at=None)

    def valid(self, today: date) -> "ContactConsentQuerySet":
        """For the name and the address that the person has today."""
        return self.given().filter(
            ends_on__gte=today, contact__left_on=None, name=F("contact__name"), email=F("contact__email")
        )


class ContactConsent(models.Model):
    """One request, with the words that were agreed to. The link is answered once, and takes back at any time."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="contact_consents")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="directory_consents")
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"))
    organisation = models.CharField(_("organisation"), max_length=250)
    language = models.CharField(_("language"), max_length=10, default="en")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(_("answer"), max_length=3, choices=ConsentAnswer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    text = models.TextField(_("what was agreed to"), blank=True)
    ends_on = models.DateField(_("agreed until"))
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(ContactConsentQuerySet), service="partnership__service"
    )

    class Meta:
        verbose_name = _("consent of a contact person")
        verbose_name_plural = _("consents of contact persons")
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return self.name
