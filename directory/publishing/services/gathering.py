"""Collects the facts of a partnership that the projection may look at; reads only (D4)."""

from collections import defaultdict
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.consenting.services.asking import valid_contacts
from directory.projection.rules.facts import (
    ContactFacts,
    ContributionFacts,
    MarkFacts,
    ObjectiveFacts,
    PartnerFacts,
    PartnershipFacts,
    PeriodFacts,
    ResultFacts,
)
from directory.projection.rules.projection import TEXT_FIELDS
from partnerships.models import Agreement, Contact, Ending, FactMark, Objective, Participation, Partnership
from partnerships.objectives.rules.targets import target_words, wanted
from partnerships.objectives.services import target_text
from partnerships.rules.lifecycle import OPEN_VERSION, SIGNED_ONCE, AgreementStatus, ParticipationStatus
from pes_partnerships.lib.dates import display_date
from reviews.models import Measurement, Review, Series
from reviews.rules.lifecycle import ReviewStatus
from reviews.rules.vocabulary import SeriesKind

PLAIN_TEXTS = (
    "title", "title_original", "original_language", "place", "challenge", "instigator", "pes_role",
    "pes_role_note", "added_value", "success_factors", "strengths", "more_information", "source",
)  # fmt: skip


MARKED = (*TEXT_FIELDS, "target_groups", "service_areas", "regions")


def facts_of(partnership: Partnership, today: date) -> PartnershipFacts:
    """Needs the scope of the partnership's service. A text that nobody signed is never looked at."""
    versions = list(Agreement.objects.filter(partnership=partnership))
    governing = governing_text(versions)
    participations = list(
        Participation.objects.filter(partnership=partnership).select_related("organisation").order_by("order", "pk")
    )
    members = [each for each in participations if each.status == ParticipationStatus.MEMBER]
    return PartnershipFacts(
        plain=_plain(partnership, governing),
        purpose=partnership.purpose,
        selection_method=partnership.get_selection_method_display(),
        selection_note=partnership.selection_note,
        period=_period(partnership, governing),
        partners=tuple(_partner(each) for each in members),
        not_members=len(participations) - len(members),
        contributions=_contributions(governing),
        objectives=_objectives(governing),
        reviewed=_reviewed(partnership, governing),
        contacts=_contacts(partnership, members),
        has_draft=any(version.status in OPEN_VERSION for version in versions),
        has_signatories=governing is not None,
        value_reported=_value_reported(partnership),
        marks=_marks(partnership),
    )


def _marks(partnership: Partnership) -> dict[str, MarkFacts]:
    """The marks of facts that an entry has a field for."""
    named = {"purpose": "objective", "ends": "period"}
    rows = FactMark.objects.filter(partnership=partnership)
    found = {named.get(row.about, row.about): MarkFacts(row.mark, row.other, row.source) for row in rows}
    return {name: mark for name, mark in found.items() if name in MARKED}


def governing_text(versions: list[Agreement]) -> Agreement | None:
    """The version in force, else the one signed last; newest first in, None where nothing was signed."""
    signed = [version for version in versions if version.status in SIGNED_ONCE]
    in_force = [version for version in signed if version.status == AgreementStatus.IN_FORCE]
    return next(iter(in_force or signed), None)


def _plain(partnership: Partnership, governing: Agreement | None) -> dict[str, object]:
    plain: dict[str, object] = {name: getattr(partnership, name) for name in PLAIN_TEXTS}
    plain |= {
        "pes_name": partnership.service.name,
        "countries": [country.code for country in partnership.countries],
        "regions": sorted(partnership.regions.values_list("pk", flat=True)),
        "target_groups": list(partnership.target_groups.values_list("pk", flat=True)),
        "service_areas": list(partnership.service_areas.values_list("pk", flat=True)),
    }
    if governing is not None:
        plain |= {
            "model": governing.model,
            "elements": list(governing.elements),
            "formality": governing.formality,
        }
    return plain


def _period(partnership: Partnership, governing: Agreement | None) -> PeriodFacts:
    own = {
        "commenced": partnership.commenced,
        "ended_on": partnership.ended_on,
        "note": partnership.period_note,
        **_approved_words(partnership),
    }
    if governing is None:
        return PeriodFacts(**own)
    return PeriodFacts(
        **own,
        begins=governing.effective or governing.signed,
        ends=governing.ends,
        open_ended=governing.is_open_ended,
        in_force=governing.status == AgreementStatus.IN_FORCE,
        is_recorded=governing.is_elsewhere,
        registry_number=governing.registry_number,
        publication=governing.publication_url,
    )


def _approved_words(partnership: Partnership) -> dict[str, str]:
    """D4: how it ended and what was learnt, in no other words than those that a manager approved."""
    ending = Ending.objects.standing().filter(partnership=partnership, approved_on__isnull=False).first()
    return {"ended_how": ending.public_how, "learnt": ending.public_learnt} if ending else {}


