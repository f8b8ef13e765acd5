"""A local draft is brought to a newer edition of the template; what its office wrote stays (A18)."""

from partnerships.drafting.rules.freezing import read
from partnerships.drafting.services.filling import copy_section
from partnerships.drafting.services.recording import lock_draft
from partnerships.drafting.services.wording import agreement_text
from partnerships.drafting.services.writing import save_section
from partnerships.models import Agreement, LocalTemplate, LocalText
from partnerships.objectives.services import save_objective
from partnerships.umbrella.rules.passing import Bringing, PartMode, Passing, TargetMode, brought
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused

from .making import passed_values
from .templates import GOVERNS, newest_template


def draft_of(local: LocalText) -> Agreement | None:
    """Its draft; None where it has none, or the text is with its signatories."""
    if local.partnership is None:
        return None
    return local.partnership.agreements.filter(status="draft").select_related("partnership__service").first()


def what_it_brings(local: LocalText) -> tuple[LocalTemplate | None, Bringing]:
    """The newest edition, and what it would set in the draft; nothing where there is no draft."""
    template, draft = newest_template(local.umbrella), draft_of(local)
    if template is None or draft is None or template.umbrella.status not in GOVERNS:
        return None, Bringing()
    carried = draft.objectives.exclude(passed_from=None).values_list("pk", "passed_from")
    passing = Passing(template.parts, template.objectives)
    above = read(template.umbrella.snapshot)
    keys = {key: str(lineage) for key, lineage in carried}
    before = local.template.parts if local.template else {}
    return template, brought(passing, above, agreement_text(draft), keys, before)


@one_act()
def bring_to_newest(*, local: LocalText, edition: int, by: Actor) -> Bringing:
    """Sets what differs, adds what is missing, and takes nothing away; refused where `edition` is not the newest."""
    fresh = LocalText.objects.select_for_update().get(pk=local.pk)
    template, bringing = what_it_brings(fresh)
    draft = draft_of(fresh)
    if template is None or draft is None or template.pk != edition:
        raise MoveRefused("there is no draft to bring to this template")
    passing = Passing(template.parts, template.objectives)
    _set_parts(template, draft, passing, bringing, by)
    fresh.modules = [key for key in passing.modules if draft.sections.filter(key=key).exists()]
    _set_objectives(template, draft, passing, bringing, by)
    if draft.parent_id != template.umbrella_id:
        draft.parent = template.umbrella
        draft.save(update_fields=["parent", "edited_at"])
    fresh.template = template
    fresh.save(update_fields=["template", "modules"])
    umbrella = fresh.umbrella
    after = {"place": fresh.place, "edition": template.number}
    record(act="local_text.brought", anchor=umbrella, obj=fresh, by=by, service=umbrella.service, after=after)
    return bringing


@one_act()
def restore_part(*, local: LocalText, key: str, by: Actor) -> Agreement:
    """One section of the draft as the umbrella has it; refused where it may be adapted locally."""
    fresh = LocalText.objects.select_for_update(of=("self",)).select_related("template__umbrella").get(pk=local.pk)
    draft, template = draft_of(fresh), fresh.template
    if draft is None or template is None or template.parts.get(key) != PartMode.FIXED:
        raise MoveRefused("there is no draft, or the template does not pass this section down")
    lock_draft(draft)
    for section in template.umbrella.sections.filter(key=key):
        save_section(agreement=draft, key=key, title=section.title, body="", clauses=[], by=by)
        copy_section(agreement=draft, source=section, by=by)
    return draft


def _set_parts(template: LocalTemplate, draft: Agreement, passing: Passing, bringing: Bringing, by: Actor) -> None:
    for section in template.umbrella.sections.filter(key__in=bringing.parts).order_by("order", "pk"):
        if passing.parts.get(section.key) == PartMode.FIXED:
            save_section(agreement=draft, key=section.key, title=section.title, body="", clauses=[], by=by)
        copy_section(agreement=draft, source=section, by=by)


def _set_objectives(template: LocalTemplate, draft: Agreement, passing: Passing, bringing: Bringing, by: Actor) -> None:
    own = {str(each.passed_from): each for each in draft.objectives.exclude(passed_from=None)}
    for above in template.umbrella.objectives.order_by("order", "pk"):
        mode = passing.objectives.get(str(above.lineage))
        if str(above.lineage) not in bringing.objectives or mode not in (TargetMode.SAME, TargetMode.IN_PARTS):
            continue
        known = own.get(str(above.lineage))
        if known is None:
            save_objective(agreement=draft, by=by, **passed_values(above, mode, ""))
        else:
            same = ("target_kind", "comparator", "target", "target_to", "unit", "relation")
            save_objective(agreement=draft, objective=known, by=by, **{name: getattr(above, name) for name in same})
