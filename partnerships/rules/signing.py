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


class NameSaid(models.TextChoices):
    """What a signer says of a name other than the one in the request."""

    SAME = "same", _("I am the person named. My name has changed or is written differently.")
    OTHER = "other", _("I am another person, and I may sign for this organisation.")


class CheckOutcome(models.TextChoices):
    """What became of a signature that had to be checked before it counts."""

    SAME_PERSON = "same_person", _("The same person under another name")
    OTHER_PERSON = "other_person", _("Another person who may sign")
    COMPARED = "compared", _("The paper agrees with the text")
    SET_ASIDE = "set_aside", _("Set aside: it does not count")
