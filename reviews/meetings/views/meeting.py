"""One meeting: what it is about, who comes or was there, what was said and agreed, and its note (R7)."""

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pes_partnerships.accounts.guards import role_required
from pes_partnerships.lib.dates import display_date
from pes_partnerships.outbox.models import OutboxMail
from reviews.access import can_enter_value, can_hold_meetings, reads_statements
from reviews.meetings.mails import NOTE
from reviews.meetings.rules.chair import rhythm_of_chair
from reviews.meetings.services.addresses import may_follow, new_address
from reviews.meetings.services.facts import MeetingFacts, minutes_of, read_meeting
from reviews.meetings.services.inviting import to_invite
from reviews.meetings.services.noting import languages_of, open_note, receivers, shown_text, without_address
from reviews.meetings.services.voicing import to_ask
from reviews.models import Meeting, MeetingNote, MeetingParticipant, Untold
from reviews.rules.meeting_words import HEARS_EACH, Attendance, MeetingStatus

from .find import crumbs_to_meetings, visible_meeting

TINTS = {MeetingStatus.PLANNED: "info", MeetingStatus.HELD: "success", MeetingStatus.CANCELLED: "neutral"}
BECAME_TINTS = {"agreed": "success", "looked_at": "info", "not_now": "warning"}


@role_required("read_portfolio")
@require_http_methods(["GET"])
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_meeting(request, pk)
    facts = read_meeting(found)
    may_hold = can_hold_meetings(request.membership, found.partnership)
    may_read = reads_statements(request.membership, found.partnership)
    today = timezone.localdate()
    follows = may_hold and may_follow(found)
    context = {
        "meeting": found,
        "partnership": found.partnership,
        "crumbs": crumbs_to_meetings(found.partnership),
        "here": display_date(found.day),
        "tint": TINTS[found.status],
        "when": _when(found),
        "is_past": found.is_past(today),
        "facts": _key_facts(facts),
        "agenda": facts.agenda,
        "minutes_in_all": sum(each.minutes or 0 for each in facts.agenda),
        "papers": facts.papers,
        "actions": facts.actions,
        "people": [_person(each, may_hold, follows) for each in facts.people],
        "chair": facts.chair,
        "chair_rhythm": rhythm_of_chair(facts.chair.every_months) if facts.chair else "",
        "may_hold": may_hold,
        "may_cancel": found.is_planned and can_enter_value(request.membership),
        "today": today,
    }
    if found.is_planned:
        context |= {"to_invite": len(to_invite(found)) if may_hold else 0}
    if found.is_held:
        context |= (
            _of_held(facts, may_hold, request.membership.may("confirm_review")) if may_read else {"is_left_out": True}
        )
    return render(request, "reviews/meetings/meeting.html", context)


def _when(found: Meeting) -> str:
    """“Thursday, 26 November 2026, 10:00–12:00”."""
    day, clock = display_date(found.day, weekday=True), found.hours
    return _("%(day)s, %(hours)s") % {"day": day, "hours": clock} if clock else day


def _key_facts(facts: MeetingFacts) -> list[dict[str, str]]:
    found, chair = facts.meeting, facts.chair
    rows = [
        {
            "label": _("Chair"),
            "value": found.chair.name if found.chair else _("not named"),
            "note": found.chair_reason,
        }
    ]
    if chair and chair.next:
        since = _("from %(day)s, as the order says") % {"day": display_date(chair.since)} if chair.since else ""
        note = since or _("after this meeting, as the order says")
        rows.append({"label": _("Next chair"), "value": chair.next.name, "note": note})
    rows.append(_took_part(facts) if found.is_held else _invited(facts))
    following = display_date(facts.next_day) if facts.next_day else _("not planned")
    rows.append({"label": _("Next meeting"), "value": following, "note": ""})
    return rows


def _invited(facts: MeetingFacts) -> dict[str, str]:
    invited = sum(each.invited_at is not None for each in facts.people)
    said = {"invited": invited, "count": len(facts.people)}
    return {"label": _("Invited"), "value": _("%(invited)s of %(count)s") % said, "note": ""}


def _took_part(facts: MeetingFacts) -> dict[str, str]:
    there = sum(each.took_part for each in facts.people)
    wrote = [each.party_name for each in facts.people if each.attendance == Attendance.WRITING]
    note = _("in writing: %(parties)s") % {"parties": "; ".join(wrote)} if wrote else ""
    value = _("%(there)s of %(count)s") % {"there": there, "count": len(facts.people)}
    return {"label": _("Took part"), "value": value, "note": note}


def _person(row: MeetingParticipant, may_hold: bool, follows: bool) -> dict[str, Any]:
    return {
        "row": row,
        "attendance": str(row.get_attendance_display()) if row.attendance else "",
        "improvements": [
            {"said": each, "tint": BECAME_TINTS.get(each.became, "neutral")} for each in row.improvements.all()
        ],
        "spoke": bool(row.strengths or row.improvements.all()),
        "url": reverse("reviews:meeting_words", args=[row.pk]) if may_hold else "",
        "new_address": new_address(row) if follows else "",
    }


def _of_held(facts: MeetingFacts, may_hold: bool, may_tell: bool) -> dict[str, Any]:
    found = facts.meeting
    last, written = facts.last_note, open_note(found)
    more: dict[str, Any] = {
        "hears_each": found.kind in HEARS_EACH or any(each.said_at for each in facts.people),
        "to_ask": len(to_ask(found)) if may_hold and last is None else 0,
        "corrected": sum(each.own_at is not None for each in facts.people),
        "notes": _sent(facts.notes),
        "last_note": last,
        "untold": list(Untold.objects.filter(note__meeting=found).select_related("note")),
        "may_tell": may_tell,
        "waits": may_hold and (last is None or written is not None),
        "is_new": last is not None and written is not None,
    }
    if more["waits"]:
        people, known = receivers(found), languages_of(found)
        current = translation.get_language()
        language = current if current in known else known[0]
        more |= {
            "receivers": len(people),
            "unreached": [each.name for each in without_address(found)],
            "receivers_words": ngettext("%(count)s person", "%(count)s people", len(people)) % {"count": len(people)},
            "text": shown_text(found, language, minutes_of(facts)),
            "other_languages": [
                {
                    "name": get_language_info(code)["name_local"],
                    "code": code,
                    "url": f"{reverse('reviews:meeting_note', args=[found.pk])}?language={code}",
                }
                for code in known
                if code != language
            ],
        }
    return more


def _sent(notes: list[MeetingNote]) -> list[dict[str, Any]]:
    """Each that went, with how many of its mails were refused; one query."""
    sent = [each for each in notes if each.sent_at]
    keys = [str(each.pk) for each in sent]
    mails = OutboxMail.objects.lost().filter(kind=NOTE, about_id__in=keys)
    failed = Counter(mails.values_list("about_id", flat=True))
    return [{"note": each, "failed": _failed_words(failed[str(each.pk)])} for each in sent]


def _failed_words(failed: int) -> str:
    lost = ngettext("%(count)s e-mail could not be delivered", "%(count)s e-mails could not be delivered", failed)
    return lost % {"count": failed} if failed else ""
