"""What is said where an act on an organisation needs the consent of other offices (F2, X1). Pure."""

from django.utils.translation import gettext_lazy as _

from pes_partnerships.lib.findings import Finding

CLOSED = _("This request has been closed in the meantime. Nothing was changed.")
ANSWERED = _("Your office has answered in the meantime. Nothing was changed.")
WHY_NOT = _("State the reason: the office that asked has to know what stands against it.")
NO_LONGER_MANAGER = _("The person who asked no longer works here as a partnership manager.")
NO_LONGER_THERE = _("What it was about no longer exists.")
CHANGED_SINCE = _("Somebody else changed the same facts after the request was made.")
NO_LONGER_VALID = _("What was entered is no longer possible:")


def unasked(offices: list[str]) -> list[Finding]:
    """The guard of the services: an act that reached them without the consent that it needs."""
    words = _("This organisation takes part in partnerships of other offices (%(offices)s). They have to agree first.")
    return [Finding("consent_needed", words % {"offices": ", ".join(offices)})]
