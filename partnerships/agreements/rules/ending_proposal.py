"""What a dissolution protocol begins with: the four matters, each with an arrangement and a time limit (A8).

Nothing of it is in the text before somebody saves it.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

PROPOSED: tuple[tuple[str, Any, int], ...] = (
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
)
MAY_END_BY = _("Each party, in writing to all other parties")
NOTICE = _("three months")


def proposed_steps(owner: int | None) -> list[dict[str, Any]]:
    """Lines as the page of the protocol takes them, worded in the language that is active. `owner`: key of the lead."""
    return [{"matter": matter, "act": str(act), "within_days": days, "owner": owner} for matter, act, days in PROPOSED]
