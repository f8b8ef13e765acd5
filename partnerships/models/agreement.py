"""One version of the text of one partnership (A15). Once frozen for signature it never changes."""

import datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.rules.lifecycle import OPEN_VERSION, SIGNED_ONCE, AgreementStatus, Origin
from partnerships.rules.model_choice import Model
from partnerships.rules.term import begins_on, governs_since
from partnerships.rules.vocabulary import AgreementKind, DateBound, ForceRule, Formality, NoticeEnd, NoticeUnit
from pes_partnerships.lib.date_fields import PartialDateField
from pes_partnerships.lib.text import in_groups

from .partnership import Partnership


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def locked(self) -> "AgreementQuerySet":
        """For an act on the text: its own row alone, so that nobody waits who only refers to its partnership."""
        return self.select_for_update(of=("self",), no_key=True).select_related("partnership__service")

    def open(self) -> "AgreementQuerySet":
        """Versions on the way: drafted, out for signature, or signed and waiting for their day."""
        return self.filter(status__in=OPEN_VERSION)

    def in_force(self) -> "AgreementQuerySet":
        return self.filter(status=AgreementStatus.IN_FORCE)

    def visible_to(self, membership) -> "AgreementQuerySet":
        return self.filter(partnership__in=Partnership.objects.visible_to(membership))


