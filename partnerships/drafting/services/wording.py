"""From rows to the text of a version: a draft's text is read from its rows, a frozen one from its snapshot (A15)."""

from django.db.models import Model as Row
from django.utils import translation

from partnerships.drafting.rules.sections import ORDER, SECTION
from partnerships.drafting.rules.text import (
    AgreementText,
    Choice,
    ContributionText,
    MilestoneText,
    ObjectiveText,
    PartyText,
    QuotaText,
    ResponsibilityText,
    SectionText,
    StepText,
    read,
)
from partnerships.models import Agreement, Contribution, Objective, Party
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.rules.model_choice import ELEMENT

DRAFT_ROWS = (
    "parties__participation__organisation",
    "parties__signatory",
    "responsibilities",
    "contributions__party__participation__organisation",
    "objectives__owner__participation__organisation",
    "objectives__quotas",
    "objectives__milestones",
    "sections",
    "dissolution_steps__owner__participation__organisation",
)


def choice(row: Row, name: str) -> Choice:
    """The code of a field and its label in the language that is active now."""
    return Choice(str(getattr(row, name) or ""), str(getattr(row, f"get_{name}_display")() or ""))


def agreement_text(agreement: Agreement) -> AgreementText:
    """The frozen text once there is one, else the draft's, with its labels in the agreement's language."""
    if agreement.snapshot and agreement.status not in (AgreementStatus.DRAFT, AgreementStatus.WITHDRAWN):
        return read(agreement.snapshot)
    with translation.override(agreement.language):
        return draft_text(agreement)


def draft_text(agreement: Agreement) -> AgreementText:
    loaded = (
        Agreement.objects.select_related("partnership__service", "partnership__office", "previous")
        .prefetch_related(*DRAFT_ROWS)
        .get(pk=agreement.pk)
    )
    partnership, previous = loaded.partnership, loaded.previous
    sections = sorted(loaded.sections.all(), key=lambda row: (ORDER.get(row.key, 99), row.pk))
    return AgreementText(
        number=loaded.number,
        version=loaded.version,
        kind=choice(loaded, "kind"),
        title=loaded.title,
        partnership=partnership.title,
        title_original=partnership.title_original,
        service=partnership.service.name,
        office=partnership.office.name if partnership.office else "",
        language=loaded.language,
        replaces=str(previous.version) if previous else "",
        replaces_sha256=previous.snapshot_sha256 if previous else "",
        languages_note=loaded.languages_note,
        model=choice(loaded, "model"),
        elements=tuple(Choice(code, str(ELEMENT[code].label)) for code in loaded.elements if code in ELEMENT),
        model_reason=loaded.model_reason,
        formality=choice(loaded, "formality"),
        force_rule=choice(loaded, "force_rule"),
        decided=loaded.decided,
        effective=loaded.effective,
        service_start=loaded.service_start,
        funding_end=loaded.funding_end,
        is_open_ended=loaded.is_open_ended,
        ends=loaded.ends,
        ending_conditions=loaded.ending_conditions,
        may_end_by=loaded.may_end_by,
        notice=loaded.notice,
        first_review_on=loaded.first_review_on,
        review_every_months=loaded.review_every_months,
        lead=loaded.lead_id,
        lead_reason=loaded.lead_reason,
        quality=loaded.quality,
        source=loaded.source,
        made_for_practice=loaded.made_for_practice,
        parties=tuple(party_text(row) for row in loaded.parties.all()),
        responsibilities=tuple(ResponsibilityText(row.text, row.owner_id) for row in loaded.responsibilities.all()),
        contributions=tuple(contribution_text(row) for row in loaded.contributions.all()),
        objectives=tuple(objective_text(row) for row in loaded.objectives.all()),
        sections=tuple(
            SectionText(row.key, row.title or str(SECTION[row.key].title if row.key in SECTION else row.key), row.body)
            for row in sections
            if row.body.strip()
        ),
        dissolution=tuple(
            StepText(choice(row, "matter"), row.act, row.owner.name if row.owner else "", row.within_days)
            for row in loaded.dissolution_steps.all()
        ),
    )


def party_text(row: Party) -> PartyText:
    organisation = row.participation.organisation
    # X3: who has left the organisation signs for it no more, and somebody else has to be named
    signatory = row.signatory if row.signatory and row.signatory.left_on is None else None
    return PartyText(
        key=row.pk,
        name=row.name,
        category=choice(organisation or row.participation, "category"),
        role=choice(row, "role"),
        signs_for=row.signs_for,
        risk=row.risk,
        risk_level=row.risk_level,
        risk_label=str(row.get_risk_level_display() or ""),
        gain=row.gain,
        must_sign=row.must_sign,
        signatory=signatory.name if signatory else "",
        office_held=signatory.office_held if signatory else "",
        mandate=signatory.mandate if signatory else "",
        can_be_reached=bool(signatory and signatory.email),
        hide_name_in_public=row.hide_name_in_public,
    )


def contribution_text(row: Contribution) -> ContributionText:
    return ContributionText(
        giver=row.giver,
        kind=choice(row, "kind"),
        amount=row.amount,
        currency=row.currency,
        unit=row.unit,
        period=row.period,
        payment=choice(row, "payment"),
        description=row.description,
        is_withheld=row.is_withheld,
    )


def objective_text(row: Objective) -> ObjectiveText:
    return ObjectiveText(
        key=row.pk,
        lineage=str(row.lineage),
        title=row.title,
        statement=row.statement,
        target_group=row.target_group,
        owner=row.owner.name if row.owner else "",
        indicator=row.indicator,
        comparator=choice(row, "comparator"),
        target=row.target,
        unit=row.unit,
        counted_among=row.counted_among,
        is_measurable=row.is_measurable,
        not_measurable_reason=row.not_measurable_reason,
        baseline_kind=choice(row, "baseline_kind"),
        baseline_value=row.baseline_value,
        baseline_text=row.baseline_text,
        baseline_date=row.baseline_date,
        data_source=row.data_source,
        attainable=row.attainable,
        relevant=row.relevant,
        result_kind=choice(row, "result_kind"),
        due=row.due,
        followed_up=row.followed_up,
        quotas=tuple(QuotaText(choice(q, "comparator"), q.share, q.who, q.base) for q in row.quotas.all()),
        milestones=tuple(MilestoneText(m.due, m.value, m.text) for m in row.milestones.all()),
    )
