"""The same link when the office has proposed: the draft, what of it concerns this partner, and its answer (R3)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.form_pages import form_page, posted
from reviews.hooks import printed
from reviews.logging.services.facts import ReviewState, read_review
from reviews.models import DraftAnswer, PartnerPart, ShownDraft
from reviews.partners.forms.draft import DraftAnswerForm
from reviews.partners.rules.words import figure_value
from reviews.partners.services.showing import DraftClosed, answer_draft, showings_of
from reviews.results.services.results import Result
from reviews.rules.partner_words import RecordSays

from .opening import frame
from .statements import statement_rows


def open_draft(part: PartnerPart) -> ShownDraft | None:
    return part.review.shown_drafts.filter(closed_at=None).first()


def draft_page(request: HttpRequest, part: PartnerPart, draft: ShownDraft, token: str) -> HttpResponse:
    answers = list(part.draft_answers.select_related("draft", "replied_by"))
    given = next((row for row in reversed(answers) if row.draft_id == draft.pk), None)
    takes = draft.takes_answers(timezone.localdate())
    form = DraftAnswerForm(posted(request), initial=_initial(part, given))
    if request.method == "POST" and not takes:
        return _page(request, part, draft, token, form, given, answers, status=409)
    if request.method == "POST" and form.is_valid():
        try:
            answer_draft(draft=draft, part=part, **form.given())
        except DraftClosed:
            draft.refresh_from_db()
            return _page(request, part, draft, token, form, given, answers, status=409)
        return redirect(reverse("reviews:part_draft", args=[token]) + "#answered")
    return _page(request, part, draft, token, form, given, answers)


def _initial(part: PartnerPart, given: DraftAnswer | None) -> dict[str, Any]:
    """Who answers is known from the part that was sent; nothing else is chosen beforehand."""
    statement = part.statements.last()
    who = {"name": part.name, "office": ""}
    if statement:
        who = {"name": statement.by_name, "office": statement.by_office}
    if given is None:
        return who
    words = {"remark": given.words} if not given.is_objection else {"objection": given.words}
    return {"name": given.by_name, "office": given.by_office, "kind": given.kind, "about": given.about, **words}


def _page(
    request: HttpRequest,
    part: PartnerPart,
    draft: ShownDraft,
    token: str,
    form: DraftAnswerForm,
    given: DraftAnswer | None,
    answers: list[DraftAnswer],
    *,
    status: int = 0,
) -> HttpResponse:
    state = read_review(part.review, timezone.localdate())
    statement = part.statements.prefetch_related("records", "figures__objective").last()
    concerns = concerns_of(part, state)
    context = {
        **frame(part),
        "draft": draft,
        "token": token,
        "takes": draft.takes_answers(timezone.localdate()),
        "given": given,
        "earlier": [row for row in answers if row.draft_id != draft.pk],
        "concerns": concerns,
        "places": ngettext("%(count)s place", "%(count)s places", len(concerns)) % {"count": len(concerns)},
        "objectives": objective_rows(state),
        "summary": printed(part.review),
        "statement": statement,
        "said": statement_rows(statement) if statement else [],
        "others": _others(part),
        "answer_form": form,
    }
    if status:
        return render(request, "reviews/partners/draft.html", context, status=status)
    return form_page(request, "reviews/partners/draft.html", form, context)


def concerns_of(part: PartnerPart, state: ReviewState) -> list[dict[str, str]]:
    """What is said of the partner's own objectives, what became of its figures, and what it would have to do."""
    found = []
    own = [result for result in state.results if _is_own(result, part)]
    for result in own:
        assessment = state.assessments.get(result.objective.pk)
        title = _("Objective %(number)s, %(title)s: %(judged)s") % {
            "number": result.number,
            "title": result.objective.title,
            "judged": state.judged_words(result) or _("not assessed"),
        }
        found.append({"title": title, "text": assessment.comment if assessment else "", "kind": "warning"})
    found += [_figure_line(row) for row in _figures(part)]
    actions = state.review.actions.filter(owner=part.participation_id) if part.participation_id else []
    for action in actions:
        found.append({"title": _("It would give you one new task."), "text": _task(action), "kind": "info"})
    return found


def _is_own(result: Result, part: PartnerPart) -> bool:
    owner = result.objective.owner
    return owner is not None and part.participation_id is not None and owner.participation_id == part.participation_id


def _task(action: Any) -> str:
    return _("%(text)s, by %(day)s") % {"text": action.text, "day": display_date(action.due_on)}


def _figures(part: PartnerPart) -> list[Any]:
    statement = part.statements.last()
    return list(statement.figures.filter(says=RecordSays.NEWER).select_related("objective")) if statement else []


def _figure_line(row: Any) -> dict[str, str]:
    said = {"value": figure_value(row), "day": row.as_of.display()}
    if row.taken_as_id:
        return {"title": _("Your figure was taken over: %(value)s, %(day)s.") % said, "text": "", "kind": "info"}
    title = _("Your figure was not taken over: %(value)s, %(day)s.") % said
    return {"title": title, "text": _("It stays on record as your statement."), "kind": "warning"}


def objective_rows(state: ReviewState) -> list[dict[str, Any]]:
    """What the figures say beside what the office says; where they part, the office's word is set off."""
    rows = []
    for result in state.results:
        assessment = state.assessments.get(result.objective.pk)
        rows.append(
            {
                "title": f"{result.number}. {result.objective.title}",
                "known": result.shown_value or _("No value"),
                "target": result.shown_target,
                "verdict": result.verdict,
                "judged": state.judged_words(result),
                "differs": state.differs(result),
                "comment": assessment.comment if assessment else "",
            }
        )
    return rows


def _others(part: PartnerPart) -> list[dict[str, str]]:
    """The other partners' word and day; their remarks are printed with the review, not before."""
    showing = showings_of(part.review)[0]
    rows = [
        {
            "name": row.part.party_name,
            "words": row.get_kind_display(),
            "day": display_date(timezone.localdate(row.given_at)),
        }
        for row in showing.answers
        if row.part_id != part.pk
    ]
    waiting = [
        {"name": each.party_name, "words": _("Has not answered"), "day": ""} for each in showing.silent if each != part
    ]
    return rows + waiting
