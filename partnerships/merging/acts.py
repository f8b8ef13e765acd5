from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "organisation.ended": _("%(who)s recorded the end of the organisation."),
        "organisation.reopened": _("%(who)s reversed the end of the organisation."),
        "organisation.merged": _("%(who)s merged two records of one organisation."),
        "organisation.merge_undone": _("%(who)s undid the merge of two records."),
    },
    labels={"carried_on": _("roles taken over by the successor")},
)
