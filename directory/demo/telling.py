"""The days of all partnerships in one row: everything happens in the order of its day, as the ledger shows it."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from django.utils import timezone
from django_scopes import scope

from directory.demo import (
    agreements,
    commitments,
    entries,
    follow_up,
    forming,
    health,
    meetings,
    portfolio,
    recorded,
    umbrella,
)
from directory.demo.clock import on_day
from directory.demo.portfolio import Story
from directory.demo.read import before_sending
from pes_partnerships.outbox.models import OutboxMail

# Letters of the past were read long ago: the mailbox of the demonstration holds those of the last days.
LETTERS_KEPT = datetime.timedelta(days=10)
ENTRIES_AFTER = datetime.timedelta(days=3)


@dataclass(frozen=True)
class Event:
    day: datetime.date
    story: Story
    act: Callable[[], None]


def events(story: Story) -> Iterator[Event]:
    values, created = story.content.values, story.content.created

    def on(day: datetime.date, act: Callable[..., None], *arguments: object) -> Event:
        return Event(day, story, partial(act, story, *arguments))

    yield on(created, portfolio.begin)
    if "examination" in values:
        yield on(created, portfolio.examine)
    yield from _of_forming(values, created, on)
    for row in values.get("recorded", []):
        yield on(row["on"], recorded.record, row)
    for row in story.content.agreements:
        yield from _of_agreement(row, on)
    if "local_texts" in values:
        yield on(values["local_texts"]["on"], umbrella.pass_down, values["local_texts"])
    for row in values.get("activities", []):
        yield on(row["on"], follow_up.be_active, row)
    for row in values.get("reviews", []):
        yield on(row["held_on"], follow_up.review, row)
        if row["state"] == "confirmed" and "kept" not in values:
            yield on(row["held_on"], commitments.answer_review)
        for action in row.get("actions", []):
            if "closed_on" in action:
                yield on(action["closed_on"], follow_up.close, action)
    for row in values.get("rhythms", []):
        yield on(row["on"], follow_up.plan_rhythm, row)
        for held in row.get("held", []):
            yield on(held["on"], follow_up.hold, row["kind"], held)
    for row in values.get("confirmed", []):
        yield on(row["on"], follow_up.confirm, row)
    for row in values.get("health_checks", []):
        yield on(row["on"], health.open_and_answer, row)
        yield on(row["ends_on"], health.close, row)
    yield from _of_meetings(values, on)
    for row in values.get("commitments", []):
        yield on(row["on"], commitments.add, row)
    for row in values.get("kept", []):
        yield on(row["on"], commitments.act, row)
    if "kept" in values:
        yield on(timezone.localdate(), commitments.plan)
    if "end" in values:
        yield on(values["end"]["ended_on"], portfolio.end)
    if "ending" in values:
        yield on(values["ending"]["decided_on"], portfolio.decide_end)
    if "entry" in values:
        first = entries.day_after_facts(story)
        if waiting := values["entry"].get("proposed"):
            yield on(min(first, waiting), entries.bring_case)
            yield on(waiting, entries.propose)
        else:
            day = max(created + ENTRIES_AFTER, first)
            yield on(day, entries.propose)
            yield on(day, entries.publish_it)


def _of_meetings(values: dict, on: Callable[..., Event]) -> Iterator[Event]:
    if "chair" in values:
        yield on(values["chair"]["on"], meetings.order_chair, values["chair"])
    for row in values.get("meetings", []):
        yield on(row["planned"], meetings.plan, row)
        if "said" in row:
            yield on(row["day"], meetings.hold, row)
            yield on(row["note_on"], meetings.send, row)
        for each in row.get("agreed", []):
            if "said_on" in each:
                yield on(each["said_on"], meetings.say, each)
    for row in values.get("feedback", []):
        yield on(row["on"], meetings.give, row)
        if "answer" in row:
            yield on(row["answered_on"], meetings.answer, row)


def _of_forming(values: dict, created: datetime.date, on: Callable[..., Event]) -> Iterator[Event]:
    for name, act in (("chain", forming.lay_out_chain), ("support", forming.name_support)):
        if name in values:
            yield on(created, act)
    for row in values.get("assessments", []):
        yield on(row["on"], forming.judge, row)
    for row in values.get("invitations", []):
        yield on(row["sent"], forming.invite, row)
        if "answer" in row:
            yield on(row["answered"], forming.answer, row)
    for row in values.get("talks", []):
        yield on(row["on"], forming.talk, row)
    if "viability" in values:
        yield on(values["viability"]["on"], forming.do_without)
    if "team" in values:
        yield on(created, forming.gather_team)
    if "advice" in values:
        yield on(values["advice"].get("on", created), forming.choose_model)


def _of_agreement(row: dict, on: Callable[..., Event]) -> Iterator[Event]:
    yield on(before_sending(row, "drafted"), agreements.draft, row)
    if row["state"] == "draft":
        return
    yield on(row["sent"], agreements.send)
    for position, day in enumerate(row["signed_on"]):
        if day:
            yield on(day, agreements.sign, position)
    if row["state"] == "in_force":
        yield on(max(row["signed_on"]), agreements.keep_document)
    for change in row.get("minor_changes", []):
        yield on(change["on"], agreements.change_beside, change)
    for number, objective in enumerate(row.get("objectives", [])):
        for measured in objective.get("measurements", []):
            yield on(measured["on"], follow_up.measure, number, measured)


def tell(stories: Iterable[Story], today: datetime.date) -> None:
    """Let everything happen; a stable sort keeps what belongs to one day in the order in which it is written."""
    everything = (event for story in stories for event in events(story) if event.day <= today)
    rows = sorted(everything, key=lambda event: event.day)
    for event in rows:
        service = event.story.world.service
        with scope(service=service), on_day(event.day):
            event.act()
        if event.day < today - LETTERS_KEPT:
            OutboxMail.objects.filter(service=service).delete()
