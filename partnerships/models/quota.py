"""A share inside the group that an objective serves (O1)."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.rules.vocabulary import Comparator
from pes_partnerships.lib.numbers import display_share

from .objective import Objective


class Quota(models.Model):
    """A share inside the group served, with its own denominator; shares may overlap and are never added up."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="quotas")
    lineage = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)  # its values follow it (O2)
    comparator = models.CharField(_("share"), max_length=10, choices=Comparator.choices, default=Comparator.AT_LEAST)
    share = models.DecimalField(_("per cent"), max_digits=5, decimal_places=2)
    who = models.CharField(_("description of the group"), max_length=150)
    base = models.CharField(_("share of"), max_length=150, help_text=_("The group from which the share is calculated."))

    objects: ClassVar = ScopedManager(service="objective__agreement__partnership__service")

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        ordering = ["pk"]

    def __str__(self) -> str:
        said = {"comparator": self.get_comparator_display(), "share": display_share(self.share), "who": self.who}
        return gettext("%(comparator)s %(share)s %(who)s") % said
