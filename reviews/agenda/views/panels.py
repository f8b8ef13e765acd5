"""What the partnership page shows of results and reviews, without its app knowing of this one (hook `panels`)."""

import zoneinfo
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.hooks import Group, Panel, on_record
from partnerships.models import Agreement, Objective, Partnership
from partnerships.rules.lifecycle import AgreementStatus, in_force_among, last_ended_among
from partnerships.shared.services.on_record import marks
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.dates import display_date
from reviews.access import can_enter_value, can_log, can_plan
from reviews.agenda.services import open_actions
from reviews.models import ReminderRound, Review
from reviews.reminders.services.rounds import written_leads
from reviews.results.services.reading import READ
from reviews.results.services.results import (
    Result,
    first_objectives_of,
    judgements,
    lines_for,
    milestones,
    quotas,
)
from reviews.rules.lifecycle import OPEN_REVIEW, ReviewStatus
from reviews.rules.vocabulary import SeriesKind
from reviews.schedule.rules.reminding import Moment, planned_moments
from reviews.shared.rules import occurrence_name, review_name
from reviews.shared.views import title_of

from .earlier_targets import earlier_targets

HELD_SHOWN = 5
OTHERS_SHOWN = 4
RESULTS_SHOWN = 20
ACTIONS_SHOWN = 4
EARLIER_SHOWN = 12  # objectives of earlier editions
SOON_DAYS = 60  # from then on the review is the likeliest next act


def panels(*, partnership: Partnership, versions: list[Agreement], membership: Membership, today: date) -> list[Panel]:
    """Results and held reviews in the main column; the next review and open actions beside. Constant queries."""
    governing = in_force_among(versions)
    text = governing or last_ended_among(versions)  # R9: what ended, by notice too, keeps its objectives and results
    judged_on = min(today, partnership.ended_on or today)
    found = []
    if text:
        results = _results(partnership, text, membership, judged_on)
        results |= _editions(text, versions, results["results"], judged_on)
        found.append(Panel("reviews/agenda/_panel_results.html", results))
        if not results["groups"]:  # else each edition is shown with its own results
            found += earlier_targets(text, judged_on)
    planned = list(_reviews(partnership, with_rounds=on_record.has(partnership, rounds)))
    for each in planned:
        each.series.partnership = partnership
    reviews = [each for each in planned if each.series.kind == SeriesKind.REVIEW]
    held = sorted((each for each in reviews if each.status == ReviewStatus.CONFIRMED), key=_held_on)[-HELD_SHOWN:]
    may_enter = membership.may("confirm_review") and text is not None
    if held or may_enter:
        rows = [{"review": each, "title": title_of(each)} for each in reversed(held)]
        url = reverse("reviews:review_enter", args=[partnership.pk]) if may_enter else ""
        found.append(Panel("reviews/agenda/_panel_held.html", {"held": rows, "enter_url": url}))
    if coming := next((each for each in reviews if each.status in OPEN_REVIEW), None):
        found.append(
            Panel("reviews/agenda/_panel_next.html", _next(coming, membership, today), place="aside", group=Group.PLAN)
        )
    found += _rhythms(partnership, planned, membership, today)
    found += [Panel("", act, place="act") for act in _acts(partnership, governing, coming, membership, today)]
    if governing or reviews:
        found.append(
            Panel(
                "reviews/agenda/_panel_actions.html",
                _actions(partnership, membership, today),
                place="aside",
                group=Group.PLAN,
            )
        )
    return found


def _results(partnership: Partnership, text: Agreement, membership: Membership, day: date) -> dict[str, Any]:
    """A line for each objective; of very many the first, with the way to all."""
    lists = {"milestones": milestones, "quotas": quotas}
    without = [name for name, reading in lists.items() if not on_record.has(partnership, reading)]
    shown = first_objectives_of(text, RESULTS_SHOWN + 1, without=without)
    more = len(shown) > RESULTS_SHOWN
    said = {"is_judged": on_record.has(partnership, judgements), "is_marked": on_record.has(partnership, marks)}
    for each in shown:
        for name in without:
            setattr(each, READ[name], [])
    return {
        "results": lines_for(shown[:RESULTS_SHOWN], day, **said),
        "of": text.objectives.count() if more else 0,
        "all_url": reverse("reviews:results", args=[partnership.pk]),
        "completeness_url": reverse("reviews:completeness", args=[partnership.pk]),
        "grid_url": reverse("reviews:values_grid", args=[partnership.pk]) if can_enter_value(membership) else "",
    }


def _held_on(review: Review) -> date:
    return review.held_on or review.due_on


def _editions(text: Agreement, versions: list[Agreement], own: list[Result], day: date) -> dict[str, Any]:
    """Where texts were signed elsewhere: the objectives by edition, each judged by its own time; two queries more."""
    earlier = [
        each
        for each in versions
        if each.is_elsewhere and each.status == AgreementStatus.SUPERSEDED and each.position < text.position
    ]
    if not earlier:
        return {"groups": [], "editions_url": ""}
    rows = Objective.objects.filter(agreement__in=earlier).select_related("agreement")
    rows = rows.prefetch_related("milestones", "quotas").order_by("-agreement__position", "order", "pk")
    shown = list(rows[:EARLIER_SHOWN])
    by_text: dict[int, list[Result]] = {}
    for line in lines_for(shown, day):
        by_text.setdefault(line.objective.agreement_id, []).append(line)
    groups = [_group(text, own)] + [
        _group(each, _renumbered(by_text[each.pk])) for each in earlier if each.pk in by_text
    ]
    url = reverse("partnerships:record", args=[(text if text.is_elsewhere else earlier[0]).pk])
    return {"groups": groups if len(groups) > 1 else [], "editions_url": url}


