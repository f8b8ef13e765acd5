"""The commitments of a text that enters into force become tasks; an amendment carries on what it repeats (G4, A4, A8).

It may run again: what the text holds is compared with what is followed already.
"""

import datetime
from collections.abc import Iterable, Mapping

from django.utils import timezone, translation

from partnerships.agreements.rules.presentation import presented
from partnerships.drafting.services.wording import agreement_text
from partnerships.models import Agreement, Clause, Participation
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.rules.term import last_day
from partnerships.rules.vocabulary import ForceRule
from partnerships.shared.services.partnership_rows import locked_partnership
from partnerships.signing.services.turns import signed_parties
from pes_partnerships.ledger.services import Actor, one_act, record
from reviews.commitments.rules.deriving import Beside, Committed, commitments_in
from reviews.models import Commitment, CommitmentText
from reviews.rules.commitment_words import CommitmentEnd, CommitmentKind

from .ending import end_all
from .owners import name_owners
from .planning import open_review, plan_for_review, plan_tasks


@one_act()
def follow_text(*, agreement: Agreement, by: Actor, at: datetime.datetime) -> list[Commitment]:
    """Hook `agreement_in_force`, and the clock for texts that were in force before; returns those that are new."""
    partnership = locked_partnership(agreement.partnership)
    if partnership.ended_on or agreement.status != AgreementStatus.IN_FORCE:
        return []
    today = timezone.localdate(at)
    wanted = {each.key: each for each in _committed(agreement, today)}
    rows = Commitment.objects.running().filter(partnership=partnership).exclude(source_key="")
    running = {row.source_key: row for row in rows.select_for_update(of=("self",))}
    gone = [row for key, row in running.items() if key not in wanted]
    kept = [row for key, row in running.items() if key in wanted]
    end_all(gone, CommitmentEnd.AMENDED, by=by, at=at)
    orders = {key: order for order, key in enumerate(wanted)}
    for row in kept:
        _carry_on(row, wanted[row.source_key], agreement, orders[row.source_key])
    Commitment.objects.bulk_update(kept, ["agreement", "clause", "last_due_on", "order"])
    by_hand = Commitment.objects.running().filter(partnership=partnership, kind=CommitmentKind.BY_HAND)
    by_hand.update(agreement=agreement)  # whether the new text still says it, a manager reads
    fresh = [each for key, each in wanted.items() if key not in running]
    new = _create(agreement, fresh, orders, today)
    CommitmentText.objects.update_or_create(agreement=agreement, defaults={"made_at": at})
    if new or gone:
        after = {"version": agreement.version, "commitments_added": len(new), "commitments_ended": len(gone)}
        service = partnership.service
        record(
            act="commitments.followed", anchor=partnership, obj=agreement, by=by, service=service, after=after, at=at
        )
    plan_tasks([*kept, *new], today)
    if review := open_review(partnership.pk):
        plan_for_review(review, [*kept, *new])
    return new


def _committed(agreement: Agreement, today: datetime.date) -> Iterable[Committed]:
    """Those of parties that are there, and have signed where each party is bound by its own signature alone (A1)."""
    text = agreement_text(agreement)
    parties = {party.pk: party.participation_id for party in agreement.parties.all()}
    contributions = agreement.contributions.prefetch_related("given_with")
    beside = Beside(
        starts_on=_first_day(agreement, today),
        ends_on=agreement.ends_latest
        or last_day(ends=agreement.ends, bound=agreement.ends_bound, is_open_ended=agreement.is_open_ended),
        givers=[
            tuple(filter(None, [parties.get(row.party_id), *(each.pk for each in row.given_with.all())]))
            for row in contributions
        ],
        step_owners=[parties.get(row.owner_id) for row in agreement.dissolution_steps.all()],
        answers=_answers(agreement),
    )
    with translation.override(text.language):
        found = commitments_in(text, presented(text), beside)
    bound = set(Participation.objects.present().filter(parties__agreement=agreement).values_list("pk", flat=True))
    if agreement.force_rule == ForceRule.OWN_SIGNATURE:
        bound &= {parties[key] for key in signed_parties(agreement) if key in parties}
    return [each for each in found if each.participation is None or each.participation in bound]


def _first_day(agreement: Agreement, today: datetime.date) -> datetime.date:
    """From when its tasks are planned: what was due before a text signed elsewhere was recorded is not asked for."""
    begins = agreement.governs_since or today
    return max(begins, today) if agreement.is_elsewhere else begins


def _answers(agreement: Agreement) -> Mapping[tuple[str, str], Mapping[str, object]]:
    rows = Clause.objects.filter(section__agreement=agreement).select_related("section")
    return {(row.section.key, row.key): row.values for row in rows}


def _carry_on(row: Commitment, said: Committed, agreement: Agreement, order: int) -> None:
    row.agreement, row.clause, row.order = agreement, said.clause, order
    if said.last_due_on != row.last_due_on and row.is_rhythm_signed:
        row.last_due_on = said.last_due_on


def _create(
    agreement: Agreement, fresh: list[Committed], orders: Mapping[str, int], today: datetime.date
) -> list[Commitment]:
    partnership = agreement.partnership
    keys = {each.participation for each in fresh if each.participation}
    parties = Participation.objects.select_related("organisation").in_bulk(list(keys))
    made = []
    for each in fresh:
        party = parties.get(each.participation or 0)
        row = Commitment(
            partnership=partnership,
            agreement=agreement,
            kind=each.kind,
            source_key=each.key,
            text=each.text,
            language=agreement.language,
            clause=each.clause,
            participation=party,
            party_name=party.name if party else "",
            is_joint=party is None,
            how_often=each.how_often,
            every_months=each.every_months,
            first_due_on=each.first_due_on,
            last_due_on=each.last_due_on,
            is_rhythm_signed=each.is_rhythm_signed,
            needs_measure=each.needs_measure,
            since_on=today,
            order=orders[each.key],
        )
        made.append(row)
    name_owners(made)
    return Commitment.objects.bulk_create(made)
