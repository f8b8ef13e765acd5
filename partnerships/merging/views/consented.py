"""Merging records and the end of an organisation, as other offices are asked and as it is then done (F2)."""

from collections.abc import Callable
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.hooks import ConsentAct
from partnerships.merging.forms.merging import MergeForm
from partnerships.merging.forms.succession import EndForm
from partnerships.merging.rules import MergeRefused
from partnerships.merging.services import merging as services
from partnerships.merging.services.merging_facts import compared
from partnerships.merging.services.succession import end_organisation, reopen_organisation
from partnerships.models import Consent, Organisation, OrganisationMerge
from partnerships.shared.services.refused import Refused
from pes_partnerships.accounts.models import Membership
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.findings import Finding

from .places import places_within_reach

Done = Callable[[Consent, Any, Actor], None]


def _told(act: Done) -> Done:
    """A merge that cannot be is refused in the words of its page."""

    def done(consent: Consent, form: Any, by: Actor) -> None:
        try:
            act(consent, form, by)
        except MergeRefused as refusal:
            raise Refused([Finding(refusal.code, str(refusal))]) from refusal

    return done


def _other(consent: Consent) -> Organisation:
    return Organisation.objects.select_related("type", "pes", "merged_into").get(pk=consent.ref)


def _merged(consent: Consent, typed: QueryDict) -> MergeForm:
    return MergeForm(typed, facts=compared(consent.organisation, _other(consent)))


@_told
def _merge(consent: Consent, form: MergeForm, by: Actor) -> None:
    services.merge(kept=consent.organisation, merged=_other(consent), by=by, choose=form.choices())


def _about_other(consent: Consent) -> list[dict[str, Any]]:
    other = Organisation.objects.filter(pk=consent.ref).first()
    return [{"label": _("Record that is merged into it"), "value": other.name}] if other else []


def _undone(consent: Consent) -> OrganisationMerge:
    return OrganisationMerge.objects.select_related("kept", "merged").get(pk=consent.ref)


@_told
def _undo(consent: Consent, form: None, by: Actor) -> None:
    services.undo_merge(merge=_undone(consent), by=by)


def _about_undone(consent: Consent) -> list[dict[str, Any]]:
    return [{"label": _("Record that is separate again"), "value": _undone(consent).merged.name}]


def _ended(consent: Consent, typed: QueryDict) -> EndForm:
    """The places in which the successor carries on are those that the person who asked may see."""
    membership = Membership.objects.active().managers().filter(user=consent.asked_by, service=consent.service)
    places = places_within_reach(membership.filter(office=consent.office).first(), consent.organisation)
    return EndForm(typed, organisation=consent.organisation, places=places)


def _end(consent: Consent, form: EndForm, by: Actor) -> None:
    end_organisation(organisation=consent.organisation, by=by, **form.values())


def _reopen(consent: Consent, form: None, by: Actor) -> None:
    reopen_organisation(organisation=consent.organisation, by=by)


def _formless(consent: Consent, typed: QueryDict) -> None:
    return None


CONSENT_ACTS = {
    "merge": ConsentAct(gettext_lazy("Merge two records of the organisation"), _merged, _merge, about=_about_other),
    "merge_undo": ConsentAct(gettext_lazy("Undo a merge of two records"), _formless, _undo, about=_about_undone),
    "organisation_end": ConsentAct(
        gettext_lazy("Record the end of the organisation"), _ended, _end, hides=("carry_on",)
    ),
    "organisation_reopen": ConsentAct(gettext_lazy("Undo the end of the organisation"), _formless, _reopen),
}
