from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "organisation.registered": _("%(who)s registered the organisation."),
        "organisation.changed": _("%(who)s changed the organisation."),
        "organisation.renamed": _("%(who)s recorded a new name of the organisation."),
        "organisation.name_added": _("%(who)s added a name of the organisation."),
        "organisation.name_changed": _("%(who)s changed a name of the organisation."),
        "organisation.name_removed": _("%(who)s removed a name of the organisation."),
        "site.added": _("%(who)s added a site of the organisation."),
        "site.changed": _("%(who)s changed a site of the organisation."),
        "site.removed": _("%(who)s removed a site of the organisation."),
        "representation.saved": _("%(who)s recorded whom the organisation represents."),
        "representation.ended": _("%(who)s recorded that the organisation no longer represents another."),
        "representation.removed": _("%(who)s removed an organisation from those that this one represents."),
        "assessment.made": _("%(who)s assessed the organisation."),
        "contact.added": _("%(who)s added a contact person."),
        "contact.changed": _("%(who)s changed a contact person."),
    },
    labels={"renamed_on": _("name valid from")},
    fields={"successor": ("partnerships.Succession", "successor")},  # acts from when an organisation had one only
)
