from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "draft.shared": _("%(who)s shared the draft for comment."),
        "draft.comments_asked": _("%(who)s asked a partner for comments on the draft."),
        "draft.comments_extended": _("%(who)s extended the time for comments on the draft."),
        "draft.comments_closed": _("%(who)s closed the comments on the draft."),
        "draft.comments_finished": _("%(who)s finished commenting on the draft."),
        "remark.made": _("%(who)s commented on the draft."),
        "remark.withdrawn": _("%(who)s withdrew a comment on the draft."),
        "remark.answered": _("%(who)s answered a comment on the draft."),
    },
    labels={
        "part": _("part"),
        "ends_on": _("comments requested by"),
        "finish": _("outcome"),
        "remark_answer": _("answer"),
        "remark_kind": _("kind"),
    },
    fields={
        "finish": ("partnerships.commentrequest", "finish"),
        "remark_answer": ("partnerships.remark", "answer"),
        "remark_kind": ("partnerships.remark", "kind"),
    },
)
