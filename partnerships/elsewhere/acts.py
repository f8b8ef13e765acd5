from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "record.begun": _("%(who)s began the record of an agreement signed elsewhere."),
        "record.saved": _("%(who)s saved the record of an agreement signed elsewhere."),
        "record.correction_begun": _("%(who)s began to correct the record of an agreement signed elsewhere."),
        "record.corrected": _("%(who)s corrected the record of an agreement signed elsewhere."),
        "record.governs": _("%(who)s recorded an agreement signed elsewhere, which governs by its own dates."),
        "record.objectives_taken": _("%(who)s took the objectives of another edition as a start."),
        "record.signers": _("%(who)s saved who signed elsewhere."),
        "record.file_added": _("%(who)s added a file to the record of an agreement."),
        "record.file_removed": _("%(who)s removed a file from the record of an agreement."),
    },
    labels={
        "date_notes": _("certainty of the dates"),
        "signed_elsewhere": _("signatures given elsewhere"),
        "file_name": _("name of the file"),
        "parent": _("umbrella partnership"),
        "parent_agreement": _("umbrella agreement"),
    },
)
