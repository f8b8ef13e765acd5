"""What the public sees of a partnership: an explicit projection, written only by publishing (D1, D4)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from directory.rules.vocabulary import RunningStatus
from partnerships.models import Partnership, Region, ServiceArea, TargetGroup
from partnerships.rules.model_choice import Model
from partnerships.rules.vocabulary import Formality, PesRole
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.lib.date_fields import PartialDateField

from .source import Source


class EntryQuerySet(models.QuerySet["Entry"]):
    def published(self) -> "EntryQuerySet":
        return self.filter(withdrawn_at=None)


class Entry(models.Model):
    """Public by nature: it carries no scope, because every row in it is meant for everybody."""

    service = models.ForeignKey(
        EmploymentService, on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    partnership = models.OneToOneField(
        Partnership, on_delete=models.SET_NULL, null=True, blank=True, related_name="entry"
    )
    feed = models.ForeignKey(Source, on_delete=models.SET_NULL, null=True, blank=True, related_name="entries")
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    title = models.CharField(_("name of the partnership"), max_length=200)
    title_original = models.CharField(_("name in the original language"), max_length=200, blank=True)
    original_language = models.CharField(_("original language"), max_length=10, blank=True)
    language = models.CharField(_("language of its words"), max_length=10, blank=True)
    lead = models.TextField(_("in two sentences"), blank=True)
    countries = CountryField(_("countries"), multiple=True, blank=True)
    place = models.CharField(_("place or area"), max_length=200, blank=True)
    regions = models.ManyToManyField(Region, blank=True, verbose_name=_("regions"))
    challenge = models.TextField(_("challenge"), blank=True)
    instigator = models.TextField(_("instigating organisation"), blank=True)
    model = models.CharField(_("model"), max_length=20, choices=Model.choices, blank=True)
    elements = models.JSONField(_("elements of other models"), default=list, blank=True)
    formality = models.CharField(_("formality"), max_length=10, choices=Formality.choices, blank=True)
    formality_note = models.CharField(_("formality, in words"), max_length=200, blank=True)
    selection = models.TextField(_("selection of partners"), blank=True)
    partners = models.TextField(_("partners"), blank=True)
    partner_categories = models.JSONField(_("categories of partners"), default=list, blank=True)
    pes_name = models.CharField(_("employment service"), max_length=200, blank=True)
    pes_role = models.CharField(_("role of the employment service"), max_length=20, choices=PesRole.choices, blank=True)
    pes_role_note = models.TextField(_("description of its role"), blank=True)
    objective = models.TextField(_("objective"), blank=True)
    target_groups = models.ManyToManyField(TargetGroup, blank=True, verbose_name=_("who it is for"))
    service_areas = models.ManyToManyField(ServiceArea, blank=True, verbose_name=_("services"))
    commenced = PartialDateField(_("began"), blank=True)
    period = models.TextField(_("period"), blank=True)
    running = models.CharField(
        _("status"), max_length=12, choices=RunningStatus.choices, default=RunningStatus.NOT_KNOWN
    )
    ended_how = models.TextField(_("how it ended"), blank=True)
    learnt = models.TextField(_("what was learnt"), blank=True)
    reviewed = models.TextField(_("reviewed"), blank=True)
    funding = models.TextField(_("funding"), blank=True)
    targets_note = models.TextField(_("targets, in words"), blank=True)
    added_value = models.TextField(_("added value"), blank=True)
    success_factors = models.TextField(_("success factors"), blank=True)
    strengths = models.TextField(_("strengths"), blank=True)
    more_information = models.URLField(_("more information"), max_length=300, blank=True)
    contact_name = models.CharField(_("contact"), max_length=150, blank=True)
    contact_email = models.EmailField(_("e-mail address of the contact"), blank=True)
    source = models.TextField(_("sources"), blank=True)
    # the sources were read in part only: what no line says may still be in them
    read_in_part = models.BooleanField(_("sources read in part"), default=False)
    as_of = PartialDateField(_("facts as of"), blank=True)
    marks = models.JSONField(_("marks by field"), default=dict, blank=True)
    # {field: {"why": of our reading, "cited": [numbers of sources], "others": [{"says": ..., "source": number}]}}
    notes = models.JSONField(_("notes by field"), default=dict, blank=True)
    # [{"what", "day" (EDTF text), "note", "planned", "source"}] and [{"what", "agreed", "delivered", "note", "source"}]
    dates = models.JSONField(_("dates"), default=list, blank=True)
    sums = models.JSONField(_("sums"), default=list, blank=True)
    # facts from before it was taken over, which its partnership does not know: {"fields": [...], "source": "..."}
    kept = models.JSONField(_("facts from earlier sources"), default=dict, blank=True)
    # fields that its owner keeps back: nothing is printed of them, not even that they are empty
    withheld = models.JSONField(_("fields kept back"), default=list, blank=True)
    # what was decided about each field when it was published last; not public
    chosen = models.JSONField(_("decisions by field"), default=dict, blank=True, editable=False)
    # when its owner, or a directory admin, last said that it is right, and until when that holds
    confirmed_at = models.DateTimeField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True, db_index=True)
    expired_at = models.DateTimeField(null=True, blank=True)
    # fields of which the partnership says something else since; compared by the clock after each of its acts
    differing = models.JSONField(_("fields that differ from the partnership"), default=list, blank=True, editable=False)
    compared_at = models.DateTimeField(null=True, blank=True, editable=False)
    search_text = models.TextField(editable=False, default="")
    published_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("directory entry")
        verbose_name_plural = _("directory entries")
        ordering = ["title", "pk"]
        indexes = [
            # D1: what is counted by country, and what changed last, is read without the texts
            models.Index(fields=["withdrawn_at", "countries", "model", "running"], name="entry_by_country"),
            models.Index(fields=["withdrawn_at", "-changed_at", "id"], name="entry_latest_first"),
        ]
        constraints = [
            # D3: an address is shown with its owner's name or not at all
            models.CheckConstraint(
                condition=models.Q(contact_email="") | ~models.Q(contact_name=""), name="entry_address_has_an_owner"
            )
        ]

    def __str__(self) -> str:
        return self.title


class EntryTarget(models.Model):
    """A target beside its result, as the sources give them; `note`: what is counted, and what of."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="targets")
    what = models.CharField(_("what is counted"), max_length=200)
    target = models.CharField(_("target"), max_length=200, blank=True)
    result = models.TextField(_("result in the sources"), blank=True)
    note = models.TextField(_("what the figures mean"), blank=True)
    done = models.PositiveIntegerField(null=True, blank=True)
    total = models.PositiveIntegerField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("target of an entry")
        verbose_name_plural = _("targets of an entry")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.what
