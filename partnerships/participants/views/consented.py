"""Changes of the people of an organisation, as other offices are asked about them and as they are then done (X3)."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.hooks import ConsentAct
from partnerships.models import Consent, Contact, Signatory
from partnerships.participants.forms.contact import ContactForm
from partnerships.participants.forms.representative import RepresentativeForm
from partnerships.participants.rules.representatives import RepresentativeRefused
from partnerships.participants.services.representatives import change_representative, save_contact
from partnerships.shared.services.refused import Refused
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.findings import Finding


def _contact(consent: Consent) -> Contact:
    return Contact.objects.select_related("organisation").get(pk=consent.ref)


def _changed(consent: Consent, typed: QueryDict) -> ContactForm:
    return ContactForm(typed, instance=_contact(consent), organisation=consent.organisation)


def _change(consent: Consent, form: ContactForm, by: Actor) -> None:
    save_contact(contact=_contact(consent), by=by, **form.values())


def _about(consent: Consent) -> list[dict[str, Any]]:
    contact = Contact.objects.filter(pk=consent.ref).first()
    if contact is None:
        return []
    lines = [{"label": _("Contact"), "value": str(contact)}]
    if Signatory.objects.still_to_sign().filter(contact=contact).exists():
        words = _(
            "This contact is asked to sign a text. A link that was sent stays at its address; the next one goes to the "
            "address on record."
        )
        lines.append({"label": _("Links to sign"), "value": words})
    return lines


def _followed(consent: Consent, typed: QueryDict) -> RepresentativeForm:
    return RepresentativeForm(typed, organisation=consent.organisation)


def _follow(consent: Consent, form: RepresentativeForm, by: Actor) -> None:
    try:
        change_representative(organisation=consent.organisation, by=by, **form.values())
    except RepresentativeRefused as refusal:
        raise Refused([Finding(refusal.code, str(refusal))]) from refusal


CONSENT_ACTS = {
    "contact_change": ConsentAct(gettext_lazy("Change a contact"), _changed, _change, about=_about),
    "representative_change": ConsentAct(gettext_lazy("Record a change of representative"), _followed, _follow),
}
