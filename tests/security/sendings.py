"""Every form that makes something or does what can be done once: its page, what is typed, the kind of the new row."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from directory.models import Proposal
from partnerships import models as of
from partnerships.models.organisation import OrganisationName
from partnerships.signing.services.accession import give_notice
from pes_partnerships.accounts.models import Office
from pes_partnerships.ledger.services import Actor
from reviews.evaluation.services.answering import save_answer
from reviews.logging.services.logging import propose_decision, save_answers, save_assessment
from reviews.models import (
    ActionProgress,
    Activity,
    Commitment,
    CommitmentAct,
    CommitmentReminder,
    CommitmentTask,
    ContactLink,
    CorrectiveAction,
    Evaluation,
    EvaluationText,
    Feedback,
    HealthCheck,
    Measurement,
    Meeting,
    MeetingNote,
    PartnerPart,
    PartnerStatement,
    PeriodConfirmation,
    Proof,
    ProofRevision,
    Review,
    ReviewCampaign,
    Series,
    ShownDraft,
)
from tests.factories.agreements import ready_agreement, signed_agreement
from tests.factories.clauses import bare_draft, part_with_a_clause
from tests.factories.commitments import added, hall
from tests.factories.dialogue import make_invited
from tests.factories.evaluations import handed_in, invited
from tests.factories.health import opened, reachable
from tests.factories.minor_changes import ALLOWED, NEW_DAY

DECISION = {"decision": "continue", "reason": "It works", "held_on": timezone.localdate()}
NOTICE = {"notice_on": timezone.localdate(), "notice_words": "Letter", "last_day": timezone.localdate()}
PDF = b"%PDF-1.7\n%%EOF\n"


@dataclass(frozen=True)
class Sending:
    """`holding`: a field of the form, where the page has several; `typed(world)` is put into it."""

    name: str
    makes: type[Model] | None  # None: it changes or takes away what there is
    holding: str
    about: Callable[[Any], Any] | None = None
    typed: Callable[[Any], dict[str, Any]] = lambda world: {}
    query: Callable[[Any], str] = lambda world: ""
    page: Callable[[Any], str] | None = None  # where the form stands on another page than the one it is sent to
    by: str = "lina"

    def path(self, world: Any) -> str:
        about = self.about(world) if self.about else []
        return reverse(self.name, args=about if isinstance(about, list) else [about]) + self.query(world)

    def page_path(self, world: Any) -> str:
        return self.page(world) if self.page else self.path(world)


def day(field: str) -> dict[str, str]:
    today = timezone.localdate()
    return {f"{field}_{part}": str(getattr(today, part)) for part in ("day", "month", "year")}


def far_away() -> dict[str, str]:
    """A campaign over everything that is due within a year and a half."""
    later = timezone.localdate() + datetime.timedelta(days=500)
    return {f"due_until_{part}": str(getattr(later, part)) for part in ("day", "month", "year")}


def in_days_of(field: str, days: int) -> dict[str, str]:
    later = timezone.localdate() + datetime.timedelta(days=days)
    return {f"{field}_{part}": str(getattr(later, part)) for part in ("day", "month", "year")}


def in_a_month(world: Any) -> dict[str, str]:
    later = timezone.localdate() + datetime.timedelta(days=30)
    return {f"ends_on_{part}": str(getattr(later, part)) for part in ("day", "month", "year")}


def partnership(world: Any) -> int:
    return world.partnership.pk


def agreement(world: Any) -> int:
    return world.agreement.pk


def organisation(world: Any) -> int:
    return world.organisation.pk


def running(world: Any) -> int:
    return world.running.pk


def all_answered(cast: Any, world: Any) -> Evaluation:
    """An evaluation whose answers wait to go out."""
    text = handed_in(invited(world.running, cast.membership(cast.erik), cast.lina, title="Third look"))
    for number in (1, 2):
        save_answer(text=text, number=number, kind="not_accepted", words="Not now", by=Actor.user(cast.lina))
    return text.evaluation


def rows_to_send(cast: Any, world: Any) -> dict[str, Any]:
    """What the world of the permission matrix has no row for."""
    by = Actor.user(cast.jonas)
    reviews = {name: Review.objects.get(agreement=signed_agreement(cast)) for name in ("decided", "proposed")}
    for review in reviews.values():
        for objective in review.agreement.objectives.all():
            save_assessment(review=review, objective=objective, by=by, judgement="will_reach", comment="As planned")
        save_answers(review=review, by=by, summary="Call sooner", commitment="same", worth="yes", **DECISION)
    propose_decision(review=reviews["proposed"], by=by, **DECISION)
    left = signed_agreement(cast, force_rule="own_signature")
    joiner = make_invited(cast.service, "Chamber of Crafts").organisation
    checked = signed_agreement(cast).partnership
    spare_check = opened(checked, cast.lina, reachable(checked), is_anonymous=False)
    committed = signed_agreement(cast).partnership
    return {
        "spare_hall": hall(committed, cast.lina),
        "spare_visits": added(committed, cast.lina, text="Visits").commitment,
        "spare_task": added(committed, cast.lina, text="Hours"),
        "spare_health_check": spare_check,
        "spare_health_person": spare_check.people.first(),
        "ready": ready_agreement(cast),
        "spare_party": ready_agreement(cast).parties.last(),
        "unproposed": signed_agreement(cast).partnership,
        "unasked": make_invited(cast.service).partnership,
        "joiner": joiner,
        "joiner_person": joiner.contacts.get(),
        "left_network": left,
        "leaving": give_notice(accession=left.accessions.first(), by=by, **NOTICE),
        "lost": make_invited(cast.service, status="declined", is_key_actor=True),
        "all_answered": all_answered(cast, world),
        "decided_review": reviews["decided"],
        "proposed_review": reviews["proposed"],
        "bare": bare_draft(cast),
        "spare_office": Office.objects.create(service=cast.service, name="Spare office"),
        "copied_part": part_with_a_clause(ready_agreement(cast)),
    }


MAKING = [
    Sending("partnerships:partnership_new", of.Partnership, "title", typed=lambda w: {"title": "Evening advice"}),
    Sending(
        "partnerships:organisation_new",
        of.Organisation,
        "name",
        typed=lambda w: {"name": "Varėna Harbour Trust", "category": "ngo"},
    ),
    Sending(
        "partnerships:organisation_rename",
        OrganisationName,
        "name",
        organisation,
        lambda w: {"name": "Agency of Work", **day("on")},
    ),
    Sending("partnerships:name_new", OrganisationName, "name", organisation, lambda w: {"name": "The Exchange"}),
    Sending(
        "partnerships:representation_new",
        of.Representation,
        "side",
        lambda w: w.federation.pk,
        lambda w: {"other": str(w.second_record.pk)},
    ),
    Sending(
        "partnerships:assessment_new",
        of.Assessment,
        "relevance_note",
        organisation,
        lambda w: {"relevance": "2", "relevance_note": "It knows the schools."},
    ),
    Sending(
        "partnerships:contact_new",
        of.Contact,
        "name",
        organisation,
        lambda w: {"name": "Rasa Rasaitė", "email": "rasa@partner.example"},
    ),
    Sending(
        "partnerships:representative_change",
        of.RepresentativeChange,
        "follows",
        lambda w: w.federation.pk,
        lambda w: {
            "follows": "new",
            **day("on"),
            "person-name": "Ieva Ievaitė",
            "person-email": "ieva@partner.example",
        },
    ),
    Sending(
        "partnerships:participant_new",
        of.Participation,
        "class_name",
        partnership,
        lambda w: {"class_name": "Employers of the town", "category": "ngo", "status": "identified"},
    ),
    Sending(
        "partnerships:actors",
        of.Participation,
        "once",
        partnership,
        lambda w: {"organisation": w.second_record.pk},
        query=lambda w: "?looked=1",
    ),
    Sending(
        "partnerships:dialogue_new",
        of.DialogueEntry,
        "said",
        lambda w: w.actor.pk,
        lambda w: {"kind": "call", "said": "They doubt the budget.", **day("on")},
    ),
    Sending("partnerships:invite", of.Invitation, "message", lambda w: w.actor.pk),
    Sending("partnerships:invite_several", of.Invitation, "message", lambda w: w.unasked.pk, query=lambda w: "?all=1"),
    Sending("partnerships:team_member_new", of.TeamMember, "part", partnership, lambda w: {"name": "Ieva"}),
    Sending(
        "partnerships:training_new",
        of.Training,
        "title",
        partnership,
        lambda w: {"title": "Negotiating", "kind": "joint"},
    ),
    Sending("partnerships:advice", of.ModelAdvice, "time", partnership, lambda w: {"time": "soon"}),
    Sending("partnerships:agreement_new", of.Agreement, "title", running, lambda w: {"kind": "amendment"}),
    Sending("partnerships:party_new", of.Party, "participation", agreement, lambda w: {"participation": w.actor.pk}),
    Sending("partnerships:agreement_parties", of.Party, "once", agreement),
    Sending(
        "partnerships:contribution_new",
        of.Contribution,
        "source_name",
        agreement,
        lambda w: {"source_name": "ESF+", "kind": "money", "amount": "100", "currency": "EUR"},
    ),
    Sending(
        "partnerships:section_new",
        of.Section,
        "title",
        agreement,
        lambda w: {"title": "Volunteers", "body": "Volunteers are welcome."},
    ),
    Sending(
        "partnerships:annex_new",
        of.Annex,
        "title",
        agreement,
        lambda w: {"title": "Budget", "upload": SimpleUploadedFile("budget.pdf", PDF)},
    ),
    Sending(
        "partnerships:objective_new",
        of.Objective,
        "title",
        agreement,
        lambda w: {"title": "Less waiting", "comparator": "at_least"},
    ),
    Sending("partnerships:comments_share", of.CommentRound, "message", lambda w: w.ready.pk),
    Sending(
        "partnerships:clause_new",
        of.ClauseEdition,
        "words",
        typed=lambda w: {"part": "other", "language": "en", "title": "Rooms", "words": "Rooms are shared."},
    ),
    Sending(
        "partnerships:clause_change",
        of.ClauseEdition,
        "words",
        lambda w: [w.edition.key],
        lambda w: {"words": "Rooms are not shared."},
        query=lambda w: "?language=en",
    ),
    Sending(
        "partnerships:remark_new",
        of.Remark,
        "words",
        lambda w: w.discussed.pk,
        lambda w: {"words": "Silence?"},
        query=lambda w: "?on=clause:meetings/0",
    ),
    Sending(
        "partnerships:remark_answer",
        None,
        "words",
        lambda w: w.remark.pk,
        lambda w: {"answer": "answered", "words": "To keep pace."},
    ),
    Sending("partnerships:comments_extend", None, "ends_on_day", lambda w: w.comment_round.pk, in_a_month),
    Sending("partnerships:comments_close", None, "once", lambda w: w.comment_round.pk),
    Sending(
        "partnerships:comments_remind",
        None,
        "once",
        lambda w: w.comment_request.pk,
        page=lambda w: f"/agreements/{w.discussed.pk}/comments/",
    ),
    Sending(
        "partnerships:member_new",
        of.Accession,
        "words",
        lambda w: w.network.pk,
        lambda w: {
            "organisation": str(w.joiner.pk),
            "contact": str(w.joiner_person.pk),
            "may_join": "It advises on careers.",
            **in_a_month(w),
        },
    ),
    Sending(
        "partnerships:member_notice",
        None,
        "notice_words",
        lambda w: w.accession.pk,
        lambda w: {"notice_words": "Letter", **day("last_day")},
    ),
    Sending(
        "partnerships:member_stays",
        None,
        "once",
        lambda w: w.leaving.pk,
        page=lambda w: f"/agreements/{w.left_network.pk}/members/",
    ),
    Sending("partnerships:approval_ask", of.Approval, "why", lambda w: w.draft_beyond.pk, lambda w: {"why": "Rooms."}),
    Sending(
        "partnerships:agreement_send",
        of.SigningRequest,
        "signing_ends_on_day",
        lambda w: w.ready.pk,
        lambda w: {"confirmed": "on"},
    ),
    Sending(
        "partnerships:signatory_ask",
        of.SigningRequest,
        "once",
        lambda w: w.out_signatory.pk,
        page=lambda w: f"/agreements/{w.out.pk}/signatures/",
    ),
    Sending(
        "partnerships:signatory_paper",
        of.Signature,
        "mandate",
        lambda w: w.out_signatory.pk,
        lambda w: {**day("signed_on"), "scan": SimpleUploadedFile("scan.pdf", PDF)},
    ),
    Sending(
        "partnerships:imports",
        of.RegistryImport,
        "once",
        typed=lambda w: {"file": SimpleUploadedFile("new.csv", b"Name,Category\nYouth Centre,ngo\n")},
    ),
    Sending("directory:propose", Proposal, "shown", lambda w: w.unproposed.pk, lambda w: {"note": "Ready"}),
    Sending(
        "reviews:campaign_new",
        ReviewCampaign,
        "title",
        typed=lambda w: {"open": "1", "chosen": str(w.review.pk), **far_away()},
    ),
    Sending("reviews:review_ask", PartnerPart, "message", lambda w: w.review.pk),
    Sending(
        "reviews:part_ask_again",
        None,
        "once",
        lambda w: w.part.pk,
        page=lambda w: f"/reviews/{w.part.review_id}/partners/",
    ),
    Sending(
        "reviews:part_take_in",
        PartnerStatement,
        "view-works",
        lambda w: [w.part.review_id, w.part.participation_id],
        lambda w: {"take": "1", "view-works": "Firms call us.", "who-name": "Jonas Jonaitis"},
    ),
    Sending("reviews:part_withdraw", None, "once", lambda w: w.part.pk),
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
    Sending(
        "reviews:review_commitments",
        CommitmentAct,
        "words",
        lambda w: w.committed_review.pk,
        lambda w: {"kept": [str(w.review_task.pk)], "words": "At the board."},
    ),
    Sending("reviews:commitment_remind", CommitmentReminder, "once", lambda w: w.spare_task.pk),
    Sending("reviews:draft_show", ShownDraft, "answer_by_day", lambda w: w.proposed_review.pk),
    Sending("reviews:objection_reply", None, "reply", lambda w: w.objection.pk, lambda w: {"reply": "It is changed."}),
    Sending(
        "reviews:value_new",
        Measurement,
        "numerator",
        lambda w: w.signed_objective.pk,
        lambda w: {"value": "52", "as_of_year": str(timezone.localdate().year), "source": "Register"},
    ),
    Sending(
        "reviews:value_correct",
        Measurement,
        "reason",
        lambda w: w.measurement.pk,
        lambda w: {"value": "51", "reason": "Typing"},
    ),
    Sending(
        "reviews:value_withdraw",
        None,
        "reason",
        lambda w: w.measurement.pk,
        lambda w: {"reason": "Of another objective"},
    ),
    Sending(
        "reviews:proof_new",
        Proof,
        "title",
        lambda w: w.measurement.pk,
        lambda w: {"title": "Report", "link": "https://example.org/report"},
    ),
    Sending(
        "reviews:proof_replace",
        ProofRevision,
        "reason",
        lambda w: w.proof.pk,
        lambda w: {"title": "Report", "link": "https://example.org/later", "reason": "A later edition"},
    ),
    Sending("reviews:proof_withdraw", None, "reason", lambda w: w.proof.pk, lambda w: {"reason": "Of another value"}),
    Sending(
        "reviews:period",
        PeriodConfirmation,
        "seen",
        lambda w: [w.signed_objective.pk, str(w.earlier_measurement.as_of)],
        lambda w: {"word": "Head of the centre, by e-mail"},
    ),
    Sending(
        "reviews:confirmation_withdraw",
        None,
        "reason",
        lambda w: w.confirmation.pk,
        lambda w: {"reason": "The register was wrong"},
    ),
    Sending(
        "partnerships:withdrawal_new",
        of.Withdrawal,
        "reason",
        lambda w: w.left_agreement.pk,
        lambda w: {
            "party": w.left_party.pk,
            "reason": "No staff.",
            "allowed_by": "Any party may leave.",
            **in_days_of("last_day", 90),
        },
    ),
    Sending(
        "partnerships:ending_objection",
        of.EndingObjection,
        "words",
        lambda w: w.ending_partnership.pk,
        lambda w: {"participation": w.ending_step.owner_id, "words": "We still need it."},
    ),
    Sending(
        "partnerships:ending_step_new",
        of.EndingStep,
        "title",
        lambda w: w.ending_partnership.pk,
        lambda w: {"title": "Tell the schools", "when": "after", "within_days": "20"},
    ),
    Sending("reviews:activity_new", Activity, "title", running, lambda w: {"title": "Evening session"}),
    Sending(
        "reviews:action_new",
        CorrectiveAction,
        "text",
        running,
        lambda w: {"text": "Call all", "owner": f"user{w.manager.pk}", **day("due_on")},
    ),
    Sending(
        "reviews:rhythm_new",
        Series,
        "led_by",
        running,
        lambda w: {"kind": "statistical_report", "every_months": "3", **day("first_on")},
    ),
    Sending(
        "reviews:evaluation_invite",
        Evaluation,
        "title",
        running,
        lambda w: {
            "evaluator": w.evaluation.evaluator_id,
            "title": "Second look",
            "chosen_how": "Call for tenders",
            **in_days_of("due_on", 30),
            **in_days_of("until", 60),
        },
    ),
    Sending("reviews:evaluation_hand_in", EvaluationText, "once", lambda w: w.evaluation.pk, by="erik"),
]

HEALTH = [
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
    Sending("reviews:health_check_close", None, "once", lambda w: w.spare_health_check.pk),
]

MEETINGS = [
    Sending("reviews:meeting_new", Meeting, "title", lambda w: w.met.pk, lambda w: {"kind": "plain", **day("day")}),
    Sending("reviews:meeting_invite", None, "once", lambda w: w.meeting.pk),
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
ACTS = [
    Sending(
        "partnerships:advice_result",
        None,
        "reason",
        lambda w: w.model_advice.pk,
        lambda w: {"model": "supportive", "reason": "Two hundred schools want to join."},
    ),
    Sending("partnerships:agreement_abandon", None, "once", agreement),
    Sending("partnerships:clause_withdraw", None, "once", lambda w: w.edition.pk),
    Sending(
        "partnerships:section_copy",
        of.Clause,
        "once",
        lambda w: [w.bare.pk, "meetings"],
        lambda w: {"source": w.copied_part.pk},
    ),
    Sending(
        "partnerships:sections_fill",
        of.Section,
        "once",
        lambda w: w.bare.pk,
        page=lambda w: f"/agreements/{w.bare.pk}/",
    ),
    Sending(
        "partnerships:agreement_condition",
        None,
        "proof",
        lambda w: w.conditional.pk,
        lambda w: {"proof": "Minutes of the council", **day("on")},
    ),
    Sending(
        "partnerships:minor_change_new",
        of.MinorChange,
        "after",
        lambda w: w.signed_agreement.pk,
        lambda w: {**NEW_DAY, **day("applies_from"), "allowed_by": ALLOWED, "confirmed": "on"},
    ),
    Sending(
        "partnerships:objectives_change",
        None,
        "owner",
        lambda w: w.agreement.pk,
        lambda w: {"objective": [str(w.objective.pk)], "act": "common"},
        page=lambda w: f"/agreements/{w.agreement.pk}/objectives/",
    ),
    Sending(
        "partnerships:parties_change",
        None,
        "role",
        lambda w: w.agreement.pk,
        lambda w: {"party": [str(w.party.pk)], "act": "signs_not"},
        page=lambda w: f"/agreements/{w.agreement.pk}/parties/",
    ),
    Sending(
        "partnerships:termination_new",
        of.TerminationNotice,
        "words",
        lambda w: w.signed_agreement.pk,
        lambda w: {"words": "Letter", **day("given_on"), **day("last_day")},
    ),
    Sending(
        "partnerships:termination_withdraw",
        None,
        "once",
        lambda w: w.termination.pk,
    ),
    Sending(
        "partnerships:local_template",
        of.LocalTemplate,
        "part-purpose",
        lambda w: w.running.pk,
    ),
    Sending(
        "partnerships:local_text_bring",
        None,
        "once",
        lambda w: w.local_draft.pk,
    ),
    Sending(
        "partnerships:local_part_restore",
        None,
        "once",
        lambda w: [w.local_draft.pk, "purpose"],
        page=lambda w: f"/local/{w.local_draft.pk}/template/",
    ),
    Sending(
        "partnerships:local_texts_make",
        of.Agreement,
        "formality",
        lambda w: w.running.pk,
        lambda w: {"places": [f"office-{w.spare_office.pk}"]},
    ),
    Sending(
        "partnerships:local_text_none",
        None,
        "reason",
        lambda w: w.local_text.pk,
        lambda w: {"reason": "No centre here"},
    ),
    Sending(
        "partnerships:agreement_umbrella",
        None,
        "umbrella",
        lambda w: w.agreement.pk,
        lambda w: {"umbrella": w.signed_agreement.pk},
    ),
    Sending(
        "partnerships:party_remove",
        None,
        "once",
        lambda w: w.spare_party.pk,
        page=lambda w: f"/parties/{w.spare_party.pk}/",
    ),
    Sending(
        "partnerships:section_remove",
        None,
        "once",
        lambda w: [w.agreement.pk, w.own_key],
        page=lambda w: f"/agreements/{w.agreement.pk}/sections/{w.own_key}/",
    ),
    Sending(
        "partnerships:annex_remove",
        None,
        "once",
        lambda w: w.annex.pk,
        page=lambda w: f"/annexes/{w.annex.pk}/",
    ),
    Sending(
        "partnerships:contribution_remove",
        None,
        "once",
        lambda w: w.contribution.pk,
        page=lambda w: f"/contributions/{w.contribution.pk}/",
    ),
    Sending(
        "partnerships:objective_remove",
        None,
        "once",
        lambda w: w.objective.pk,
        page=lambda w: f"/objectives/{w.objective.pk}/",
    ),
    Sending("partnerships:agreement_recall", None, "reason", lambda w: w.out.pk, lambda w: {"reason": "A wrong sum"}),
    Sending(
        "partnerships:approval",
        None,
        "text_sha256",
        lambda w: w.approval.pk,
        lambda w: {"outcome": "approved", "office_held": "Director"},
    ),
    Sending("partnerships:approval_withdraw", None, "once", lambda w: w.approval.pk),
    Sending(
        "partnerships:viability",
        None,
        "reason",
        lambda w: w.lost.pk,
        lambda w: {"reason": "The evening school does its part, with two teachers."},
    ),
    Sending("partnerships:invitation_withdraw", None, "once", lambda w: w.invitation.pk),
    Sending("partnerships:fresh_look", None, "note", lambda w: w.fresh_look.pk, lambda w: {"commitment": "same"}),
    Sending(
        "partnerships:duplicate_dismiss", None, "reason", lambda w: w.duplicate_pair.pk, lambda w: {"reason": "Two."}
    ),
    Sending(
        "partnerships:merge",
        of.OrganisationMerge,
        "once",
        lambda w: [w.federation.pk, w.second_record.pk],
        lambda w: {"name": "kept", "category": "kept"},
    ),
    Sending("partnerships:merge_undo", None, "once", lambda w: w.merge.pk),
    Sending(
        "partnerships:organisation_end",
        None,
        "words",
        lambda w: w.federation.pk,
        lambda w: {"kind": "dissolved", "on_year": "2020", "confirmed": "1"},
    ),
    Sending("partnerships:organisation_reopen", None, "once", lambda w: w.ended_organisation.pk),
    Sending("partnerships:name_remove", None, "once", lambda w: w.former_name.pk),
    Sending("partnerships:representation_remove", None, "once", lambda w: w.representation.pk),
    Sending("partnerships:partnership_end", None, "note", running, lambda w: {"reason": "goals_met", "note": "Done."}),
    Sending(
        "partnerships:ending_move",
        None,
        "moved_reason",
        lambda w: w.ending_partnership.pk,
        lambda w: {**in_days_of("ends_on", 60), "moved_reason": "The last course runs longer."},
    ),
    Sending(
        "partnerships:ending_stop",
        None,
        "stop_reason",
        lambda w: w.ending_partnership.pk,
        lambda w: {"stop_reason": "New money."},
    ),
    Sending("partnerships:objection_answer", None, "answer", lambda w: w.objection.pk, lambda w: {"answer": "Seen."}),
    Sending(
        "partnerships:ending_step",
        None,
        "words",
        lambda w: w.ending_step.pk,
        lambda w: {"by_us": "party", "words": "All were called."},
    ),
    Sending("partnerships:ending_step_check", None, "words", lambda w: w.said_step.pk, lambda w: {"outcome": "done"}),
    Sending(
        "partnerships:ending_step_remove",
        None,
        "once",
        lambda w: w.added_step.pk,
        page=lambda w: reverse("partnerships:ending_step", args=[w.added_step.pk]),
    ),
    Sending("partnerships:withdrawal_stay", None, "once", lambda w: w.withdrawal.pk),
    Sending("directory:proposal", None, "once", lambda w: w.proposal.pk, lambda w: {"act": "publish"}, by="dora"),
    Sending(
        "directory:withdraw", None, "reason", lambda w: w.entry.slug, lambda w: {"reason": "Asked for."}, by="dora"
    ),
    Sending("reviews:review_check", None, "once", lambda w: w.decided_review.pk),
    Sending("reviews:review_confirm", None, "once", lambda w: w.proposed_review.pk),
    Sending(
        "reviews:review_send_back", None, "reason", lambda w: w.proposed_review.pk, lambda w: {"reason": "Ask them."}
    ),
    Sending(
        "reviews:review_move", None, "reason", lambda w: w.review.pk, lambda w: {**day("due_on"), "reason": "A holiday"}
    ),
    Sending("reviews:occurrence", None, "note", lambda w: w.occurrence.pk, lambda w: {"note": "All came."}),
    Sending(
        "reviews:warning_accept",
        None,
        "reason",
        lambda w: [w.warned.pk, "commitments_late", "actions"],
        lambda w: {"reason": "They have moved."},
    ),
    Sending(
        "reviews:acceptance_withdraw",
        None,
        "once",
        lambda w: w.acceptance.pk,
        page=lambda w: f"/reviews/partnerships/{w.warned.pk}/warnings/commitments_late/actions/",
    ),
    Sending("reviews:rhythm_end", None, "once", lambda w: w.rhythm.pk),
    *MEETINGS,
    Sending("reviews:action_progress", ActionProgress, "text", lambda w: w.action.pk, lambda w: {"text": "Half."}),
    Sending("reviews:action_done", None, "words", lambda w: w.action.pk, lambda w: {"words": "All called."}),
    Sending(
        "reviews:action_confirm",
        None,
        "words",
        lambda w: w.said_action.pk,
        lambda w: {"worked": "yes", "words": "It worked."},
    ),
    Sending("reviews:action_give_up", None, "reason", lambda w: w.action.pk, lambda w: {"reason": "They have gone."}),
    Sending("reviews:evaluation_write_again", None, "once", lambda w: w.handed_in.pk, by="erik"),
    Sending("reviews:evaluation_send", None, "once", lambda w: w.all_answered.pk),
    Sending(
        "reviews:evaluation_independence",
        None,
        "reason",
        lambda w: w.handed_in.pk,
        lambda w: {"view": "independent", "reason": "Another person of that name."},
    ),
    Sending("reviews:evaluation_end", None, "once", lambda w: w.evaluation.pk),
]
SENDINGS = MAKING + HEALTH + ACTS
