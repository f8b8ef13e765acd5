"""A page of guidance in our own words, with the source it stands on (D6). Loaded from fixtures/."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Guide(models.Model):
    code = models.SlugField(_("code"), max_length=60, primary_key=True)
    titles = models.JSONField(_("titles by language"), default=dict)
    bodies = models.JSONField(_("texts by language"), default=dict)
    source = models.CharField(_("source"), max_length=200)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self._in_language(self.titles) or self.code

    @property
    def body(self) -> str:
        return self._in_language(self.bodies)

    @staticmethod
    def _in_language(texts: dict[str, str]) -> str:
        language = (get_language() or "en").split("-")[0]
        return texts.get(language) or texts.get("en", "")
