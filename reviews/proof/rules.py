"""How a proof is told: its fingerprint, its end, and what became of it (G5). Pure."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reviews.results.rules.proving import CURRENT, ENDED, NOT_YET, WITHDRAWN

STATES = {
    CURRENT: _("valid"),
    ENDED: _("ended"),
    WITHDRAWN: _("withdrawn"),
    NOT_YET: _("not yet added"),
}
COUNTED, CORRECTED, TAKEN_OUT = "counted", "corrected", "withdrawn"
VALUE_STATES = {
    COUNTED: pgettext_lazy("value", "counted"),
    CORRECTED: _("corrected by then"),
    TAKEN_OUT: _("withdrawn by then"),
}
