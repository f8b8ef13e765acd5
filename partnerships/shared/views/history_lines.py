"""The acts of the ledger as a reader of the history sees them: labels, names and words instead of codes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field
from django.db.models import Model as Row
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.shared.forms.languages import language_name
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.rules.acts import known_acts
from pes_partnerships.lib.dates import PartialDate, PartialDateError, display_datetime
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.text import fold

COLUMNS = [
    Column(gettext_lazy("Number"), "entry.seq"),
    Column(gettext_lazy("When"), "entry.at"),
    Column(gettext_lazy("Person"), "entry.actor_name"),
    Column(gettext_lazy("Recent activity"), "entry.sentence"),
    Column(gettext_lazy("Subject"), "entry.object_label"),
    Column(gettext_lazy("What changed"), "changes_in_words"),
]

LONGEST = 300
Names = dict[type[Row], dict[str, str]]


@dataclass
class HistoryLine:
    """One act; `names` holds what the rows that it mentions by key are called."""

    entry: LedgerEntry
    names: Names = field(default_factory=dict)

    @property
    def when(self) -> str:
        return display_datetime(self.entry.at)

    @property
    def changes(self) -> list[dict[str, str]]:
        """Each fact that changed, by its label: {label, before, after}; a first value has no before.

        Sorted, since PostgreSQL keeps no order of what an entry says.
        """
        before, after = self.entry.before, self.entry.after
        found = [
            {
                "label": self._label(name),
                "before": self._shown(name, before.get(name)),
                "after": self._shown(name, after.get(name)),
            }
            for name in {**before, **after}
            if not known_acts.is_hidden(name)
            and not (_says_nothing(before.get(name)) and _says_nothing(after.get(name)))
        ]
        return sorted(found, key=lambda change: fold(change["label"]))

    @property
    def changes_in_words(self) -> str:
        words = _("%(label)s: %(before)s → %(after)s")
        return "\n".join(
            words % change if change["before"] else f"{change['label']}: {change['after']}" for change in self.changes
        )

    def _label(self, name: str) -> str:
        known = field_of(self.entry.object_type, name)
        label = str(known_acts.label(name) or getattr(known, "verbose_name", "") or name.replace("_", " "))
        return label[:1].upper() + label[1:]

    def _shown(self, name: str, value: Any) -> str:
        if value in (None, "", []):
            return ""
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, list):
            return ", ".join(self._shown(name, item) for item in value)
        if isinstance(value, dict):
            return "; ".join(f"{key}: {item}" for key, item in value.items())
        known = field_of(self.entry.object_type, name)
        if known is not None and known.related_model:
            return self.names.get(known.related_model, {}).get(str(value), str(value))
        if name.endswith("language"):
            return language_name(str(value))
        choices = known_acts.codes_of(name) or dict(getattr(known, "flatchoices", None) or [])
        text = str(choices.get(value) or _as_date(value) or value)
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _says_nothing(value: Any) -> bool:
    return value in (None, "", [])


def history_lines(entries: Iterable[LedgerEntry]) -> list[HistoryLine]:
    """The entries as lines; one query for each kind of row that they mention, whatever their number."""
    entries = list(entries)
    keys: dict[type[Row], set[str]] = defaultdict(set)
    for entry in entries:
        for name, value in [*entry.before.items(), *entry.after.items()]:
            known = field_of(entry.object_type, name)
            if known is not None and known.related_model:
                keys[known.related_model] |= {str(key) for key in _as_list(value) if _is_key(known, key)}
    names = {
        model: {str(row.pk): str(row) for row in model._default_manager.filter(pk__in=wanted)}
        for model, wanted in keys.items()
    }
    return [HistoryLine(entry, names) for entry in entries]


@cache
def field_of(object_type: str, name: str) -> Field | None:
    """The field of the row acted on, wherever that row's app is; None where the name is no field."""
    labels = known_acts.apps
    models = [found for label in labels if (found := apps.get_app_config(label).models.get(object_type))]
    for model in models:  # two apps may call a model by one name: partners and objectives are both assessed
        try:
            known = model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        # the rows that point here (an objective's quotas) stand in the ledger in words, not by key
        return None if known.auto_created and not known.concrete else known
    beside = known_acts.field_of(name) if models else None
    return apps.get_model(beside[0])._meta.get_field(beside[1]) if beside else None


def _is_key(relation: Field, value: Any) -> bool:
    """Whether the value can be a key of the related rows; a text about them is shown as it stands."""
    try:
        relation.related_model._meta.pk.to_python(value)
    except ValidationError:
        return False
    return True


def _as_list(value: Any) -> list[Any]:
    if value in (None, ""):
        return []
    return value if isinstance(value, list) else [value]


def _as_date(value: Any) -> str:
    """A day in the reader's language; a text that only looks a little like a date stays as it is."""
    if not isinstance(value, str) or len(value) != len("2026-01-31"):
        return ""
    try:
        return PartialDate.parse(value).display()
    except PartialDateError:
        return ""
