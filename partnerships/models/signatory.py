"""A person who is asked to sign one text for one party; a party has one or several (S1, S4)."""

from typing import ClassVar

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from .contact import Contact
from .party import Party


class SignatoryQuerySet(models.QuerySet["Signatory"]):
    def still_to_sign(self) -> "SignatoryQuerySet":
        """Of texts that take signatures, also where the link has ended: the next one goes to the address on record."""
        out = Q(party__agreement__status="out_for_signature") | Q(
            party__agreement__status__in=["signed", "in_force"], party__agreement__force_rule="own_signature"
        )
        given = Q(signatures__kind="signed", signatures__withdrawn_at=None) & ~Q(signatures__check_outcome="set_aside")
        signed = self.model.objects.filter(given).order_by().values("pk")
        return self.filter(out, party__must_sign=True).exclude(pk__in=signed)

    def still_needed(self) -> "SignatoryQuerySet":
        """Not those of a party for which as many have signed as the text asks."""
        counting = Q(signatures__kind="signed", signatures__withdrawn_at=None, signatures__counts_from__isnull=False)
        same = self.model.objects.filter(counting, party=OuterRef("party")).order_by().values("party")
        given = Subquery(same.annotate(given=Count("pk", distinct=True)).values("given"))
        enough = Q(party__signatures_needed__lte=Coalesce(given, 0))
        return self.exclude(enough, party__signatures_needed__isnull=False)


class Signatory(models.Model):
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="signatories")
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, related_name="signs_for", verbose_name=_("who signs")
    )
    order = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(SignatoryQuerySet), service="party__agreement__partnership__service"
    )

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["party", "contact"], name="signatory_once_per_party")]

    def __str__(self) -> str:
        return str(self.contact)
