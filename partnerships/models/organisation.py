"""An organisation of a service's registry, with its names over time and whom it represents (F2, F3)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from django_scopes import ScopedManager

from partnerships.rules.vocabulary import Category, EndKind
from pes_partnerships.accounts.models import EmploymentService, Membership
from pes_partnerships.accounts.rules.levels import Level
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.lib.date_fields import PartialDateField

from .partnership import Partnership
from .region import Region
from .term import OrganisationType, ServiceArea, TargetGroup


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, membership: Membership) -> "OrganisationQuerySet":
        """X1: the registry is the whole service's; evaluators see who takes part in what they were invited to."""
        own = self.filter(service=membership.service_id)
        if membership.role != Role.EVALUATOR:
            return own
        return own.filter(participations__partnership__in=Partnership.objects.visible_to(membership)).distinct()

    def unmerged(self) -> "OrganisationQuerySet":
        """Without the records that were merged into others: what lists, searches and choices offer."""
        return self.filter(merged_into=None)


class Organisation(models.Model):
    service = models.ForeignKey(EmploymentService, on_delete=models.PROTECT, related_name="organisations")
    name = models.CharField(_("name"), max_length=200, help_text=_("The name the organisation uses today."))
    language = models.CharField(_("language of the name"), max_length=10, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    abbreviation = models.CharField(_("abbreviation"), max_length=40, blank=True)
    category = models.CharField(_("category"), max_length=30, choices=Category.choices)
    type = models.ForeignKey(
        OrganisationType, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("detailed type")
    )
    level = models.CharField(_("level"), max_length=10, choices=Level.choices, default=Level.LOCAL)
    country = CountryField(_("country"), blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    regions = models.ManyToManyField(Region, blank=True, verbose_name=_("regions"))
    registration_number = models.CharField(_("registration number"), max_length=60, blank=True)
    website = models.URLField(_("web address"), blank=True)
    # its own mailbox and switchboard: whose person nobody has named
    email = models.EmailField(_("e-mail address of the organisation"), blank=True)
    phone = models.CharField(_("telephone of the organisation"), max_length=40, blank=True)
    offers = models.TextField(_("services offered"), blank=True)
    service_areas = models.ManyToManyField(ServiceArea, blank=True, verbose_name=_("services"))
    target_groups = models.ManyToManyField(TargetGroup, blank=True, verbose_name=_("client groups served"))
    pes = models.ForeignKey(
        EmploymentService,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="as_organisation",
        verbose_name=_("is this employment service"),
    )
    successors = models.ManyToManyField(
        "self",
        through="Succession",
        through_fields=("organisation", "successor"),
        symmetrical=False,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successors"),
    )
    ended = PartialDateField(_("ended"), blank=True)
    end_kind = models.CharField(_("reason for ending"), max_length=15, choices=EndKind.choices, blank=True)
    # A record that was found to be another one's double: it stays, and points to the one that was kept.
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_records", editable=False
    )
    search_text = models.TextField(editable=False, default="")
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(OrganisationQuerySet), service="service"
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["service", "name"]),
            # what the registry's list counts and offers to choose from, without looking at a row
            models.Index("service", "merged_into", "country", "end_kind", "ended", name="organisation_standing"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("pk")),
                name="organisation_not_merged_into_itself",
            ),
            models.UniqueConstraint(
                fields=["service", "country", "registration_number"],
                condition=~models.Q(registration_number="") & models.Q(merged_into=None),
                name="organisation_registered_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ledger_label(self) -> str:
        return self.name

    @property
    def english_beside(self) -> str:
        """The English name where it adds something to the original one."""
        return self.name_en if self.name_en and self.name_en != self.name else ""


class Succession(models.Model):
    """Who carries on where an organisation ended: one legal successor, or the several of a body that was split (F2)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="successions")
    successor = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="taken_over", verbose_name=_("successor")
    )

    objects: ClassVar = ScopedManager(service="organisation__service")

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        ordering = ["successor__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "successor"], name="succession_once"),
            models.CheckConstraint(
                condition=~models.Q(organisation=models.F("successor")), name="succession_not_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.successor.name


class OrganisationName(models.Model):
    """A former or other name, with its language and the time for which it held."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=10, blank=True)
    valid_from = PartialDateField(_("from"), blank=True)
    valid_to = PartialDateField(_("until"), blank=True)

    objects: ClassVar = ScopedManager(service="organisation__service")

    class Meta:
        verbose_name = _("name of an organisation")
        verbose_name_plural = _("names of organisations")
        ordering = ["valid_from", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def ledger_label(self) -> str:
        return self.name
