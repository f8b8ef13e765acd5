"""A place where an organisation works beside its main address: an office, a branch, a centre (F2)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from django_scopes import ScopedManager

from pes_partnerships.lib.date_fields import PartialDateField

from .organisation import Organisation


class Site(models.Model):
    """Known at least by one of its name, street and town; without a country it is in its organisation's."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="sites")
    name = models.CharField(_("name of the site"), max_length=150, blank=True)
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    country = CountryField(_("country"), blank=True)
    since = PartialDateField(_("since"), blank=True)
    until = PartialDateField(_("until"), blank=True)

    objects: ClassVar = ScopedManager(service="organisation__service")

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ["place", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name="", street="", place=""), name="site_has_a_name_or_an_address"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ledger_label(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What it is called, else where it is."""
        return self.name or self.where

    @property
    def where(self) -> str:
        """“Pulko g. 12, 62135 Alytus, Lithuania”, as far as it is known."""
        town = " ".join(part for part in (self.postcode, self.place) if part)
        return ", ".join(part for part in (self.street, town, self.country.name) if part)

    @property
    def named(self) -> str:
        """“Altona (Hamburg)”: as it is told among others."""
        if self.name and self.place and self.place not in self.name:
            return gettext("%(name)s (%(place)s)") % {"name": self.name, "place": self.place}
        return self.title