class Agreement(models.Model):
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="agreements")
    version = models.PositiveSmallIntegerField(_("version"))
    kind = models.CharField(_("kind"), max_length=12, choices=AgreementKind.choices, default=AgreementKind.ORIGINAL)
    previous = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="next_versions",
        verbose_name=_("follows version"),
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("umbrella")
    )
    # in the order in which the texts governed; an earlier one may be recorded later
    position = models.PositiveSmallIntegerField(editable=False, default=0)
    origin = models.CharField(
        _("concluded"), max_length=10, choices=Origin.choices, default=Origin.HERE, editable=False
    )
    correction = models.TextField(_("what is being corrected"), blank=True, editable=False)  # open while it has words
    title = models.CharField(_("title of the agreement"), max_length=200)
    language = models.CharField(_("language of the text"), max_length=10, default="en")
    languages_note = models.CharField(_("other languages, and which text is authentic"), max_length=200, blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=AgreementStatus.choices, default=AgreementStatus.DRAFT, editable=False
    )
    model = models.CharField(_("main model"), max_length=20, choices=Model.choices, blank=True)
    elements = models.JSONField(_("elements of other models"), default=list, blank=True)
    model_reason = models.TextField(_("reason for choosing this model"), blank=True)
    # F10: the areas in which this text goes past what the office may decide; None: nobody has said yet.
    beyond = models.JSONField(_("exceeds the office’s delegated authority"), null=True, blank=True, default=None)
    beyond_note = models.TextField(_("what exceeds it, and why"), blank=True)
    beyond_basis = models.CharField(max_length=32, blank=True, editable=False)  # the statements it was said upon
    formality = models.CharField(_("formality"), max_length=10, choices=Formality.choices, blank=True)
    formality_reason = models.TextField(_("reason for the formality"), blank=True)
    force_rule = models.CharField(
        _("enters into force"), max_length=15, choices=ForceRule.choices, default=ForceRule.ALL_SIGNED
    )
    force_condition = models.TextField(_("condition for entry into force"), blank=True)
    # the recorded act that fulfils it, with its proof
    condition_met_on = models.DateField(_("condition fulfilled on"), null=True, blank=True, editable=False)
    condition_proof = models.TextField(_("proof that the condition is fulfilled"), blank=True, editable=False)
    # Five or more dates that real agreements keep apart; a year alone, or nothing, is allowed.
    decided = PartialDateField(_("decided"), blank=True)
    signed = PartialDateField(_("signed"), blank=True)
    registered = PartialDateField(_("registered"), blank=True)
    published = PartialDateField(_("published"), blank=True)
    effective = PartialDateField(_("effective date"), blank=True)
    effective_bound = models.CharField(
        _("meaning of the effective date"), max_length=12, choices=DateBound.choices, blank=True
    )
    service_start = PartialDateField(_("services start"), blank=True)
    funding_end = PartialDateField(_("funding ends"), blank=True)
    is_open_ended = models.BooleanField(_("open-ended"), default=False)
    open_reason = models.TextField(_("reason for leaving the end open"), blank=True)
    term_is_unstated = models.BooleanField(_("the term is not stated"), default=False)
    term_months = models.PositiveSmallIntegerField(_("length in months from entry into force"), null=True, blank=True)
    ends = PartialDateField(_("ends"), blank=True)
    ends_bound = models.CharField(_("meaning of the end date"), max_length=12, choices=DateBound.choices, blank=True)
    ends_latest = models.DateField(null=True, blank=True, editable=False)  # last day of `ends`, for the database
    ending_conditions = models.TextField(_("conditions for termination"), blank=True)
    may_end_by = models.TextField(_("who may terminate it"), blank=True)
    notice = models.CharField(_("notice"), max_length=200, blank=True)
    # the same in numbers, so that the last day can be worked out
    notice_count = models.PositiveSmallIntegerField(_("length of the notice period"), null=True, blank=True)
    notice_unit = models.CharField(_("unit of the notice period"), max_length=6, choices=NoticeUnit.choices, blank=True)
    notice_to_end_of = models.CharField(
        _("when a notice takes effect"), max_length=7, choices=NoticeEnd.choices, blank=True
    )
    renews_months = models.PositiveSmallIntegerField(
        _("months for which it is renewed automatically"), null=True, blank=True
    )
    first_review_on = models.DateField(_("date of the first review"), null=True, blank=True)
    review_every_months = models.PositiveSmallIntegerField(_("months between reviews"), default=12)
    lead = models.ForeignKey(
        "partnerships.Party",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lead partner"),
    )
    lead_reason = models.TextField(_("reason for choosing this lead partner"), blank=True)
    quality = models.TextField(_("how the partners define the quality of their partnership"), blank=True)
    registry_number = models.CharField(_("number in a public register"), max_length=60, blank=True)
    publication_url = models.URLField(_("where it is published"), blank=True)
    source = models.TextField(_("source of this text"), blank=True)
    # how sure each date is, and what the source says: {"signed": {"sure": "about", "note": "…"}}
    date_notes = models.JSONField(_("certainty of the dates"), default=dict, blank=True, editable=False)
    made_for_practice = models.BooleanField(_("sample data"), default=False)
    # The frozen text: canonical JSON as it was hashed (S2, S3, A15).
    snapshot = models.TextField(editable=False, default="")
    snapshot_sha256 = models.CharField(max_length=64, editable=False, default="")
    frozen_at = models.DateTimeField(null=True, blank=True, editable=False)
    signing_ends_on = models.DateField(_("deadline for signature"), null=True, blank=True)
    in_force_at = models.DateTimeField(null=True, blank=True, editable=False)
    edited_at = models.DateTimeField(auto_now=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(AgreementQuerySet), service="partnership__service"
    )

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["-position", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "version"], name="agreement_version_once"),
            # A15: exactly one version in force
            models.UniqueConstraint(
                fields=["partnership"], condition=models.Q(status="in_force"), name="one_version_in_force"
            ),
            models.UniqueConstraint(
                fields=["partnership"],
                condition=models.Q(status__in=["draft", "out_for_signature", "signed"]),
                name="one_version_on_the_way",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["draft", "recording", "withdrawn"]) | ~models.Q(snapshot_sha256=""),
                name="signed_text_is_frozen",
            ),
            # R1: at least one review a year
            models.CheckConstraint(
                condition=models.Q(review_every_months__range=(1, 12)), name="agreement_reviews_at_least_yearly"
            ),
        ]

    def __str__(self) -> str:
        if self.is_elsewhere:
            return self.title  # its number says when it was recorded, and nothing about the order of the texts
        return gettext("%(title)s, version %(version)s") % {"title": self.title, "version": self.version}

    @property
    def number(self) -> str:
        """The document number that stands on every page of the PDF."""
        return f"{self.partnership.reference}-v{self.version}"

    @property
    def governs_since(self) -> datetime.date | None:
        """The first day on which it governs, or governed; None before it enters into force, without a date."""
        if self.is_elsewhere:
            return begins_on(
                effective=self.effective, bound=self.effective_bound, signed=self.signed, decided=self.decided
            )
        day = timezone.localdate(self.in_force_at) if self.in_force_at else None
        return governs_since(effective=self.effective, bound=self.effective_bound, in_force_on=day)

    def has_lapsed(self, today: datetime.date) -> bool:
        return self.ends_latest is not None and self.ends_latest < today

    @property
    def is_draft(self) -> bool:
        return self.status == AgreementStatus.DRAFT

    @property
    def is_elsewhere(self) -> bool:
        """Signed outside this service; nothing asks for signatures, and no fingerprint was ever signed."""
        return self.origin == Origin.ELSEWHERE

    @property
    def may_be_written(self) -> bool:
        """A draft, or a record of a text signed elsewhere that is being made or corrected."""
        return self.is_draft or self.is_being_written

    @property
    def is_being_written(self) -> bool:
        """A record that is being made or corrected."""
        return self.status == AgreementStatus.RECORDING or bool(self.correction)

    @property
    def was_signed(self) -> bool:
        return self.status in SIGNED_ONCE

    @property
    def takes_signatures(self) -> bool:
        """S1: a network's text takes members also after its first signature; any other only while it is out."""
        if self.is_elsewhere:
            return False
        if self.status == AgreementStatus.OUT_FOR_SIGNATURE:
            return True
        return self.is_network and self.status in (AgreementStatus.SIGNED, AgreementStatus.IN_FORCE)

    @property
    def is_network(self) -> bool:
        """A1: each party is bound from its own signature, and others join the same text later."""
        return self.force_rule == ForceRule.OWN_SIGNATURE

    @property
    def waits_for_condition(self) -> bool:
        """S1: signed by all, and not in force before somebody records that the condition is fulfilled."""
        is_open = self.force_rule == ForceRule.CONDITION and self.condition_met_on is None
        return is_open and self.status == AgreementStatus.SIGNED

    @property
    def fingerprint(self) -> str:
        """The SHA-256 in groups of four, as it is printed."""
        return in_groups(self.snapshot_sha256)
