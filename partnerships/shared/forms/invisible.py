"""Names that hold line breaks or invisible marks: the form says what they read without, and asks to check (F2)."""

import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _

from pes_partnerships.lib.text import one_line


class VisibleNames(forms.BaseModelForm):
    """Put before ModelForm; `one_line_fields` are cleaned in the field itself, and asked about once."""

    one_line_fields: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._unseen: dict[str, str] = {}
        if not self.is_bound:
            return
        self.data = self.data.copy()
        for name in self.one_line_fields:
            key = self.add_prefix(name)
            typed = self.data.get(key, "")
            if isinstance(typed, str) and has_unseen(typed.strip()):
                self._unseen[name] = self.data[key] = one_line(typed)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        for name, visible in self._unseen.items():
            self.add_error(name, self._words(visible))
        return cleaned

    def _words(self, visible: str) -> str:
        if not visible:
            return _("The name contains no visible letter. Enter the name.")
        return _(
            "The name contained a line break or invisible characters. Without them it reads “%(name)s”. Check it, "
            "then save again."
        ) % {"name": visible}


def has_unseen(text: str) -> bool:
    """Line breaks, tabs, control and direction marks: what a name on one line cannot hold."""
    return any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in text)
