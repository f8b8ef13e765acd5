"""An organisation, or a class of organisations that nobody names one by one, in a partnership (F5)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.rules.lifecycle import ParticipationStatus
from partnerships.rules.vocabulary import Category, CountComparator
from pes_partnerships.lib.date_fields import PartialDateField
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.numbers import display_number

from .organisation import Organisation
from .partnership import Partnership
from .site import Site
from .term import OrganisationType


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def present(self) -> "ParticipationQuerySet":
        """At the table or on the way to it."""
        return self.exclude(status__in=[ParticipationStatus.LEFT, ParticipationStatus.DECLINED])

    def members(self) -> "ParticipationQuerySet":
        return self.filter(status=ParticipationStatus.MEMBER)


class Participation(models.Model):
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="participations")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("organisation"),
    )
    class_name = models.CharField(
        _("class of partners"), max_length=200, blank=True, help_text=_("If the partners are not named individually.")
    )
    category = models.CharField(_("category"), max_length=30, choices=Category.choices, blank=True)
    type = models.ForeignKey(
        OrganisationType,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("detailed type"),
        help_text=_("For a class of partners: the detailed type of its organisations."),
    )
    count = models.PositiveIntegerField(_("how many"), null=True, blank=True)
    count_comparator = models.CharField(
        _("type of count"), max_length=10, choices=CountComparator.choices, default=CountComparator.EXACTLY
    )
    counted_in = PartialDateField(_("date of the count"), blank=True)  # a number of members ages
    status = models.CharField(
        _("status"), max_length=12, choices=ParticipationStatus.choices, default=ParticipationStatus.IDENTIFIED
    )
    is_key_actor = models.BooleanField(_("key actor"), default=False)
    is_reluctant = models.BooleanField(_("reluctant"), default=False)  # F5: said or shown in the dialogue
    # F5: the viability warning about this key actor was overridden, with its reason; a change of status asks again.
    do_without_reason = models.TextField(_("why the partnership can work without it"), blank=True)
    do_without_on = models.DateField(_("decided on"), null=True, blank=True)
    do_without_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # reality 28: which of its offices take part, by its sites, by name, or only how many
    sites = models.ManyToManyField(
        Site, blank=True, related_name="participations", verbose_name=_("offices from its sites")
    )
    offices = models.TextField(_("other offices"), blank=True)  # one a line
    office_count = models.PositiveIntegerField(_("number of offices"), null=True, blank=True)
    office_comparator = models.CharField(
        _("type of count of offices"),
        max_length=10,
        choices=CountComparator.choices,
        default=CountComparator.EXACTLY,
    )
    role = models.CharField(_("its contribution here"), max_length=250, blank=True)
    joined = PartialDateField(_("joined"), blank=True)
    left = PartialDateField(_("left"), blank=True)
    successor = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="predecessors")
    note = models.TextField(_("note"), blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(ParticipationQuerySet), service="partnership__service"
    )

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False, class_name="")
                | (models.Q(organisation__isnull=True) & ~models.Q(class_name="")),
                name="participation_is_named_or_a_class",
            ),
            models.UniqueConstraint(
                fields=["partnership", "organisation"],
                condition=~models.Q(status__in=["left", "declined"]),
                name="organisation_takes_part_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(do_without_on=None) | ~models.Q(do_without_reason=""),
                name="viability_overridden_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ledger_label(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.organisation.name if self.organisation_id else self.class_name

    @property
    def kind(self) -> str:
        """The finer type, else the category; of the organisation where it is one."""
        held = self.organisation if self.organisation_id else self
        return str(held.type) if held.type_id else str(held.get_category_display())

    @property
    def counted(self) -> str:
        return counted_words(self.count, self.count_comparator, self.counted_in)

    @property
    def office_names(self) -> list[str]:
        """Its sites that take part, then the offices that are only named."""
        return [*(site.named for site in self.sites.all()), *self.offices.splitlines()]

    @property
    def taking_part(self) -> str:
        """“7 offices: Altona, Bergedorf”: which of its offices take part, as far as that is known (reality 28)."""
        counted, names = office_words(self.office_count, self.office_comparator), self.office_names
        if counted and names:
            return gettext("%(counted)s: %(names)s") % {"counted": counted, "names": ", ".join(names)}
        if names:
            words = ngettext("office: %(names)s", "offices: %(names)s", len(names))
            return words % {"names": ", ".join(names)}
        return counted


def counted_words(count: int | None, comparator: str, counted_in: PartialDate | None) -> str:
    """“more than 200 (2024)”, in the reader's language; empty where nobody counted."""
    if count is None:
        return ""
    words = _count_words(count, comparator) % {"count": display_number(count)}
    if counted_in:
        return gettext("%(counted)s (%(day)s)") % {"counted": words, "day": counted_in.display()}
    return words


def office_words(count: int | None, comparator: str) -> str:
    """“at least 7 offices”; empty where nobody counted."""
    if count is None:
        return ""
    words = {
        CountComparator.MORE_THAN: ngettext("more than %(count)s office", "more than %(count)s offices", count),
        CountComparator.ABOUT: ngettext("about %(count)s office", "about %(count)s offices", count),
        CountComparator.AT_LEAST: ngettext("at least %(count)s office", "at least %(count)s offices", count),
    }
    exactly = ngettext("%(count)s office", "%(count)s offices", count)
    return words.get(CountComparator(comparator), exactly) % {"count": display_number(count)}


def _count_words(count: int, comparator: str) -> str:
    if comparator == CountComparator.MORE_THAN:
        return gettext("more than %(count)s")
    if comparator == CountComparator.ABOUT:
        return gettext("about %(count)s")
    if comparator == CountComparator.AT_LEAST:
        return gettext("at least %(count)s")
    return ngettext("%(count)s organisation", "%(count)s organisations", count)
