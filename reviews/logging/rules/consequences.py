"""What a decision will start, worked out before anything is sent (R3)."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pes_partnerships.lib.dates import display_date
from reviews.rules.vocabulary import Decision


@dataclass(frozen=True)
class ProposedAction:
    text: str
    owner: str
    due_on: date


@dataclass(frozen=True)
class Plan:
    """What a decision rests on; `next_due` is None where the series ends."""

    decision: str
    actions: tuple[ProposedAction, ...] = ()
    version: int = 1
    parties: int = 0
    next_due: date | None = None
    lead_days: tuple[int, ...] = ()


def consequences(plan: Plan) -> list[dict[str, str]]:
    """Each thing that starts when the manager confirms: `title` in short, `text` in full."""
    found = [_actions(plan)] if plan.actions else []
    if plan.decision in (Decision.ADJUST, Decision.RENEW):
        found.append(_new_version(plan))
    if plan.decision == Decision.HAND_OVER:
        title, text = (
            _("Handing over."),
            _("You name the successor, and end the partnership when the handover is complete."),
        )
        found.append({"title": title, "text": text})
    if plan.decision == Decision.DISSOLVE:
        title, text = (
            _("Ending the partnership."),
            _("The dissolution protocol of the agreement states what has to be done and by whom."),
        )
        found.append({"title": title, "text": text})
    if plan.next_due:
        found.append(_next_review(plan))
    return found


def _actions(plan: Plan) -> dict[str, str]:
    count = len(plan.actions)
    title = ngettext("%(count)s corrective action.", "%(count)s corrective actions.", count) % {"count": count}
    lines = [
        (_("%(text)s: %(owner)s, by %(day)s.") if action.owner else _("%(text)s, by %(day)s."))
        % {"text": action.text, "owner": action.owner, "day": display_date(action.due_on)}
        for action in plan.actions
    ]
    return {"title": title, "text": " ".join(lines)}


def _new_version(plan: Plan) -> dict[str, str]:
    naming: dict[str, object] = {"next": plan.version + 1, "version": plan.version}
    title = (
        _("A new agreement, version %(next)s.")
        if plan.decision == Decision.RENEW
        else _("A draft of version %(next)s.")
    )
    signed_by = ngettext("The one party signs it", "All %(count)s parties sign it", plan.parties)
    if not plan.parties:
        signed_by = _("All parties sign it")
    naming["who"] = signed_by % {"count": plan.parties}
    text = _(
        "The partnership manager starts it where the text has to change. %(who)s; until then version "
        "%(version)s remains in force."
    )
    return {"title": title % naming, "text": text % naming}


def _next_review(plan: Plan) -> dict[str, str]:
    before = [str(lead) for lead in plan.lead_days if lead > 0]
    text = _("By %(day)s.") % {"day": display_date(plan.next_due)}
    if before:
        text = _("By %(day)s, with reminders %(leads)s days before.") % {
            "day": display_date(plan.next_due),
            "leads": ", ".join(before),
        }
    return {"title": _("The next review."), "text": text}
