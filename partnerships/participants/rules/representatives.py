"""What a change of representative, and the fresh look after it, must say (X3, S4). Pure."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "nobody": _("Enter the departing representative, the new representative, or both."),
    "same_person": _(
        "The departing representative cannot be the successor. Choose another person, or enter a new person."
    ),
    "left_already": _("%(name)s already left on %(day)s. Choose a current contact."),
    "mandate_missing": _(
        "State the source of the new representative’s mandate before you confirm it: for example a decision "
        "with its date."
    ),
    "nobody_to_confirm": _(
        "No successor has been named, so there is no mandate to confirm. Record the successor first."
    ),
}


class RepresentativeRefused(Exception):
    """`str()` is the sentence for the page; `field` says where on the form it belongs."""

    def __init__(self, code: str, field: str, **names: str):
        super().__init__(code)
        self.code = code
        self.field = field
        self.names = names

    def __str__(self) -> str:
        return str(REFUSALS[self.code]) % self.names
