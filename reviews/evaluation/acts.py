from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "evaluation.planned": _("%(who)s invited an external evaluator."),
        "evaluation.invitation_ended": _("%(who)s ended the invitation of an external evaluator."),
        "evaluation.reminded": _("%(who)s reminded an external evaluator."),
        "evaluation.saved": _("%(who)s wrote on an external evaluation."),
        "evaluation.handed_in": _("%(who)s handed in an external evaluation."),
        "evaluation.written_again": _("%(who)s began a new version of an external evaluation."),
        "evaluation.independence_decided": _("%(who)s decided on the independence of an external evaluation."),
        "evaluation.answer_saved": _("%(who)s wrote an answer to a recommendation."),
        "evaluation.answered": _("%(who)s sent the answers to an external evaluation."),
    },
    labels={
        "evaluation_part": _("part of the evaluation"),
        "version": _("version"),
        "fingerprint": _("fingerprint"),
        "matches": _("found by the check of independence"),
        "recommendation": _("recommendation"),
        "until": _("until"),
        "reads": _("may read"),
        "evaluator": _("evaluator"),
    },
    fields={"reads": ("partnerships.assignment", "reads")},
)
