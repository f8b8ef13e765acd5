"""An act on an organisation that partnerships of other offices share: asked of them, answered, carried out (F2, X1)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_scopes import ScopedManager

from pes_partnerships.accounts.models import EmploymentService, Membership, Office

from .organisation import Organisation
from .partnership import Partnership


class ConsentQuerySet(models.QuerySet["Consent"]):
    def open(self) -> "ConsentQuerySet":
        return self.filter(status=Consent.Status.ASKED)

    def visible_to(self, membership: Membership) -> "ConsentQuerySet":
        """X1: the office that asked and those that are asked; who works for the whole service sees all."""
        own = self.filter(service=membership.service_id)
        if not membership.may("form_partnership"):
            return own.none()
        if membership.office_id is None:
            return own
        asked = ConsentAnswer.objects.filter(office=membership.office_id).values("consent")
        return own.filter(Q(office=membership.office_id) | Q(pk__in=asked))


class Consent(models.Model):
    """A proposed act. `values`: what was typed in its form, kept only until it is closed, for it may name people."""

    class Status(models.TextChoices):
        ASKED = "asked", pgettext_lazy("consent", "Waiting for answers")
        DONE = "done", pgettext_lazy("consent", "Agreed and carried out")
        REFUSED = "refused", pgettext_lazy("consent", "Refused")
        WITHDRAWN = "withdrawn", pgettext_lazy("consent", "Withdrawn")
        OVERTAKEN = "overtaken", pgettext_lazy("consent", "No longer possible")

    service = models.ForeignKey(EmploymentService, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="consents")
    act = models.CharField(max_length=30)  # a key of hooks.consent_acts
    ref = models.BigIntegerField(null=True)  # the row that it is about besides: a contact, a name, the other record
    values = models.JSONField(default=dict)  # field of the form -> what was typed, as a list
    reason = models.TextField(_("why this is needed"))
    office = models.ForeignKey(Office, on_delete=models.CASCADE, null=True, related_name="+")  # of the person who asked
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.ASKED)
    closed_at = models.DateTimeField(null=True)
    hindrance = models.TextField(blank=True)  # what stood against it when all had agreed

    objects: ClassVar = ScopedManager(_manager_class=models.Manager.from_queryset(ConsentQuerySet), service="service")

    class Meta:
        verbose_name = _("request for consent")
        verbose_name_plural = _("requests for consent")
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.act} · {self.organisation}"

    @property
    def ledger_label(self) -> str:
        return self.organisation.name


class ConsentAnswer(models.Model):
    """One office that is asked; None: the service itself, for partnerships that belong to no office."""

    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="answers")
    office = models.ForeignKey(Office, on_delete=models.CASCADE, null=True, related_name="+")
    # one of its partnerships that the act concerns: there it waits, and there its history says so
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="+")
    agrees = models.BooleanField(_("answer"), null=True)
    reason = models.TextField(_("reason"), blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects: ClassVar = ScopedManager(service="consent__service")

    class Meta:
        verbose_name = _("answer of an office")
        verbose_name_plural = _("answers of offices")
        ordering = ["office__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["consent", "office"], name="each_office_asked_once"),
            models.CheckConstraint(condition=~Q(agrees=False) | ~Q(reason=""), name="consent_refused_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.consent} · {self.office or self.consent.service}"
