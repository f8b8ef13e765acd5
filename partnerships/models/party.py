"""A party to one text: role, risk, gain and who signs (A4, A5, S4)."""

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.rules.vocabulary import PartyRole, RiskLevel

from .agreement import Agreement
from .participation import Participation


class Party(models.Model):
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="parties")
    programme = models.CharField(
        _("division or programme"),
        max_length=150,
        blank=True,
        help_text=_("If one organisation is a party more than once."),
    )
    role = models.CharField(_("role"), max_length=15, choices=PartyRole.choices, default=PartyRole.EQUAL)
    risk = models.TextField(_("its risks"), blank=True)
    risk_level = models.PositiveSmallIntegerField(_("level of risk"), choices=RiskLevel.choices, null=True, blank=True)
    gain = models.TextField(_("its benefits"), blank=True)
    must_sign = models.BooleanField(_("signs this text"), default=True)
    signs_for = models.CharField(
        _("signs for"),
        max_length=200,
        blank=True,
        help_text=_("If a body signs for its members, such as a federation of municipalities."),
    )
    represents_clients = models.BooleanField(
        _("represents clients"),
        default=False,
        help_text=_("It speaks for the people served, for example a trade union or an association of jobseekers."),
    )
    # A4: one party may be a group; a class of partners cannot speak for itself
    members = models.TextField(
        _("organisations that are this one party"),
        blank=True,
        help_text=_("If several organisations are one party together: one a line."),
    )
    represented_by = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="represents",
        verbose_name=_("represented by"),
        help_text=_(
            "If another party acts for it, for example for a class of partners that are not named individually."
        ),
    )
    legal_basis = models.CharField(
        _("legal basis on which it acts"),
        max_length=250,
        blank=True,
        help_text=_("For example a law, a statute or a council’s mandate, with its number and date."),
    )
    votes = models.PositiveSmallIntegerField(_("votes in joint decisions"), null=True, blank=True)
    deputy = models.CharField(
        _("deputy in the joint bodies"), max_length=200, blank=True, help_text=_("A person or a position.")
    )
    # S1: one shape for one signatory and for several; all of them sign unless the text says how many
    any_person = models.BooleanField(
        _("any person with a mandate may sign"),
        default=False,
        help_text=_("The link goes to the chosen contact. Who signs enters name, position and mandate when signing."),
    )
    signatures_needed = models.PositiveSmallIntegerField(
        _("how many of them have to sign"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: all of them."),
    )
    signing_step = models.PositiveSmallIntegerField(
        _("step in which the party signs"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("Parties of step 2 are asked when those of step 1 have signed. If all have step 1, order is free."),
    )
    hide_name_in_public = models.BooleanField(_("withhold the signatory’s name from public copies"), default=False)
    joined_later = models.BooleanField(default=False, editable=False)  # A1: it signs a text that was frozen without it
    order = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = ScopedManager(service="agreement__partnership__service")

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "participation", "programme"], name="party_once_per_agreement")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.participation.name} ({self.programme})" if self.programme else self.participation.name
