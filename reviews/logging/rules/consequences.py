"""What a decision will start, worked out before anything is sent (R3)."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pes_partnerships.lib.dates import display_date
from reviews.rules.vocabulary import ENDING, Decision


@dataclass(frozen=True)
class ProposedAction:
    text: str
    owner: str
    due_on: date


@dataclass(frozen=True)
class Plan:
    """What a decision rests on; `next_due` is None where no review follows.

    `starts_draft`: a draft of the next version is started; `draft_is_open`: one is in preparation already.
    """

    decision: str
    actions: tuple[ProposedAction, ...] = ()
    version: int = 1
    parties: int = 0
    starts_draft: bool = False
    draft_is_open: bool = False
    has_ended: bool = False
    next_due: date | None = None
    next_is_closing: bool = False
    lead_days: tuple[int, ...] = ()


def consequences(plan: Plan) -> list[dict[str, str]]:
    """Each thing that starts when the manager confirms: `title` in short, `text` in full."""
    found = [_actions(plan)] if plan.actions else []
    if plan.starts_draft:
        found.append(_new_version(plan))
    if plan.decision in ENDING and not plan.has_ended:
        found += [_ending(plan.decision), _until_then()]
    if plan.next_due:
        found.append(_next_review(plan))
    return found


def starts_draft(decision: str, *, changes_text: bool) -> bool:
    """Whether a decision needs another text: an adjustment only where it says so."""
    return decision in (Decision.EXTEND, Decision.RENEW) or (decision == Decision.ADJUST and changes_text)


def _ending(decision: str) -> dict[str, str]:
    titles = {
        Decision.MAINSTREAM: _("Integrating into regular services."),
        Decision.HAND_OVER: _("Handing over."),
        Decision.REPLACE: _("Replacing the partnership."),
        Decision.DISSOLVE: _("Ending the partnership."),
    }
    texts = {
        Decision.MAINSTREAM: _("You record who continues which service, and end the partnership when that is settled."),
        Decision.HAND_OVER: _("You name the successor, and end the partnership when the handover is complete."),
        Decision.REPLACE: _("You set up the partnership that takes its place, and end this one when it is ready."),
        Decision.DISSOLVE: _("The dissolution protocol of the agreement states what has to be done and by whom."),
    }
    return {"title": titles[Decision(decision)], "text": texts[Decision(decision)]}


def _until_then() -> dict[str, str]:
    title = _("A task in the portfolio.")
    text = _("“Carry out the decision” is shown there for the partnership manager until the partnership has ended.")
    return {"title": title, "text": text}


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
    signed_by = ngettext("The one party signs it", "All %(count)s parties sign it", plan.parties)
    if not plan.parties:
        signed_by = _("All parties sign it")
    naming["who"] = signed_by % {"count": plan.parties}
    if plan.draft_is_open:
        title, text = _("The draft in preparation."), _("What was decided goes into the draft that exists already.")
        return {"title": title, "text": text}
    titles = {
        Decision.RENEW: _("A new agreement, version %(next)s."),
        Decision.EXTEND: _("An extension, version %(next)s."),
    }
    title = titles.get(Decision(plan.decision), _("A draft of version %(next)s.")) % naming
    text = (
        _("The draft starts as a copy of version %(version)s. %(who)s.")
        if plan.has_ended
        else _(
            "The draft starts as a copy of version %(version)s. %(who)s; until then version %(version)s remains "
            "in force."
        )
    )
    return {"title": title, "text": text % naming}


def _next_review(plan: Plan) -> dict[str, str]:
    before = [str(lead) for lead in plan.lead_days if lead > 0]
    day = {"day": display_date(plan.next_due), "leads": ", ".join(before)}
    if plan.next_is_closing:
        title = _("The closing review.")
        text = (
            _(
                "By %(day)s at the latest, unless the new text is in force before: then the next review follows as "
                "usual."
            )
            if plan.starts_draft
            else _("By %(day)s at the latest; its day follows the last day of the partnership.")
        )
        return {"title": title, "text": text % day}
    text = _("By %(day)s, with reminders %(leads)s days before.") if before else _("By %(day)s.")
    return {"title": _("The next review."), "text": text % day}