def _partner(participation: Participation) -> PartnerFacts:
    organisation = participation.organisation
    category = organisation.category if organisation else participation.category
    beside = organisation.english_beside if organisation else ""
    name = f"{participation.name} ({beside})" if beside else participation.name
    return PartnerFacts(name=name, category=category, counted=participation.counted, role=participation.role)


def _contributions(governing: Agreement | None) -> tuple[ContributionFacts, ...]:
    if governing is None:
        return ()
    rows = governing.contributions.select_related("party__participation__organisation").prefetch_related(
        "given_with__organisation"
    )
    return tuple(
        ContributionFacts(
            giver=each.giver,
            kind=each.get_kind_display(),
            amount=each.amount,
            currency=each.currency,
            unit=each.unit,
            period=each.period_words,
            payment=each.get_payment_display(),
            description=each.description,
            withheld=each.is_withheld,
        )
        for each in rows
    )


def _objectives(governing: Agreement | None) -> tuple[ObjectiveFacts, ...]:
    if governing is None:
        return ()
    objectives = list(governing.objectives.prefetch_related("quotas").order_by("order", "pk"))
    results = _results(governing, objectives)
    return tuple(
        ObjectiveFacts(
            title=each.title,
            statement=each.statement,
            indicator=each.indicator,
            comparator=each.comparator,
            target_words=target_words(target_text(each)),
            target=wanted(target_text(each)),
            unit=each.unit,
            due=each.due.display(),
            quotas=tuple(
                _("%(share)s, of %(base)s") % {"share": str(quota), "base": quota.base} for quota in each.quotas.all()
            ),
            result=results.get(each.lineage),
        )
        for each in objectives
    )


def _results(governing: Agreement, objectives: list[Objective]) -> dict[object, ResultFacts]:
    """The latest value that stands for each objective, over all versions of the text (O2)."""
    standing = (
        Measurement.objects.standing()
        .totals()
        .filter(
            objective__agreement__partnership=governing.partnership_id,
            objective__lineage__in=[each.lineage for each in objectives],
            is_control_group=False,
        )
        .select_related("objective")
    )
    rows: dict[object, list[Measurement]] = defaultdict(list)
    for measurement in standing:
        rows[measurement.objective.lineage].append(measurement)
    return {lineage: _result(max(found, key=_moment)) for lineage, found in rows.items()}


def _moment(measurement: Measurement) -> tuple[date, int]:
    return measurement.as_of.latest() or date.min, measurement.pk


def _result(measurement: Measurement) -> ResultFacts:
    return ResultFacts(
        as_of=measurement.as_of.display(),
        value=measurement.value,
        text=measurement.text,
        numerator=measurement.numerator,
        denominator=measurement.denominator,
        estimate=measurement.is_estimate,
    )


def _reviewed(partnership: Partnership, governing: Agreement | None) -> tuple[str, ...]:
    """The rhythms that run, and when a review was held last; what it found stays with the partners."""
    running = list(Series.objects.filter(partnership=partnership, ended_on=None).order_by("kind", "pk"))
    lines = [_rhythm(each.get_kind_display(), each.every_months) for each in running]
    governs = governing is not None and governing.status == AgreementStatus.IN_FORCE
    if governs and not any(each.kind == SeriesKind.REVIEW for each in running):
        lines.insert(0, _rhythm(_("Review"), governing.review_every_months))
    held = (
        Review.objects.filter(series__partnership=partnership, status=ReviewStatus.CONFIRMED)
        .exclude(held_on=None)
        .order_by("-held_on")
        .values_list("held_on", flat=True)
        .first()
    )
    if held:
        lines.append(_("Last reviewed on %(day)s") % {"day": display_date(held)})
    return tuple(lines)


def _value_reported(partnership: Partnership) -> bool:
    """F8: the text of a partnership holds the value that was expected; what was achieved is told by a review."""
    held = Review.objects.filter(series__partnership=partnership, status=ReviewStatus.CONFIRMED)
    return held.exclude(added_value="").exists()


def _rhythm(kind: str, months: int) -> str:
    words = ngettext("%(kind)s: every month", "%(kind)s: every %(months)s months", months)
    return words % {"kind": kind, "months": months}


def _contacts(partnership: Partnership, members: list[Participation]) -> tuple[ContactFacts, ...]:
    """People of the members who are still there; those of the employment service itself first."""
    organisations = [each.organisation_id for each in members if each.organisation_id]
    people = Contact.objects.current().filter(organisation__in=organisations).select_related("organisation")
    ranked = sorted(people, key=lambda each: (each.organisation.pes_id != partnership.service_id, each.name, each.pk))
    agreed = set(valid_contacts(partnership, timezone.now()))
    return tuple(ContactFacts(name=each.name, email=each.email, agreed=each.pk in agreed) for each in ranked)
