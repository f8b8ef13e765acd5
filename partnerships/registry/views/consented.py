"""Changes of an organisation and its names, as other offices are asked about them and as they are then done (F2)."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.hooks import ConsentAct
from partnerships.models import Consent, Organisation, OrganisationName, Site
from partnerships.registry.forms.organisation import OrganisationForm
from partnerships.registry.forms.organisation_name import NameForm, RenameForm
from partnerships.registry.forms.site import SiteForm
from partnerships.registry.services.names_over_time import change_name, remove_name, rename_organisation
from partnerships.registry.services.organisations import change_organisation
from partnerships.registry.services.sites import change_site, remove_site
from partnerships.shared.forms.seen import with_seen
from pes_partnerships.ledger.services import Actor


def _changed(consent: Consent, typed: QueryDict) -> OrganisationForm:
    known = Organisation.objects.get(pk=consent.organisation_id)  # the form writes on the row that it is given
    return OrganisationForm(typed, instance=known, service=consent.service)


def _change(consent: Consent, form: OrganisationForm, by: Actor) -> None:
    change_organisation(organisation=consent.organisation, by=by, **form.values())


def _renamed(consent: Consent, typed: QueryDict) -> RenameForm:
    return RenameForm(typed, organisation=consent.organisation)


def _rename(consent: Consent, form: RenameForm, by: Actor) -> None:
    rename_organisation(organisation=consent.organisation, by=by, **form.cleaned_data)


def _line(consent: Consent) -> OrganisationName:
    return OrganisationName.objects.select_related("organisation__service").get(pk=consent.ref)


def _line_changed(consent: Consent, typed: QueryDict) -> NameForm:
    return NameForm(typed, organisation=consent.organisation, line=_line(consent))


def _change_line(consent: Consent, form: NameForm, by: Actor) -> None:
    change_name(other=_line(consent), by=by, **with_seen(form, form.cleaned_data))


def _remove_line(consent: Consent, form: None, by: Actor) -> None:
    remove_name(other=_line(consent), by=by)


def _about_line(consent: Consent) -> list[dict[str, Any]]:
    line = OrganisationName.objects.filter(pk=consent.ref).first()
    return [{"label": _("Former or other name"), "value": line.name}] if line else []


def _site(consent: Consent) -> Site:
    return Site.objects.select_related("organisation__service").get(pk=consent.ref)


def _site_changed(consent: Consent, typed: QueryDict) -> SiteForm:
    return SiteForm(typed, organisation=consent.organisation, site=_site(consent))


def _change_site(consent: Consent, form: SiteForm, by: Actor) -> None:
    change_site(site=_site(consent), by=by, **with_seen(form, form.cleaned_data))


def _remove_site(consent: Consent, form: None, by: Actor) -> None:
    remove_site(site=_site(consent), by=by)


def _about_site(consent: Consent) -> list[dict[str, Any]]:
    site = Site.objects.filter(pk=consent.ref).first()
    return [{"label": _("Site"), "value": site.title}] if site else []


CONSENT_ACTS = {
    "organisation_change": ConsentAct(gettext_lazy("Change facts of the organisation"), _changed, _change),
    "organisation_rename": ConsentAct(gettext_lazy("Record a new name of the organisation"), _renamed, _rename),
    "name_change": ConsentAct(
        gettext_lazy("Change a former or other name"), _line_changed, _change_line, about=_about_line
    ),
    "name_remove": ConsentAct(
        gettext_lazy("Remove a former or other name"), lambda consent, typed: None, _remove_line, about=_about_line
    ),
    "site_change": ConsentAct(gettext_lazy("Change a site"), _site_changed, _change_site, about=_about_site),
    "site_remove": ConsentAct(
        gettext_lazy("Remove a site"), lambda consent, typed: None, _remove_site, about=_about_site
    ),
}
