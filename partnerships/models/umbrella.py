"""Local agreements under an umbrella: the template they are made from, and who is to make one (A18)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from pes_partnerships.accounts.models import Office

from .agreement import Agreement
from .organisation import Organisation
from .partnership import Partnership


class LocalTemplate(models.Model):
    """An edition of what the umbrella passes down; its words are those of the frozen text that it belongs to.

    `parts`: key of a section -> PartMode. `objectives`: lineage -> TargetMode. What is not named is not passed down.
    """

    umbrella = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="local_templates")
    number = models.PositiveSmallIntegerField(_("edition"))
    parts = models.JSONField(_("sections"), default=dict)
    objectives = models.JSONField(_("objectives"), default=dict)
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar = ScopedManager(service="umbrella__partnership__service")

    class Meta:
        verbose_name = _("template for local agreements")
        verbose_name_plural = _("templates for local agreements")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["umbrella", "number"], name="local_template_number_once")]

    def __str__(self) -> str:
        return gettext("Template %(number)s of %(agreement)s") % {"number": self.number, "agreement": self.umbrella}


class LocalTextQuerySet(models.QuerySet["LocalText"]):
    def settled(self) -> "LocalTextQuerySet":
        """With a text that was not discarded, or with the reason why none is made."""
        texts = Agreement.objects.filter(partnership=OuterRef("partnership")).exclude(status="withdrawn")
        return self.filter(Exists(texts) | ~Q(opted_out_reason=""))


class LocalText(models.Model):
    """An office, or a partner, that is to make a local agreement; its partnership once there is a draft."""

    umbrella = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="local_texts")
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("office")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="local_texts",
        verbose_name=_("partner"),
    )
    partnership = models.OneToOneField(
        Partnership, on_delete=models.PROTECT, null=True, blank=True, related_name="local_text", editable=False
    )
    template = models.ForeignKey(
        LocalTemplate, on_delete=models.PROTECT, null=True, blank=True, related_name="texts", editable=False
    )
    modules = models.JSONField(_("modules"), default=list, blank=True)
    opted_out_reason = models.TextField(_("reason for not making one"), blank=True)

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(LocalTextQuerySet), service="umbrella__service"
    )

    class Meta:
        verbose_name = _("local agreement")
        verbose_name_plural = _("local agreements")
        ordering = ["office__name", "organisation__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["umbrella", "office"], condition=Q(organisation=None), name="one_local_text_per_office"
            ),
            models.UniqueConstraint(
                fields=["umbrella", "organisation"], condition=Q(office=None), name="one_local_text_per_partner"
            ),
            models.CheckConstraint(
                condition=Q(office__isnull=True, organisation__isnull=False)
                | Q(office__isnull=False, organisation__isnull=True),
                name="local_text_is_of_an_office_or_a_partner",
            ),
        ]

    def __str__(self) -> str:
        return self.place

    @property
    def has_text(self) -> bool:
        """A draft that was discarded is none."""
        return self.partnership is not None and self.partnership.agreements.exclude(status="withdrawn").exists()

    @property
    def place(self) -> str:
        """The name of the office or of the partner."""
        return self.office.name if self.office_id else self.organisation.name
