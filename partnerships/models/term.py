"""Terms of the open lists: services, target groups, types of organisation. They come from fixtures/ (F3, F7)."""

from functools import cache

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from partnerships.rules.vocabulary import Category
from pes_partnerships.lib.kept import Kept


def name_of(code: str, names: dict[str, str]) -> str:
    """In the reader's language, else in English."""
    language = (get_language() or "en").split("-")[0]
    return names.get(language) or names.get("en") or code


@cache
def _offered(terms: type["Term"]) -> Kept:
    return Kept(lambda: terms.objects.filter(active=True).values_list("code", "names"))


class Term(models.Model):
    """A word of a list with its names by language; the code is the key, so that fixtures can be loaded again."""

    code = models.SlugField(_("code"), max_length=60, primary_key=True)
    names = models.JSONField(_("names by language"), default=dict)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    source = models.CharField(_("source"), max_length=100, blank=True)
    active = models.BooleanField(_("available for selection"), default=True)

    class Meta:
        abstract = True
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return name_of(self.code, self.names)

    @classmethod
    def offered(cls) -> list[tuple[str, str]]:
        """Code and name of those that can be chosen, for the filters of lists."""
        return [(code, name_of(code, names)) for code, names in _offered(cls)()]


class ServiceArea(Term):
    """F7: the seven categories of service and the five knowledge purposes of PAPER 4.1.2."""

    class Kind(models.TextChoices):
        SERVICE = "service", _("Service to clients")
        KNOWLEDGE = "knowledge", _("Knowledge for the PES")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.SERVICE)

    class Meta(Term.Meta):
        verbose_name = _("service")
        verbose_name_plural = _("services")


class TargetGroup(Term):
    class Meta(Term.Meta):
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")


class OrganisationType(Term):
    """F3: the finer types of GUIDE Box 37."""

    category = models.CharField(_("category"), max_length=30, choices=Category.choices)

    class Meta(Term.Meta):
        verbose_name = _("type of organisation")
        verbose_name_plural = _("types of organisation")
