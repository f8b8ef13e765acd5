from django.utils.translation import gettext_lazy as _

from partnerships.rules.model_choice import Model
from partnerships.rules.vocabulary import Skill
from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "examination.saved": _("%(who)s saved the self-examination."),
        "examination.decided": _("%(who)s decided whether to continue."),
        "chain.saved": _("%(who)s saved the chain of support."),
        "chain.removed": _("%(who)s removed a need from the chain of support."),
        "cover.saved": _("%(who)s saved who covers which need."),
        "support_need.saved": _("%(who)s saved a support need of the partnership."),
        "support_need.removed": _("%(who)s removed a support need of the partnership."),
        "model.advised": _("%(who)s consulted the model adviser."),
        "model.decided": _("%(who)s decided on the model."),
        "team.saved": _("%(who)s saved a member of the partnership’s team."),
        "skills.marked": _("%(who)s recorded skills of the partnership’s team."),
        "training.saved": _("%(who)s saved a training course of the partnership’s team."),
        "training.removed": _("%(who)s removed a training course of the partnership’s team."),
    },
    labels={
        "answered": _("questions answered"),
        "proposed": _("proposed model"),
        "skills": _("skills"),
        "people": _("people"),
    },
    codes={"proposed": dict(Model.choices), "skills": dict(Skill.choices)},
)
