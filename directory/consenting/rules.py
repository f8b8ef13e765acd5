"""What a contact person agrees to, in whole sentences, and for how long (D3)."""

from datetime import date

from django.utils.translation import gettext as _

from pes_partnerships.lib.dates import add_months, display_date

MONTHS = 36


def last_day(today: date) -> date:
    """Nobody is named for ever: after this day they are asked again, or named no longer."""
    return add_months(today, MONTHS)


def agreed_words(*, name: str, email: str, organisation: str, partnership: str, ends_on: date) -> list[str]:
    """What is shown, where, for how long, and how it is taken back."""
    return [
        _("My name (%(name)s), my organisation (%(organisation)s) and my e-mail address (%(email)s) may be shown.")
        % {"name": name, "organisation": organisation, "email": email},
        _("They are shown on the public page of the partnership “%(title)s” in the directory, which anyone can read.")
        % {"title": partnership},
        _("They are shown until %(day)s at the latest, and only while I work for this organisation.")
        % {"day": display_date(ends_on)},
        _("I can withdraw this consent at any time with the link in the e-mail. The page then no longer shows me."),
    ]
