"""The rows of the fiche in their order, and what is said where a row is empty (D2)."""

from django.utils.translation import gettext_lazy as _

# Rows of the fiche: label, the field that names the row, and fields whose words stand beside it.
FICHE = (
    (_("Challenge"), "challenge", ()),
    (_("Instigating organisation"), "instigator", ()),
    (_("Model"), "model", ("elements",)),
    (_("Formality"), "formality", ("formality_note",)),
    (_("Selection of partners"), "selection", ()),
    (_("Partners"), "partners", ("partner_categories",)),
    (_("Role of the PES"), "pes_role", ("pes_role_note",)),
    (_("Objective"), "objective", ()),
    (_("Target group"), "target_groups", ()),
    (_("Services"), "service_areas", ()),
    (_("Start date"), "commenced", ()),
    (_("Period"), "period", ()),
    (_("How it ended"), "ended_how", ()),
    (_("What was learnt"), "learnt", ()),
    (_("Reviewed"), "reviewed", ()),
    (_("Funding"), "funding", ()),
    (_("Targets, in words"), "targets_note", ()),
    (_("Added value"), "added_value", ()),
    (_("Success factors"), "success_factors", ()),
    (_("Strengths"), "strengths", ()),
    (_("More information"), "more_information", ()),
)
NOT_STATED = _("not stated in the source")
NOT_STATED_IN_PART = _("not stated in the part of the source that we read")
SUMS_BELOW = _("The sums are listed below.")
# rows of what has ended, and words beside a table: where nothing is said, nobody expects them
ONLY_WHEN_SAID = ("ended_how", "learnt", "targets_note")
OTHER_LABELS = {
    "regions": _("Regions"),
    "partner_categories": _("Categories of partners"),
    "read_in_part": _("How the sources were read"),
    "marks": _("Marks"),
    "notes": _("Notes to facts"),
    "dates": _("Dates"),
    "sums": _("Sums as agreed and as delivered"),
    "kept": _("Facts from earlier sources"),
    "targets": _("Targets and results"),
    "withheld": _("Kept back"),
    "contact_name": _("Contact person"),
}
