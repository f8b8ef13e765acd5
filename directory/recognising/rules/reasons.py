"""Why an entry may be that of a partnership, in words (D4)."""

from django.utils.translation import gettext_lazy as _

from partnerships.matching.rules.names import REASONS

WHY = {
    "source": _("the same address of a source"),
    "number": _("the same number at the employment service"),
    "reference": _("the same reference number"),
    "title_original": _("the same name in the original language"),
    **REASONS,
}
