"""The parts of an organisation's page: facts, names, places in partnerships, judgements (F2, F3, F4)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.models import Assessment, Organisation, Participation, Partnership, Party, Signature
from partnerships.models.participation import ParticipationQuerySet
from partnerships.rules.lifecycle import OPEN_VERSION, AgreementStatus
from partnerships.shared.forms.languages import language_name
from partnerships.shared.forms.regions import names_of
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.lib.dates import display_date

GOVERNS_OR_COMES = {AgreementStatus.IN_FORCE, *OPEN_VERSION}


@dataclass(frozen=True)
class PartyLine:
    """One text to which the organisation is a party, and what it took on there."""

    party: Party

    @property
    def agreement(self) -> Any:
        return self.party.agreement

    @property
    def url(self) -> str:
        name = "agreement" if self.agreement.is_draft else "agreement_text"
        return reverse(f"partnerships:{name}", args=[self.agreement.pk])

    @property
    def signed(self) -> str:
        """When it signed; of a text signed elsewhere as far as a source says."""
        given = self.party.given
        if given:
            return display_date(given[0].at)
        if not self.agreement.is_elsewhere or not self.party.must_sign:
            return ""
        rows = self.party.signed_elsewhere.all()
        day = next((row.signed.display() for row in rows if row.signed), "") or self.agreement.signed.display()
        return _("%(day)s, elsewhere") % {"day": day} if day else _("elsewhere; no day is known")

    @property
    def groups(self) -> list[dict[str, Any]]:
        """What it owns: responsibilities, contributions, objectives, each with the count in words."""
        party, found = self.party, []
        duties, gifts, aims = party.responsibilities.all(), party.contributions.all(), party.objectives.all()
        if duties:
            words = ngettext("%(n)s responsibility", "%(n)s responsibilities", len(duties)) % {"n": len(duties)}
            found.append({"title": words, "lines": [duty.text for duty in duties]})
        if gifts:
            words = ngettext("%(n)s contribution", "%(n)s contributions", len(gifts)) % {"n": len(gifts)}
            found.append({"title": words, "lines": [gift.description or gift.get_kind_display() for gift in gifts]})
        if aims:
            words = ngettext("%(n)s objective", "%(n)s objectives", len(aims)) % {"n": len(aims)}
            found.append({"title": words, "lines": [aim.title for aim in aims]})
        return found


@dataclass(frozen=True)
class Place:
    """The organisation in one partnership; older texts are counted, those that govern or come are shown."""

    participation: Participation

    @property
    def texts(self) -> list[PartyLine]:
        return [PartyLine(party) for party in self._parties if party.agreement.status in GOVERNS_OR_COMES]

    @property
    def earlier(self) -> list[PartyLine]:
        return [PartyLine(party) for party in self._parties if party.agreement.status not in GOVERNS_OR_COMES]

    @property
    def _parties(self) -> list[Party]:
        return list(self.participation.parties.all())


def places_of(request: HttpRequest, shown: Organisation) -> ParticipationQuerySet:
    """Where it takes part, as far as this person may see; those of today first."""
    given = Signature.objects.counting()
    parties = (
        Party.objects.exclude(agreement__status=AgreementStatus.WITHDRAWN)
        .select_related("agreement")
        .order_by("-agreement__position", "-agreement__version", "order", "pk")
        .prefetch_related(
            "responsibilities",
            "contributions",
            "objectives",
            "signed_elsewhere",
            Prefetch("signatures", given, to_attr="given"),
        )
    )
    rows = shown.participations.filter(partnership__in=Partnership.objects.visible_to(request.membership))
    rows = rows.select_related("partnership", "successor__organisation").prefetch_related(Prefetch("parties", parties))
    return rows.order_by("partnership__ended_on", "left", "partnership__title", "pk")


def assessments_of(request: HttpRequest, shown: Organisation) -> QuerySet[Assessment]:
    """X1: those made in general stay in the house; those for a partnership go with it."""
    seen = Q(partnership__in=Partnership.objects.visible_to(request.membership))
    if request.membership.role != Role.EVALUATOR:
        seen |= Q(partnership=None)
    return shown.assessments.filter(seen).select_related("partnership", "author").order_by("-on", "-pk")


def names_of_organisation(shown: Organisation) -> list[dict[str, Any]]:
    """The present name first, which the end of the organisation ends too; then the others, the latest first."""
    last = {"present": True, "until": shown.ended.display()}
    ends = [line.valid_to for line in shown.names.all() if line.valid_to and line.language == shown.language]
    since = {"from": max(ends).display() if ends else ""}  # where the name before it ended
    present = {"name": shown.name, "code": shown.language, "language": language_name(shown.language), **last, **since}
    english = {"name": shown.english_beside, "code": "en", "language": language_name("en"), **last}
    others = [
        {
            "name": line.name,
            "code": line.language,
            "language": language_name(line.language),
            "from": line.valid_from.display(),
            "until": line.valid_to.display(),
            "pk": line.pk,
        }
        for line in sorted(shown.names.all(), key=lambda line: (not line.valid_to, line.valid_to), reverse=True)
    ]
    return [present, *([english] if shown.english_beside else []), *others]


def _where(shown: Organisation) -> str:
    """“Pulko g. 12, 62135 Alytus, Lithuania”, as far as it is known."""
    town = " ".join(part for part in (shown.postcode, shown.place) if part)
    return ", ".join(part for part in (shown.street, town, shown.country.name) if part)


def _mailto(address: str) -> str:
    return format_html('<a href="mailto:{0}">{0}</a>', address) if address else ""


def facts_of(shown: Organisation) -> list[dict[str, object]]:
    kind = shown.get_category_display()
    rows = [
        {"label": _("Category"), "value": kind, "note": str(shown.type) if shown.type else ""},
        {"label": _("Level"), "value": shown.get_level_display()},
        {"label": _("Where"), "value": _where(shown)},
        {"label": _("E-mail"), "value": _mailto(shown.email)},
        {"label": _("Telephone"), "value": shown.phone},
        {"label": _("Regions"), "value": names_of(shown.regions.all())},
        {"label": _("Registration number"), "value": shown.registration_number},
        {"label": _("Services offered"), "value": shown.offers},
        {"label": _("Services"), "value": ", ".join(area.name for area in shown.service_areas.all())},
        {"label": _("Client groups served"), "value": ", ".join(group.name for group in shown.target_groups.all())},
    ]
    return [row for row in rows if row["value"]]
