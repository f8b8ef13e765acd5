"""The lines and figures of the page of local agreements, in words (A18)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.drafting.rules.freezing import read
from partnerships.models import Agreement, LocalTemplate
from partnerships.objectives.rules.targets import target_words
from partnerships.umbrella.rules.passing import Passing, TargetMode, title_of_part
from partnerships.umbrella.rules.progress import Local, LocalState, Progress
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.numbers import display_number

ORDER = {state: place for place, state in enumerate(LocalState.values)}


@dataclass(frozen=True)
class LocalLine:
    """One office or partner, as the table and the file show it."""

    place: str
    state: str
    state_label: str
    promised: Any
    chosen: list[bool]  # of each module, in the order of the template
    modules_said: str
    template: int | None
    next_said: str
    next_url: str
    url: str
    note: str
    waits: bool


def titles_of_modules(template: LocalTemplate | None) -> dict[str, str]:
    """Key and title of each module, as the umbrella's text names it."""
    if template is None:
        return {}
    text = read(template.umbrella.snapshot)
    return {key: title_of_part(key, text) for key in Passing(template.parts, template.objectives).modules}


def lines_of(progress: Progress, modules: Mapping[str, str]) -> list[LocalLine]:
    """Those first that wait for whoever looks after the umbrella; then by state and name."""
    rows = sorted(progress.locals, key=lambda each: (not each.waits, ORDER[each.state], each.place))
    return [_line(each, modules) for each in rows]


def _line(each: Local, modules: Mapping[str, str]) -> LocalLine:
    said, url = _next(each)
    if each.partnership and each.agreement is None:
        page = reverse("partnerships:partnership", args=[each.partnership])
    else:
        page = reverse("partnerships:agreement", args=[each.agreement]) if each.agreement else ""
    return LocalLine(
        place=each.place,
        state=each.state,
        state_label=str(LocalState(each.state).label),
        promised=each.promised,
        chosen=[key in each.modules for key in modules],
        modules_said="; ".join(title for key, title in modules.items() if key in each.modules),
        template=each.template,
        next_said=said,
        next_url=url,
        url=page,
        note=_note(each),
        waits=each.waits,
    )


def _note(each: Local) -> str:
    if each.reason:
        return each.reason
    if each.title:
        return each.title
    if each.weaker:
        return _("Asks for less than the umbrella agreement: %(titles)s") % {"titles": "; ".join(each.weaker)}
    return ""


def _next(each: Local) -> tuple[str, str]:
    if each.state == LocalState.NOT_BEGUN:
        return _("Mark as not needed"), reverse("partnerships:local_text_none", args=[each.key])
    if each.state == LocalState.OPTED_OUT:
        return _("Change"), reverse("partnerships:local_text_none", args=[each.key])
    if each.is_behind:
        return _("Bring it to the newest template"), reverse("partnerships:local_text_bring", args=[each.key])
    day = {"day": display_date(each.on) if each.on else ""}
    if each.state == LocalState.IN_FORCE:
        return _("since %(day)s") % day if each.on else "", ""
    if each.state == LocalState.OUT:
        return _("signature by %(day)s") % day if each.on else _("signed, not yet in force"), ""
    return _("in preparation") if each.state == LocalState.DRAFT else "", ""


def figures(progress: Progress) -> list[dict[str, str]]:
    """They add up to all that are expected."""
    total = len(progress.expected)
    in_force = progress.count(LocalState.IN_FORCE)
    words = {"count": display_number(in_force), "total": display_number(total)}
    other = (LocalState.OUT, LocalState.DRAFT, LocalState.NOT_BEGUN, LocalState.LAPSED, LocalState.ENDED)
    return [
        {"value": _("%(count)s of %(total)s") % words, "label": _("in force")},
        *(
            {"value": display_number(progress.count(state)), "label": str(state.label).lower()}
            for state in other
            if progress.count(state) or state not in (LocalState.LAPSED, LocalState.ENDED)
        ),
    ]


def forecast(progress: Progress, umbrella: Agreement | None) -> str:
    """What will be in force when all that are out have been signed, and until when the umbrella governs."""
    out, total = progress.count(LocalState.OUT), len(progress.expected)
    if not total:
        return ""
    coming = progress.count(LocalState.IN_FORCE) + out
    words = {"coming": display_number(coming), "total": display_number(total), "out": display_number(out)}
    said = ngettext(
        "If the %(out)s text that is out is signed, %(coming)s of %(total)s are in force.",
        "If all %(out)s texts that are out are signed, %(coming)s of %(total)s are in force.",
        out,
    )
    parts = [said % words] if out else []
    if umbrella and umbrella.ends_latest:
        parts.append(_("The umbrella agreement ends on %(day)s.") % {"day": display_date(umbrella.ends_latest)})
    return " ".join(parts)


def objectives_passed(progress: Progress, template: LocalTemplate | None) -> list[dict[str, str]]:
    """Each objective of the umbrella with how it is passed down, and where the local ones stand."""
    if template is None:
        return []
    found = []
    for number, objective in enumerate(read(template.umbrella.snapshot).objectives, start=1):
        mode = template.objectives.get(objective.lineage)
        if not mode:
            continue
        stands = ""
        if mode == TargetMode.IN_PARTS:
            stands = _sum_words(progress, objective.lineage, objective.target)
        elif mode == TargetMode.SAME:
            stands = _weaker_words(progress, objective.title)
        target = target_words(objective)
        found.append(
            {
                "title": f"{number}. {objective.title}",
                "target": target,
                "mode": str(TargetMode(mode).label),
                "stands": stands,
            }
        )
    return found


def _sum_words(progress: Progress, lineage: str, target: Any) -> str:
    states = (LocalState.IN_FORCE, LocalState.OUT, LocalState.DRAFT)
    in_force, out, drafts = (progress.promised(state, lineage) for state in states)
    words = {
        "in_force": display_number(in_force),
        "out": display_number(out),
        "drafts": display_number(drafts),
        "all": display_number(in_force + out + drafts),
        "target": display_number(target),
    }
    said = _("%(in_force)s in force, %(out)s out for signature, %(drafts)s in drafts: %(all)s of %(target)s.") % words
    missing = progress.without_number(lineage)
    more = ngettext("%(count)s has no number yet.", "%(count)s have no number yet.", missing) % {"count": missing}
    return f"{said} {more}" if missing else said


def _weaker_words(progress: Progress, title: str) -> str:
    weaker = [each.place for each in progress.expected if title in each.weaker]
    if not weaker:
        return _("No local agreement asks for less.")
    return _("Less is asked by: %(places)s") % {"places": "; ".join(weaker)}
