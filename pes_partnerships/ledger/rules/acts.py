"""What the product can do, as the apps declare it; record() refuses an act that none declared.

An act has one whole sentence, with a place for who did it. Each subject declares its own in `acts.py`, and its
AppConfig registers them: the ledger knows none of them by itself (docs/decisions/0016).
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, fields

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class DeclaredTwice(ValueError):
    """Two declarations claim the same act, or the same fact."""


@dataclass(frozen=True)
class Acts:
    """Acts and the words of what they changed.

    `sentences`: the act with its sentence; %(who)s is a person, an erased person or the system.
    The rest is about facts of before and after that are no fields of the row acted on: `labels` names them, `fields`
    says whose words they take (model label, field), `codes` has the words of their codes, `hidden` are not shown.
    """

    sentences: Mapping[str, Words] = field(default_factory=dict)
    labels: Mapping[str, Words] = field(default_factory=dict)
    fields: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, Words]] = field(default_factory=dict)
    hidden: Set[str] = frozenset()


class KnownActs:
    """All declared acts; `apps` are the labels of the apps that declared some, in the order of registration."""

    def __init__(self) -> None:
        self.apps: list[str] = []
        self._declared: list[Acts] = []

    def register(self, app: str, *declared: Acts) -> None:
        for acts in declared:
            self._refuse_repeated(acts)
            self._declared.append(acts)
        if app not in self.apps:
            self.apps.append(app)

    def __contains__(self, act: str) -> bool:
        return any(act in acts.sentences for acts in self._declared)

    def __iter__(self) -> Iterator[str]:
        return (act for acts in self._declared for act in acts.sentences)

    def sentence(self, act: str, *, who: str) -> str:
        """The whole sentence in the reader's language; the bare code of an act that is not known any more."""
        found = self._find("sentences", act)
        return str(found) % {"who": who} if found else act

    def label(self, fact: str) -> str:
        return str(self._find("labels", fact) or "")

    def field_of(self, fact: str) -> tuple[str, str] | None:
        return self._find("fields", fact)

    def codes_of(self, fact: str) -> Mapping[str, Words]:
        return self._find("codes", fact) or {}

    def is_hidden(self, fact: str) -> bool:
        return any(fact in acts.hidden for acts in self._declared)

    def _find(self, kind: str, name: str):
        return next((getattr(acts, kind)[name] for acts in self._declared if name in getattr(acts, kind)), None)

    def _refuse_repeated(self, new: Acts) -> None:
        for kind in (each.name for each in fields(Acts)):
            for acts in self._declared:
                if twice := set(getattr(acts, kind)) & set(getattr(new, kind)):
                    raise DeclaredTwice(f"{kind}: {', '.join(sorted(twice))} is declared already.")


known_acts = KnownActs()

OWN = Acts(
    sentences={"person.erased": _("%(who)s erased a person’s data from the ledger.")}, hidden=frozenset({"erased"})
)
ERASED = next(iter(OWN.sentences))
