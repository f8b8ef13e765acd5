"""A partnership: valid from the first idea on, with or without an agreement."""

import datetime
from collections.abc import Container
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, FilteredRelation, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from django_scopes import ScopedManager

from partnerships.rules.lifecycle import OPEN_VERSION, AgreementStatus, EndReason, PartnershipStatus, expiring_by
from partnerships.rules.vocabulary import DesignObjective, MainReason, PesRole, SelectionMethod
from pes_partnerships.accounts.models import EmploymentService, Membership, Office
from pes_partnerships.accounts.rules.levels import Level
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.lib.date_fields import PartialDateField

from .region import Region
from .term import ServiceArea, TargetGroup


def reached_by(membership: Membership | None, partnership: str = "") -> Q:
    """X1: an office's people see their office; evaluators, of that, what they were invited to; admins nothing.

    `partnership`: the way to it from the rows that are asked for, such as "series__partnership__".
    """
    if membership is None or not membership.may("read_portfolio"):
        return Q(pk__in=[])
    reached = {f"{partnership}service": membership.service_id}
    if membership.office_id:
        reached[f"{partnership}office"] = membership.office_id
    if membership.role == Role.EVALUATOR:
        reached[f"{partnership}pk__in"] = membership.assignments.running().values("partnership")
    return Q(**reached)


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    def visible_to(self, membership: Membership | None) -> "PartnershipQuerySet":
        return self.filter(reached_by(membership))

    def with_status(self, today: datetime.date, *, soon: datetime.date | None = None) -> "PartnershipQuerySet":
        """Annotates `status` (A16) and what the portfolio says beside it; one query, whatever the number of rows.

        `soon`: what ends by then expires, where a query that is kept has to name the day (lib/kept.py).
        """
        versions = self.model._meta.get_field("agreements").related_model.objects.filter(partnership=OuterRef("pk"))
        soon = soon or expiring_by(today)
        return self.annotate(
            # two constraints of Agreement promise at most one row each, so that these joins add none
            governing=FilteredRelation("agreements", condition=Q(agreements__status=AgreementStatus.IN_FORCE)),
            coming=FilteredRelation("agreements", condition=Q(agreements__status__in=OPEN_VERSION)),
            governing_id=F("governing__pk"),
            ends_on=F("governing__ends_latest"),
            coming_status=F("coming__status"),
            shown_model=Coalesce(
                NullIf("governing__model", Value("")),
                NullIf("coming__model", Value("")),
                Subquery(versions.exclude(model="").order_by("-position", "-version").values("model")[:1]),
            ),
            status=Case(
                When(ended_on__isnull=False, then=Value(PartnershipStatus.ENDED)),
                When(ending_on__isnull=False, then=Value(PartnershipStatus.ENDING)),
                When(coming_status=AgreementStatus.OUT_FOR_SIGNATURE, then=Value(PartnershipStatus.OUT_FOR_SIGNATURE)),
                When(ends_on__lt=today, then=Value(PartnershipStatus.LAPSED)),
                When(ends_on__lte=soon, then=Value(PartnershipStatus.EXPIRING)),
                When(
                    governing_id__isnull=False,
                    coming_status__isnull=False,
                    then=Value(PartnershipStatus.UNDER_AMENDMENT),
                ),
                When(governing_id__isnull=False, then=Value(PartnershipStatus.IN_FORCE)),
                When(coming_status=AgreementStatus.SIGNED, then=Value(PartnershipStatus.SIGNED)),
                When(coming_status__isnull=False, then=Value(PartnershipStatus.DRAFTING)),
                # ended by notice, while the partnership itself goes on
                When(Exists(versions.filter(status=AgreementStatus.ENDED)), then=Value(PartnershipStatus.LAPSED)),
                default=Value(PartnershipStatus.PREPARING),
                output_field=models.CharField(),
            ),
        )