def _group(text: Agreement, results: list[Result]) -> dict[str, Any]:
    """An edition with what is said of it: its status, where it was signed, until when it governs or governed."""
    said = [
        str(text.get_status_display()),
        _("signed elsewhere") if text.is_elsewhere else "",
        _("until %(day)s") % {"day": text.ends.display()} if text.ends else "",
    ]
    return {"text": text, "results": results, "said": ", ".join(filter(None, said))}


def _renumbered(results: list[Result]) -> list[Result]:
    return [replace(result, number=number) for number, result in enumerate(results, start=1)]


def _acts(
    partnership: Partnership, governing: Agreement | None, coming: Review | None, membership: Membership, today: date
) -> list[dict[str, str]]:
    """What this person may do next about reviews and results, for the head of the page."""
    found = []
    if coming and can_log(membership, coming) and (coming.due_on - today).days <= SOON_DAYS:
        url = reverse("reviews:review", args=[coming.pk])
        label = _("Confirm the review") if coming.status == ReviewStatus.PROPOSED else _("Log the review")
        found.append({"url": url, "label": label})
    if governing and can_enter_value(membership):
        url = reverse("reviews:activity_new", args=[partnership.pk])
        found.append({"url": url, "label": _("Log an activity")})
    return found


def rounds(partnerships: Sequence[int]) -> QuerySet[ReminderRound]:
    return ReminderRound.objects.filter(review__series__partnership__in=partnerships)


def _reviews(partnership: Partnership, *, with_rounds: bool) -> list[Review]:
    rows = Review.objects.filter(series__partnership=partnership).exclude(status=ReviewStatus.CANCELLED)
    rows = rows.select_related("series", "confirmed_by").order_by("number")
    if with_rounds:
        in_order = ReminderRound.objects.order_by("due_on", "pk")
        return list(rows.prefetch_related(Prefetch("reminder_rounds", in_order, to_attr="rounds")))
    found = list(rows)
    for each in found:
        each.rounds = []
    return found


def _rhythms(partnership: Partnership, planned: list[Review], membership: Membership, today: date) -> Iterator[Panel]:
    """What is planned beside the reviews, the nearest first, and the way to plan more."""
    others = [each for each in planned if each.series.kind != SeriesKind.REVIEW and each.status in OPEN_REVIEW]
    if not others and not can_plan(membership, partnership):
        return
    lines = [
        {"title": occurrence_name(each.series.kind, each.series.every_months), "review": each}
        for each in sorted(others, key=lambda each: each.due_on)[:OTHERS_SHOWN]
    ]
    context = {"lines": lines, "today": today, "url": reverse("reviews:rhythms", args=[partnership.pk])}
    yield Panel("reviews/agenda/_panel_rhythms.html", context, place="aside", group=Group.PLAN)


def _next(review: Review, membership: Membership, today: date) -> dict[str, Any]:
    service = review.series.partnership.service
    moments = planned_moments(
        due_on=review.due_on,
        lead_days=service.reminder_lead_days,
        zone=zoneinfo.ZoneInfo(service.time_zone),
        planned_at=review.planned_at,
    )
    written = {each.lead_days: each for each in review.rounds if each.lead_days in written_leads(review)}
    return {
        "review": review,
        "name": review_name(review.series.every_months, is_closing=review.is_closing),
        "waits_for_manager": review.status == ReviewStatus.PROPOSED,
        "can_log": can_log(membership, review),
        "reminders": [] if review.status == ReviewStatus.PROPOSED else [_reminder(m, written, review) for m in moments],
        "today": today,
    }


def _reminder(moment: Moment, written: dict[int, ReminderRound], review: Review) -> dict[str, str]:
    round_written = written.get(moment.lead_days)
    if round_written and round_written.covered_by_id:
        state = _("covered by a later reminder")
    else:
        state = _("sent") if round_written else _("to be sent")
    return {"day": display_date(moment.day), "lead": lead_in_words(moment.lead_days), "state": state}


def lead_in_words(lead_days: int) -> str:
    if lead_days == 0:
        return _("on the day")
    if lead_days > 0:
        return ngettext("%(days)s day before", "%(days)s days before", lead_days) % {"days": lead_days}
    text = ngettext("%(days)s day after, if it is late", "%(days)s days after, if it is late", -lead_days)
    return text % {"days": -lead_days}


def _actions(partnership: Partnership, membership: Membership, today: date) -> dict[str, Any]:
    people = ("owner__class_name", "owner__organisation__name", "contact__name", "person__name", "person__email")
    rows = open_actions([partnership.pk]).select_related("owner__organisation", "contact", "person")
    has_any = on_record.has(partnership, open_actions)
    actions = list(rows.only("text", "due_on", "said_on", *people)) if has_any else []
    return {
        "actions": actions[:ACTIONS_SHOWN],
        "more": actions[ACTIONS_SHOWN:],
        "today": today,
        "all_url": reverse("reviews:actions", args=[partnership.pk]),
        "new_url": reverse("reviews:action_new", args=[partnership.pk]) if can_enter_value(membership) else "",
    }
