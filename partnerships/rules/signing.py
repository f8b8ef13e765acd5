"""Words of signing that the schema keeps (S2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkEnd(models.TextChoices):
    """Why a link to sign works no more; one that nobody used ends with its last day and has none of these."""

    SIGNED = "signed", _("signed with this link")
    DECLINED = "declined", _("declined with this link")
    OTHERWISE = "otherwise", _("signed in another way")
    NEWER = "newer", _("followed by a newer link")
    OTHER_PERSON = "other_person", _("another person signs")
    RECALLED = "recalled", _("the text was recalled")
