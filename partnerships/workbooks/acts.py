from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "workbook.written": _("%(who)s imported a portfolio from a file."),
        "workbook.given_up": _("%(who)s cancelled the import of a portfolio."),
        "workbook.undone": _("%(who)s undid the import of a portfolio."),
        "partnership.imported": _("%(who)s imported the partnership from a file."),
        "partnership.import_changed": _("%(who)s changed the partnership by importing a file."),
        "participation.import_changed": _("%(who)s changed a participant by importing a file."),
        "agreement.import_changed": _("%(who)s changed the record of an agreement by importing a file."),
        "measurement.imported": _("%(who)s imported values from a file."),
        "action.imported": _("%(who)s imported corrective actions from a file."),
    },
    labels={"file": _("file"), "changed": _("changed")},
)
