"""What a party or another source puts in: money in its own currency, staff, in kind, or by a rule (A10).

Contributions are never added up across currencies or kinds.
"""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.rules.vocabulary import ContributionKind, PaymentKind
from pes_partnerships.lib.date_fields import PartialDateField

from .agreement import Agreement
from .participation import Participation
from .party import Party


class Contribution(models.Model):
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="contributions")
    party = models.ForeignKey(
        Party, on_delete=models.SET_NULL, null=True, blank=True, related_name="contributions", verbose_name=_("party")
    )
    source_name = models.CharField(
        _("other source"), max_length=200, blank=True, help_text=_("If the source is not a party, such as a fund.")
    )
    given_with = models.ManyToManyField(
        Participation, blank=True, related_name="+", verbose_name=_("given together with")
    )
    reference = models.CharField(_("grant reference or budget line"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=ContributionKind.choices)
    amount = models.DecimalField(_("amount"), max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    share = models.DecimalField(
        _("share in per cent"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    share_of = models.CharField(
        _("share of what"), max_length=150, blank=True, help_text=_("For example the rent of the shared rooms.")
    )
    unit = models.CharField(
        _("unit"), max_length=60, blank=True, help_text=_("For example full-time equivalent posts or points.")
    )
    begins = PartialDateField(_("period from"), blank=True)
    ends = PartialDateField(_("period to"), blank=True)
    period = models.CharField(_("description of the period"), max_length=100, blank=True)
    payment = models.CharField(_("when it is paid"), max_length=10, choices=PaymentKind.choices, blank=True)
    description = models.TextField(_("description"), blank=True)
    is_withheld = models.BooleanField(_("amount withheld from public copies"), default=False)
    order = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = ScopedManager(service="agreement__partnership__service")

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="money") | models.Q(amount=None) | ~models.Q(currency=""),
                name="money_has_a_currency",
            )
        ]

    def __str__(self) -> str:
        return f"{self.giver}: {self.description or self.amount}"

    @property
    def giver(self) -> str:
        """All who give it together, each by name."""
        first = self.party.name if self.party_id else self.source_name
        return ", ".join([first, *(each.name for each in self.given_with.all())])

    @property
    def period_words(self) -> str:
        """From, to, and what was written of the period."""
        days = [each.display() for each in (self.begins, self.ends) if each]
        between = gettext("%(start)s to %(end)s") % {"start": days[0], "end": days[1]} if len(days) == 2 else ""
        if self.begins and not self.ends:
            between = gettext("from %(start)s") % {"start": days[0]}
        elif self.ends and not self.begins:
            between = gettext("until %(end)s") % {"end": days[0]}
        return "; ".join(filter(None, [between, self.period]))
