"""What a change of representative, and the fresh look after it, must say (X3, S4). Pure."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "nobody": _("Say who left, or who follows, or both."),
    "same_person": _("The person who left cannot follow. Choose somebody else, or enter a new person."),
    "left_already": _("%(name)s has left before, on %(day)s. Choose one of the present contacts."),
    "mandate_missing": _(
        "Write what gives the new person the mandate before you confirm it: a decision with its date."
    ),
    "nobody_to_confirm": _("Nobody follows yet, so there is no mandate to confirm. Record who follows first."),
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
