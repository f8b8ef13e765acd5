"""The words of partners in a review: what they say of the record, of figures and of the draft (R3, R8)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RecordSays(models.TextChoices):
    """R8: what a partner says of a line of the record, of an agreed action, or of a figure."""

    RIGHT = "right", pgettext_lazy("the record", "That is right")
    NOT_QUITE = "not_quite", pgettext_lazy("the record", "Not quite")
    DONE = "done", pgettext_lazy("agreed action", "It is done")
    LATER = "later", pgettext_lazy("agreed action", "It will be done by another day")
    CANNOT = "cannot", pgettext_lazy("agreed action", "We cannot do it")
    NEWER = "newer", pgettext_lazy("figure", "There is a newer figure")
    UNKNOWN = "unknown", pgettext_lazy("figure", "We do not know it yet")


class LinkEnd(models.TextChoices):
    """Why a link to a partner's part works no more."""

    REPLACED = "replaced", _("a newer link was sent")
    HANDED_OVER = "handed_over", _("another person of the partner answers")
    WITHDRAWN = "withdrawn", _("the office no longer asks")


class ContactLinkEnd(models.TextChoices):
    """Why the standing link of a partner's contact works no more."""

    WITHDRAWN = "withdrawn", _("ended by the office")
    CONTACT_LEFT = "contact_left", _("the contact has left the partner")
    PARTNER_LEFT = "partner_left", _("the partner has left the partnership")
    TOO_OLD = "too_old", _("older than a year")


class DraftAnswerKind(models.TextChoices):
    """R3: how a partner answers the draft of a review."""

    AGREE = "agree", pgettext_lazy("draft of a review", "We agree")
    REMARK = "remark", pgettext_lazy("draft of a review", "We agree, with a remark")
    OBJECT = "object", pgettext_lazy("draft of a review", "We object")


class ObjectionPart(models.TextChoices):
    """What an objection is about."""

    OBJECTIVE = "objective", _("A figure, or what is said about an objective")
    US = "us", _("What is said about us")
    DECISION = "decision", _("The decision, or what it starts")
