from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = _("Reviews")

    def ready(self) -> None:
        """What the apps beneath use without importing this one (docs/architecture.md)."""
        from operator import attrgetter

        from partnerships import hooks
        from partnerships.reminding.rules.feeds import known_feeds
        from partnerships.reminding.rules.kinds import known_kinds
        from partnerships.workbooks.rules.kinds import KINDS as SHEETS
        from pes_partnerships.accounts import menus
        from pes_partnerships.ledger.rules.acts import known_acts
        from pes_partnerships.ledger.services import quiet
        from pes_partnerships.outbox.rules.letters import known_composers
        from reviews import hooks as own_hooks
        from reviews import navigation
        from reviews.agenda import services as agenda
        from reviews.agenda.views import reminders as reminded
        from reviews.agenda.views.earlier_targets import draft_panels
        from reviews.agenda.views.editions import objective_results
        from reviews.agenda.views.ending import ending_lines, ending_panels, ending_starts
        from reviews.agenda.views.panels import panels, rounds
        from reviews.agenda.views.timeline import dated_activities, held_reviews, timeline_events
        from reviews.agenda.views.waiting import KINDS
        from reviews.campaigns import acts as campaigns
        from reviews.commitments import acts as commitments
        from reviews.commitments.services.deriving import follow_text
        from reviews.commitments.services.ending import end_with_partnership, end_with_text
        from reviews.commitments.services.meeting import follow_occurrence
        from reviews.commitments.services.reviewing import follow_review
        from reviews.commitments.services.waiting import commitment_tasks, unsettled_tasks
        from reviews.commitments.views import joining as committed
        from reviews.commitments.views.door import door_sections
        from reviews.door import acts as door
        from reviews.door.views.joining import panels as door_panels
        from reviews.evaluation import acts as evaluation
        from reviews.evaluation.services.waiting import being_written, evaluation_tasks, to_answer
        from reviews.evaluation.views import joining as evaluations
        from reviews.feedback import acts as feedback
        from reviews.feedback.services.waiting import feedback_tasks, open_feedback
        from reviews.feedback.views import joining as feedback_joining
        from reviews.feedback.views.own import door_sections as feedback_section
        from reviews.follow_up import acts as follow_up
        from reviews.follow_up.services.sheet import ACTIONS
        from reviews.follow_up.views.own import door_sections as action_section
        from reviews.glance.services.rhythm import rhythm_figures
        from reviews.glance.views.rhythm import rhythm_panels
        from reviews.health import acts as health
        from reviews.health.services.waiting import health_tasks, unread_checks
        from reviews.health.views.joining import KINDS as HEALTH_KINDS
        from reviews.health.views.joining import checks
        from reviews.health.views.joining import panels as health_panels
        from reviews.health.views.joining import review_panels as health_review_panels
        from reviews.logging import acts as logging
        from reviews.logging.views.summary import printed_review
        from reviews.meetings import acts as meetings
        from reviews.meetings.services.waiting import meeting_tasks, planned_meetings, without_note
        from reviews.meetings.views import joining as meetings_joining
        from reviews.meetings.views.joining import KINDS as MEETINGS
        from reviews.meetings.views.joining import ending_lines as meeting_lines
        from reviews.meetings.views.joining import meetings as meetings_of
        from reviews.meetings.views.joining import panels as meeting_panels
        from reviews.meetings.views.own import door_sections as meeting_section
        from reviews.models import Commitment, Evaluation, Feedback, HealthCheck, Meeting, MeetingNote, Review
        from reviews.partners import acts as partners
        from reviews.partners.services.outcome import tell_outcome
        from reviews.partners.services.showing import close_drafts, findings
        from reviews.partners.services.taking import note_taken, stated_figures
        from reviews.partners.views.joining import review_panels
        from reviews.periods import acts as periods
        from reviews.periods.views.own import door_sections as figures_section
        from reviews.proof import acts as proof
        from reviews.proof.views import reminders as of_proofs
        from reviews.reminders import acts as reminders
        from reviews.reminders.mails import KIND as REMINDER
        from reviews.reminders.services.composing import compose_reminder
        from reviews.reminders.services.things import Reviews
        from reviews.reminders.views.telling import tell
        from reviews.results import acts as results
        from reviews.results.services.digests import ready_rows, signed_objectives
        from reviews.results.services.results import judgements, milestones, quotas
        from reviews.results.services.sheet import VALUES
        from reviews.results.services.undoing import take_back
        from reviews.results.services.uses import part_uses
        from reviews.schedule import acts as schedule
        from reviews.schedule.services.closing import end_series, end_series_of, follow_new_end
        from reviews.schedule.services.planning import plan_reviews
        from reviews.schedule.services.sheet import REVIEWS
        from reviews.telling.services.waiting import open_untold, untold_tasks
        from reviews.telling.views import joining as telling
        from reviews.warnings import acts as warned
        from reviews.warnings.services.current import acceptances
        from reviews.warnings.services.facts import with_facts
        from reviews.warnings.services.ready_rows import written_facts
        from reviews.warnings.services.waiting import KIND_OF, TOLD_OF, warning_tasks
        from reviews.warnings.services.waiting import ready_rows as warning_facts
        from reviews.warnings.views import panels as warning_panels
        from reviews.warnings.views.waiting import FAILED_KINDS
        from reviews.warnings.views.waiting import KINDS as WARNINGS

        of_itself = (Review, Evaluation, Feedback, Meeting, Commitment, HealthCheck)
        hooks.mails_about.update(dict.fromkeys(of_itself, attrgetter("partnership")))
        hooks.mails_about[MeetingNote] = attrgetter("meeting.partnership")
        joined = (reminded, of_proofs, meetings_joining, feedback_joining, evaluations, telling)
        known_kinds.register(*(kind for each in joined for kind in each.REMINDERS))
        SHEETS.register(VALUES, REVIEWS, ACTIONS)
        hooks.import_undone.register(take_back)
        menus.WORKSPACE.register(*navigation.WORKSPACE)
        menus.WORKSPACE.add_pages(*navigation.PARTNERSHIP)
        subjects = (
            results,
            door,
            proof,
            periods,
            meetings,
            feedback,
            follow_up,
            schedule,
            logging,
            partners,
            commitments,
            reminders,
            campaigns,
            evaluation,
            health,
            warned,
        )
        known_acts.register(self.label, *(each.ACTS for each in subjects))
        known_composers.register(REMINDER, compose_reminder)
        known_feeds.register(Reviews(tell))
        self._run_by_the_clock()
        self._renew_links()
        quiet("reminder.sent", "reminder.withdrawn", "health_check.reminded", "commitment.reminded")
        own_hooks.printed_review.register(printed_review)
        own_hooks.review_panels.register(telling.review_panels)
        own_hooks.review_panels.register(review_panels)
        own_hooks.review_panels.register(feedback_joining.review_panels)
        own_hooks.review_panels.register(health_review_panels)
        own_hooks.door_sections.register(meeting_section)
        own_hooks.door_sections.register(action_section)
        own_hooks.door_sections.register(figures_section)
        own_hooks.door_sections.register(feedback_section)
        own_hooks.review_panels.register(warning_panels.review_panels)
        own_hooks.review_panels.register(committed.review_panels)
        own_hooks.door_sections.register(door_sections)
        own_hooks.review_findings.register(findings)
        own_hooks.stated_figures.register(stated_figures)
        own_hooks.figure_taken.register(note_taken)
        own_hooks.review_sent_back.register(close_drafts)
        own_hooks.review_confirmed.register(tell_outcome)
        own_hooks.review_confirmed.register(follow_review)
        own_hooks.occurrence_held.register(follow_occurrence)
        hooks.agreement_in_force.register(plan_reviews)
        hooks.agreement_in_force.register(follow_text)
        hooks.agreement_end_moved.register(follow_new_end)
        hooks.agreement_ended.register(end_series)
        hooks.agreement_ended.register(end_with_text)
        hooks.partnership_ended.register(end_series_of)
        hooks.partnership_ended.register(end_with_partnership)
        hooks.panels.register(panels)
        hooks.panels.register(meeting_panels)
        hooks.panels.register(feedback_joining.panels)
        hooks.panels.register(door_panels)
        hooks.panels.register(committed.panels)
        hooks.panels.register(health_panels)
        hooks.panels.register(evaluations.panels)
        hooks.panels.register(warning_panels.panels)
        hooks.on_record.register(dated_activities, held_reviews, acceptances)
        hooks.on_record.register(rounds, milestones, quotas, judgements, agenda.open_actions, meetings_of)
        hooks.on_record.register(feedback_joining.all_feedback, checks, evaluations.all_evaluations)
        hooks.draft_panels.register(draft_panels)
        hooks.ready_rows.register(ready_rows, signed_objectives)
        hooks.ready_rows.register(warning_facts, with_facts, written_facts)
        hooks.part_uses.register(part_uses)
        hooks.timeline_events.register(timeline_events)
        hooks.objective_results.register(objective_results)
        hooks.portfolio_figures.register(rhythm_figures)
        hooks.portfolio_panels.register(rhythm_panels)
        hooks.waiting.register(agenda.review_tasks, agenda.open_reviews)
        hooks.waiting.register(agenda.occurrence_tasks, agenda.open_occurrences)
        hooks.waiting.register(agenda.action_tasks, agenda.open_actions)
        hooks.waiting.register(agenda.decision_tasks, agenda.confirmed_reviews)
        hooks.waiting.register(meeting_tasks, planned_meetings, without_note)
        hooks.waiting.register(feedback_tasks, open_feedback)
        hooks.waiting.register(health_tasks, unread_checks)
        hooks.waiting.register(evaluation_tasks, being_written, to_answer)
        hooks.waiting.register(warning_tasks, with_facts)
        hooks.waiting.register(commitment_tasks, unsettled_tasks)
        hooks.waiting.register(untold_tasks, open_untold)
        hooks.task_kinds.update({**KINDS, **committed.KINDS, **HEALTH_KINDS, **evaluations.KINDS, **WARNINGS})
        hooks.task_kinds.update({**MEETINGS, **feedback_joining.KINDS, **telling.KINDS, **FAILED_KINDS})
        hooks.findings_page.append("reviews:look_through")
        hooks.warning_kinds.update(WARNINGS)
        hooks.unlisted_kinds.update(TOLD_OF.values())
        hooks.mandate_kinds.add(KIND_OF["representative_gone"])
        hooks.ending_lines.register(ending_lines)
        hooks.ending_lines.register(committed.ending_lines)
        hooks.ending_lines.register(meeting_lines)
        hooks.ending_panels.register(ending_panels)
        hooks.ending_starts.register(ending_starts)

    def _renew_links(self) -> None:
        """How a mail whose link is gone is sent again."""
        from pes_partnerships.outbox.rules.renewing import known_renewers
        from reviews.door.services import links
        from reviews.health.services import opening
        from reviews.partners.services import asking

        known_renewers.register("own_page", links.renew_link)
        known_renewers.register("health_requested", opening.renew_link)
        known_renewers.register("part_requested", asking.renew_link)

    def _run_by_the_clock(self) -> None:
        """What days that pass bring about: tried out by a dry run, and caught up with after a backup was restored."""
        from pes_partnerships.outbox.rules.sweeps import known_sweeps
        from reviews.commitments.services.sweeping import sweep_commitments
        from reviews.evaluation.services.reminding import sweep_evaluations
        from reviews.health.services.sweeping import sweep_checks
        from reviews.partners.services.reminding import sweep_parts
        from reviews.reminders.services.reminding import sweep_reminders

        known_sweeps.register("reminders", sweep_reminders)
        known_sweeps.register("partners in reviews", sweep_parts)
        known_sweeps.register("health checks", sweep_checks)
        known_sweeps.register("evaluations", sweep_evaluations)
        known_sweeps.register("commitments", sweep_commitments)
