"""Local agreements made from a template: one per office or partner, each a draft in a partnership of its own (A18)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from partnerships.access import Managers
from partnerships.agreements.services.taking_over import only_mandated, own_organisation
from partnerships.drafting.services.filling import copy_section
from partnerships.drafting.services.parties import save_party
from partnerships.drafting.services.parts import PART
from partnerships.drafting.services.writing import draft_agreement, save_dissolution_step
from partnerships.models import Agreement, LocalTemplate, LocalText, Objective, Organisation, Partnership
from partnerships.objectives.services import save_objective
from partnerships.participants.services.participants import add_participant
from partnerships.rules.lifecycle import ParticipationStatus
from partnerships.rules.vocabulary import PartyRole
from partnerships.shared.services.conflicts import LISTS, values_of
from partnerships.shared.services.partnerships import create_partnership
from partnerships.umbrella.rules.passing import Passing, TargetMode
from pes_partnerships.accounts.models import Office, User
from pes_partnerships.accounts.rules.levels import Level
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.moves import MoveRefused

from .templates import GOVERNS

OF_PARTNERSHIP = ("challenge", "purpose", "main_reason", "design_objective", "pes_role", "countries")
OF_TEXT = (
    "language", "languages_note", "model", "elements", "model_reason", "force_rule", "is_open_ended", "open_reason",
    "term_is_unstated", "term_months", "ends", "ends_bound", "ending_conditions", "may_end_by", "notice",
    "notice_count", "notice_unit", "notice_to_end_of", "renews_months",
    "review_every_months", "quality", "made_for_practice",
)  # fmt: skip
# what a local objective says of its own, or is set by its mode
OWN = {
    "agreement",
    "lineage",
    "parent",
    "owner",
    "order",
    "source",
    "advice_answer",
    "passed_from",
    "target",
    "aim_above",
}


@dataclass(frozen=True)
class Wanted:
    """An office or a partner, with the modules that its text includes."""

    place: Office | Organisation
    modules: tuple[str, ...] = ()

    @property
    def named(self) -> dict[str, Any]:
        return {"office": self.place} if isinstance(self.place, Office) else {"organisation": self.place}


@one_act()
def expect(*, umbrella: Partnership, places: Iterable[Office | Organisation], by: Actor) -> int:
    """Noted as “not begun”, so that the progress counts them; how many were not noted before."""
    new = 0
    for place in places:
        local, is_new = LocalText.objects.get_or_create(umbrella=umbrella, **Wanted(place).named)
        if is_new:
            new += 1
            _record("local_text.expected", local, by)
    return new


@one_act()
def make_local_texts(
    *, umbrella: Agreement, template: LocalTemplate, wanted: Iterable[Wanted], formality: str, user: User
) -> list[LocalText]:
    """Those that were made now; who has a draft already keeps it and gets no second one."""
    locked = Partnership.objects.select_for_update().get(pk=umbrella.partnership_id)
    if locked.ended_on or Agreement.objects.get(pk=umbrella.pk).status not in GOVERNS:
        raise MoveRefused("the umbrella does not govern any more")
    made, by = [], Actor.user(user)
    for each in wanted:
        local, _is_new = LocalText.objects.get_or_create(umbrella=locked, **each.named)
        if local.has_text or local.opted_out_reason:
            continue
        local.template, local.modules = template, [key for key in each.modules if key in _passing(template).modules]
        local.partnership = local.partnership or _partnership(umbrella, local, by)
        local.save()
        _text(umbrella, local, formality, by)
        _record("local_text.made", local, by, edition=template.number)
        made.append(local)
    return made


def _passing(template: LocalTemplate) -> Passing:
    return Passing(template.parts, template.objectives)


def _partnership(umbrella: Agreement, local: LocalText, by: Actor) -> Partnership:
    above = umbrella.partnership
    office = local.office or above.office
    may_act = Managers(above.service_id).who_may_act(Partnership(service=above.service, office=office))
    return create_partnership(
        service=above.service,
        by=by,
        title=f"{above.title} – {local.place}"[:200],
        office=office,
        manager=above.manager if above.manager in may_act else None,  # X1: bound to another office
        level=local.office.level if local.office else Level.LOCAL,
        target_groups=list(above.target_groups.all()),
        service_areas=list(above.service_areas.all()),
        **{name: getattr(above, name) for name in OF_PARTNERSHIP},
    )


def _text(umbrella: Agreement, local: LocalText, formality: str, by: Actor) -> Agreement:
    """The draft, with its parties, the parts and objectives that are passed down, and the steps of its end."""
    passing, partnership = _passing(local.template), local.partnership
    draft = draft_agreement(
        partnership=partnership,
        by=by,
        title=f"{umbrella.title} – {local.place}"[:200],
        parent=umbrella,
        formality=formality,
        **_terms(umbrella),
    )
    _parties(draft, local, by)
    keys = set(passing.sections(local.modules))
    for section in umbrella.sections.filter(key__in=keys).order_by("order", "pk"):
        copy_section(agreement=draft, source=section, by=by)
    _objectives(umbrella, draft, passing, by)
    for step in umbrella.dissolution_steps.all():
        fields = {"matter": step.matter, "act": step.act, "within_days": step.within_days}
        save_dissolution_step(agreement=draft, by=by, **fields)
    return draft


def _terms(umbrella: Agreement) -> dict[str, Any]:
    """Each text starts its own length; its day was calculated when the umbrella entered into force."""
    values = {name: getattr(umbrella, name) for name in OF_TEXT}
    return values | {"ends": PartialDate()} if umbrella.term_months else values


def _parties(draft: Agreement, local: LocalText, by: Actor) -> None:
    organisations = [own_organisation(draft.partnership.service, by)]
    organisations += [local.organisation] if local.organisation else []
    for place, organisation in enumerate(organisations):
        present = draft.partnership.participations.present().filter(organisation=organisation).first()
        row = present or add_participant(
            partnership=draft.partnership,
            by=by,
            organisation=organisation,
            status=ParticipationStatus.INVITED if place else ParticipationStatus.MEMBER,
        )
        people = only_mandated(row)
        save_party(agreement=draft, by=by, participation=row, role=PartyRole.EQUAL, signatories=people)


def _objectives(umbrella: Agreement, draft: Agreement, passing: Passing, by: Actor) -> None:
    rows = list(umbrella.objectives.order_by("order", "pk"))
    modes = {row.pk: passing.objectives.get(str(row.lineage)) for row in rows}
    served = "; ".join(row.title for row in rows if modes[row.pk] == TargetMode.ABOVE)
    for row in rows:
        if modes[row.pk] in (TargetMode.SAME, TargetMode.IN_PARTS):
            save_objective(agreement=draft, by=by, **passed_values(row, modes[row.pk], served))
            served = ""  # printed once, with the first objective


def passed_values(row: Objective, mode: str, served: str) -> dict[str, Any]:
    """The fields of a local objective that carries out one of the umbrella."""
    copied = (each.name for each in PART[Objective].copied if not each.many_to_many and each.name not in OWN)
    values = {name: getattr(row, name) for name in copied}
    if mode == TargetMode.IN_PARTS:  # the own number is the office's; where it starts from is its own as well
        values |= {"target": None, "target_to": None, "baseline_kind": "", "baseline_value": None}
        values |= {"baseline_text": "", "baseline_date": PartialDate()}
    else:
        values["target"] = row.target
        for name, fields in LISTS["objective"].items():
            values[name] = [values_of(each, fields) for each in getattr(row, name).all()]
    return {**values, "passed_from": row.lineage, "aim_above": (served or row.aim_above)[:250]}


@one_act()
def opt_out(*, local: LocalText, reason: str, by: Actor) -> LocalText:
    """Nobody waits for this one; refused where its draft exists, which is discarded on its own page."""
    fresh = LocalText.objects.select_for_update().get(pk=local.pk)
    if fresh.has_text:
        raise MoveRefused("it has a text of its own, which is discarded on its own page")
    fresh.opted_out_reason = reason
    fresh.save(update_fields=["opted_out_reason"])
    _record("local_text.opted_out" if reason else "local_text.opted_in", fresh, by)
    return fresh


def _record(act: str, local: LocalText, by: Actor, **after: Any) -> None:
    umbrella = local.umbrella
    after = {"place": local.place, **after}
    record(act=act, anchor=umbrella, obj=local, by=by, service=umbrella.service, after=after)
