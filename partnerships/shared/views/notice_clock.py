"""Beside a form that ends something: the earliest day by the notice period, for today or a chosen day (A16)."""

import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from partnerships.models import Agreement
from partnerships.rules.notice_words import decide_words
from partnerships.shared.forms.notice_clock import GivenForm
from partnerships.shared.services.notice_clock import decide_by_of, notice_clock, period_of
from pes_partnerships.lib.dates import display_date


def clock_beside(
    request: HttpRequest, agreement: Agreement | None, given_on: datetime.date | None = None
) -> dict[str, Any]:
    """`clock`, None without a period in numbers; `given`: the form of another day, by GET and without JavaScript.

    `given_on`: the day on which it starts; without one today.
    """
    today = timezone.localdate()
    start = given_on or today
    if agreement is None or period_of(agreement) is None:
        return {"clock": None}
    is_asked = any(name.startswith("given") for name in request.GET)
    form = GivenForm(request.GET if is_asked else None, initial={"given": start})
    chosen = form.cleaned_data["given"] if is_asked and form.is_valid() else start
    found = decide_by_of(agreement, today)
    decide = {"words": decide_words(found), "day": display_date(found.by)} if found else None
    return {"clock": notice_clock(agreement, chosen), "given": form, "decide": decide}


def started_with(beside: dict[str, Any], given: str, last: str) -> dict[str, Any]:
    """What the form begins with: the day on which notice is given, and the first possible last day."""
    today, clock = timezone.localdate(), beside["clock"]
    if clock is None:
        return {given: today}
    return {given: min(clock.given_on, today), last: clock.day}
