from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "review.partner_asked": _("%(who)s asked a partner for its part of the review."),
        "review.partner_not_asked": _("%(who)s no longer asks a partner for its part of the review."),
        "review.partner_day_moved": _("%(who)s moved the day by which a partner sends its part of the review."),
        "review.partner_reminded": _("%(who)s reminded a partner of the review."),
        "review.partner_link_handed_over": _("%(who)s named another person who answers for a partner."),
        "review.partner_stated": _("%(who)s sent a partner’s part of the review."),
        "review.partner_taken_in": _("%(who)s entered a partner’s part of the review for the partner."),
        "review.draft_shown": _("%(who)s showed the draft of the review to the partners."),
        "review.draft_answered": _("%(who)s answered the draft of the review for a partner."),
        "review.draft_answer_taken_in": _(
            "%(who)s entered a partner’s answer to the draft of the review for the partner."
        ),
        "review.objection_answered": _("%(who)s answered a partner’s objection to the draft of the review."),
        "review.outcome_told": _("%(who)s sent the outcome of the review to the partners."),
    },
    labels={
        "receipt": _("number of the receipt"),
        "entered_for": _("entered for"),
        "who_answers": _("who answers"),
        "draft_answer": _("answer to the draft"),
        "partners_told": _("partners informed"),
        "not_told": _("partners without an address"),
    },
    fields={"draft_answer": ("reviews.draftanswer", "kind")},
)