class Partnership(models.Model):
    absent: Container[Any] = frozenset()  # readings that its page knows to find nothing (hooks.on_record)

    service = models.ForeignKey(EmploymentService, on_delete=models.PROTECT, related_name="partnerships")
    other_services = models.ManyToManyField(
        EmploymentService,
        blank=True,
        related_name="shared_partnerships",
        verbose_name=_("other participating employment services"),
    )
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, blank=True, related_name="partnerships", verbose_name=_("office")
    )
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="managed_partnerships",
        verbose_name=_("partnership manager"),
    )
    reference = models.CharField(_("reference"), max_length=30)
    title = models.CharField(_("name of the partnership"), max_length=200)
    title_original = models.CharField(_("name in the original language"), max_length=200, blank=True)
    original_language = models.CharField(_("original language"), max_length=10, blank=True)
    challenge = models.TextField(_("labour-market challenge"), blank=True)
    purpose = models.TextField(_("purpose of the partnership"), blank=True)
    instigator = models.TextField(_("instigating organisation"), blank=True)
    selection_method = models.CharField(
        _("how partners were selected"), max_length=20, choices=SelectionMethod.choices, blank=True
    )
    selection_note = models.TextField(_("description of the selection"), blank=True)
    countries = CountryField(_("countries"), multiple=True, blank=True)
    regions = models.ManyToManyField(Region, blank=True, verbose_name=_("regions"))
    place = models.CharField(_("description of the place or area"), max_length=200, blank=True)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices, default=Level.LOCAL)
    target_groups = models.ManyToManyField(TargetGroup, blank=True, verbose_name=_("target groups"))
    service_areas = models.ManyToManyField(ServiceArea, blank=True, verbose_name=_("services"))
    main_reason = models.CharField(_("main reason"), max_length=20, choices=MainReason.choices, blank=True)
    design_objective = models.CharField(
        _("design objective"), max_length=20, choices=DesignObjective.choices, blank=True
    )
    pes_role = models.CharField(_("role of the employment service"), max_length=20, choices=PesRole.choices, blank=True)
    pes_role_note = models.TextField(_("description of its role"), blank=True)
    commenced = PartialDateField(_("began"), blank=True)
    period_note = models.TextField(_("description of the period"), blank=True)
    added_value = models.TextField(_("added value, expected or achieved"), blank=True)  # F8
    value_measured_by = models.TextField(_("how the added value is measured"), blank=True)  # F8
    success_factors = models.TextField(_("success factors"), blank=True)
    strengths = models.TextField(_("strengths"), blank=True)
    restrictions = models.TextField(_("legal or policy limits, with the reason"), blank=True)  # A17
    more_information = models.URLField(_("more information"), blank=True, max_length=300)
    source = models.TextField(_("source of this information"), blank=True)
    practice_note = models.TextField(_("which parts are sample data"), blank=True)
    # Written by reviews when an occurrence is planned or closed, so that the portfolio can show and sort it.
    next_review_on = models.DateField(_("next review"), null=True, blank=True, editable=False)
    # what the latest confirmed review says, in the codes of the reviews, for lists of many partnerships (O6)
    reviewed_on = models.DateField(null=True, blank=True, editable=False)
    review_worth = models.CharField(max_length=12, blank=True, editable=False)
    review_decision = models.CharField(max_length=10, blank=True, editable=False)
    # Written by ending while an end is decided and its day has not come, so that lists can show it.
    ending_on = models.DateField(_("ends on"), null=True, blank=True, editable=False)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("reason for ending"), max_length=20, choices=EndReason.choices, blank=True)
    end_note = models.TextField(_("reason for ending"), blank=True)
    search_text = models.TextField(editable=False, default="")
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(PartnershipQuerySet), service="service"
    )

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        ordering = ["title", "pk"]
        indexes = [
            models.Index(
                "service", "review_worth", F("reviewed_on").desc(), "title", "id", name="partnership_by_worth"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["service", "reference"], name="partnership_reference_once_per_service"),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | ~models.Q(end_reason=""), name="partnership_ends_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ledger_label(self) -> str:
        return self.title
