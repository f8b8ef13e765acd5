"""Forms about partners beside the reviews: their pages, commitments, meetings, feedback, health checks."""

from reviews.models import (
    Commitment,
    CommitmentAct,
    CommitmentReminder,
    CommitmentTask,
    ContactLink,
    Feedback,
    HealthCheck,
    Meeting,
    MeetingNote,
)

from .sending import Sending, day, in_days_of

PARTNERS = [
    Sending(
        "reviews:door_send",
        ContactLink,
        "once",
        lambda w: [w.door_partnership.pk, w.contact_link.participation_id, w.contact_link.contact_id],
        page=lambda w: f"/reviews/partnerships/{w.door_partnership.pk}/contacts/",
    ),
    Sending(
        "reviews:door_end",
        None,
        "once",
        lambda w: [w.door_partnership.pk, w.contact_link.participation_id, w.contact_link.contact_id],
    ),
    Sending(
        "reviews:commitment_new",
        Commitment,
        "text",
        lambda w: w.committed.pk,
        lambda w: {"text": "Visits", "made_in": "Minutes", "party": "all", "how_often": "always"},
    ),
    Sending(
        "reviews:commitment_ask", CommitmentTask, "words", lambda w: w.spare_hall.pk, lambda w: in_days_of("due_on", 30)
    ),
    Sending(
        "reviews:commitment_measure",
        None,
        "measured_by",
        lambda w: w.commitment.pk,
        lambda w: {"measured_by": "From the register"},
    ),
    Sending("reviews:commitment_end", None, "words", lambda w: w.spare_visits.pk, lambda w: {"words": "Over."}),
    Sending(
        "reviews:commitment_done", CommitmentAct, "words", lambda w: w.commitment_task.pk, lambda w: {"words": "Done."}
    ),
    Sending(
        "reviews:commitment_decide",
        CommitmentAct,
        "words",
        lambda w: w.sent_task.pk,
        lambda w: {"outcome": "return", "words": "Not all of it."},
    ),
    Sending(
        "reviews:commitment_move",
        CommitmentAct,
        "words",
        lambda w: w.spare_task.pk,
        lambda w: {**in_days_of("due_on", 30), "words": "Holidays."},
    ),
    Sending(
        "reviews:commitment_set_aside", CommitmentAct, "words", lambda w: w.spare_task.pk, lambda w: {"words": "No."}
    ),
    Sending("reviews:commitment_remind", CommitmentReminder, "once", lambda w: w.spare_task.pk),
    Sending(
        "reviews:health_check_new",
        HealthCheck,
        "message",
        lambda w: w.unproposed.pk,
        lambda w: {"names": "anonymous"},
    ),
    Sending(
        "reviews:health_ask_again",
        None,
        "once",
        lambda w: w.health_person.pk,
        page=lambda w: f"/reviews/health-checks/{w.health_check.pk}/",
    ),
    Sending("reviews:health_withdraw", None, "once", lambda w: w.spare_health_person.pk),
    Sending(
        "reviews:health_check_read",
        None,
        "once",
        lambda w: w.health_result.pk,
        page=lambda w: f"/reviews/health-checks/{w.health_result.pk}/",
    ),
    Sending("reviews:health_check_close", None, "once", lambda w: w.spare_health_check.pk),
    Sending("reviews:meeting_new", Meeting, "title", lambda w: w.met.pk, lambda w: {"kind": "plain", **day("day")}),
    Sending("reviews:meeting_invite", None, "once", lambda w: w.meeting.pk),
    Sending("reviews:meeting_address", None, "once", lambda w: w.moved_person.pk),
    Sending("reviews:partner_tell", None, "how", lambda w: w.untold.pk, lambda w: {"how": "By letter."}),
    Sending("reviews:meeting_cancel", None, "reason", lambda w: w.meeting.pk, lambda w: {"reason": "Snow."}),
    Sending(
        "reviews:meeting_hold",
        None,
        "rows-0-who",
        lambda w: w.meeting.pk,
        lambda w: {
            "rows-0-who": "Two guests",
            **day("day"),
            **w.everybody_there,
        },
    ),
    Sending("reviews:meeting_send", MeetingNote, "once", lambda w: w.held_meeting.pk),
    Sending(
        "reviews:meeting_ask",
        None,
        "once",
        lambda w: w.held_meeting.pk,
        page=lambda w: f"/reviews/meetings/{w.held_meeting.pk}/",
    ),
    Sending(
        "reviews:feedback_new",
        Feedback,
        "text",
        lambda w: w.heard_partnership.pk,
        lambda w: {"text": "Too cold.", "given_by": "clients"},
    ),
    Sending(
        "reviews:feedback_answer",
        None,
        "answer",
        lambda w: w.open_feedback.pk,
        lambda w: {"outcome": "answered", "answer": "Thank you."},
    ),
]
