from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "series.planned": _("%(who)s planned a series."),
        "series.continued": _("%(who)s continued a series under a newer version."),
        "series.changed": _("%(who)s changed a series."),
        "series.ended": _("%(who)s ended a series."),
        "review.planned": _("%(who)s planned a review."),
        "review.moved": _("%(who)s moved the review to another day."),
        "occurrence.held": _("%(who)s recorded that a report, a meeting or an evaluation was done."),
        "review.entered": _("%(who)s entered a review that was held before."),
        "review.cancelled": _("%(who)s cancelled a planned review."),
        "settings.changed": _("%(who)s changed the settings."),
    },
)
