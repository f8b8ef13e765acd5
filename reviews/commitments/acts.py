from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts
from reviews.rules.commitment_words import CommitmentEnd

ACTS = Acts(
    sentences={
        "commitments.followed": _("%(who)s entered the commitments of the agreement as tasks."),
        "commitments.ended": _("%(who)s ended commitments, and closed what was open of them."),
        "commitment.added": _("%(who)s added a commitment that was made elsewhere."),
        "commitment.added_by_hand": _("%(who)s added by hand a commitment from the prose of the agreement."),
        "commitment.changed": _("%(who)s changed who keeps a commitment, or how often."),
        "commitment.measured": _("%(who)s stated how a commitment is measured."),
        "commitment.ended": _("%(who)s ended a commitment that had been added."),
        "commitment.asked": _("%(who)s asked a party to keep a commitment on a day."),
        "commitment.sent": _("%(who)s said that a commitment was kept."),
        "commitment.accepted": _("%(who)s accepted what was done for a commitment."),
        "commitment.returned": _("%(who)s returned what was done for a commitment."),
        "commitment.moved": _("%(who)s moved a task of a commitment to another day."),
        "commitment.set_aside": _("%(who)s set a task of a commitment aside."),
        "commitment.reminded": _("%(who)s reminded of a commitment."),
    },
    labels={
        "commitments_added": _("commitments added"),
        "commitments_ended": _("commitments ended"),
        "ended_because": _("reason"),
        "sent_on": _("done on"),
        "words": _("in words"),
    },
    codes={"ended_because": dict(CommitmentEnd.choices)},
)
