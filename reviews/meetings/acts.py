from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts
from reviews.rules.meeting_words import MeetingKind

ACTS = Acts(
    sentences={
        "meeting.planned": _("%(who)s planned a meeting."),
        "meeting.changed": _("%(who)s changed a planned meeting."),
        "meeting.agenda": _("%(who)s changed the agenda of a meeting."),
        "meeting.papers": _("%(who)s changed the papers of a meeting."),
        "meeting.invited": _("%(who)s invited people to a meeting."),
        "meeting.address": _("%(who)s had a participant of a meeting written to at its new address."),
        "meeting.cancelled": _("%(who)s cancelled a meeting."),
        "meeting.held": _("%(who)s recorded that a meeting was held."),
        "meeting.attendance": _("%(who)s changed who took part in a meeting."),
        "meeting.words": _("%(who)s wrote down what a participant said in a meeting."),
        "meeting.words_asked": _("%(who)s asked participants to read their own words of a meeting."),
        "meeting.own_words": _("%(who)s corrected the own words of a meeting."),
        "meeting.note_changed": _("%(who)s changed the note of a meeting."),
        "meeting.note_sent": _("%(who)s sent the note of a meeting."),
        "chair.order": _("%(who)s set the order in which the parties chair."),
        "chair.other": _("%(who)s had another party chair a meeting."),
    },
    labels={
        "people_invited": _("people invited"),
        "people_took_part": _("people who took part"),
        "people_told": _("people told"),
        "points": _("points"),
        "note_number": _("number of the note"),
        "note_language": _("language of the note"),
        "participant_of": _("participant"),
        "chair_party": _("chair"),
        "chair_order": _("order of the chair"),
        "meeting_kind": _("kind of meeting"),
    },
    codes={"meeting_kind": dict(MeetingKind.choices)},
)
