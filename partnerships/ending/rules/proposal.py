"""The steps of an ending where the agreement has no protocol: the five matters, each with a time limit (A8, R9)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

PROPOSED: tuple[tuple[str, object, int], ...] = (
    (
        "clients",
        _(
            "Clients in a service are told in writing, and each is passed on to a named adviser who completes the "
            "service."
        ),
        30,
    ),
    (
        "personal_data",
        _(
            "Personal data are returned to the party that gave them or deleted, and the deletion is confirmed in "
            "writing."
        ),
        60,
    ),
    (
        "money",
        _("Money not spent is returned to the party that gave it, and the final account is sent to all parties."),
        90,
    ),
    (
        "duties",
        _("Obligations to third parties are fulfilled or transferred; who takes over which obligation is recorded."),
        90,
    ),
    ("records", _("The agreement, its reviews and the records of the partnership are kept in one place."), 90),
)


@dataclass(frozen=True)
class ProposedStep:
    matter: str
    act: str
    within_days: int


def proposed_steps() -> list[ProposedStep]:
    """In the language that is active."""
    return [ProposedStep(matter, str(act), days) for matter, act, days in PROPOSED]
