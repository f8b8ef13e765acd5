from django.urls import path

from reviews.agenda.views import listing, mine, results
from reviews.campaigns.views import moving, opening, progress
from reviews.commitments.views import acting as commitment_acts
from reviews.commitments.views import door as commitment_door
from reviews.commitments.views import keeping as commitment_keeping
from reviews.commitments.views import one as commitment_pages
from reviews.commitments.views import overview as commitment_lists
from reviews.commitments.views import reviewing as commitment_reviewing
from reviews.door.views import contacts
from reviews.door.views import page as door
from reviews.evaluation.views import answering as evaluation_answering
from reviews.evaluation.views import inviting, reading, writing
from reviews.feedback.views import office as feedback
from reviews.feedback.views import own as own_feedback
from reviews.follow_up.views import actions
from reviews.follow_up.views import activities as work
from reviews.follow_up.views import own as own_actions
from reviews.health.views import answering
from reviews.health.views import opening as health_opening
from reviews.health.views import results as health_results
from reviews.logging.views import deciding, overview, questions
from reviews.meetings.views import addresses, chairing, meeting, noting
from reviews.meetings.views import holding as meeting_holding
from reviews.meetings.views import listing as met
from reviews.meetings.views import own as own_meetings
from reviews.meetings.views import planning as meeting_planning
from reviews.partners.views import asking, part, partners, showing, taking_in, workbook
from reviews.periods.views import completeness, confirming
from reviews.periods.views import own as own_figures
from reviews.proof.views import day as proof_day
from reviews.proof.views import value as proof
from reviews.schedule.views import held_before, rhythm_change, rhythms, settings
from reviews.telling.views import telling
from reviews.warnings.views import accepting
from reviews.warnings.views import listing as warned
from reviews.warnings.views import look_through as looking

from .glance.views import page as glance
from .grid.views import grid, pasting
from .results import views as values

app_name = "reviews"
urlpatterns = [
    path("", listing.review_list, name="list"),
    path("mine/", mine.mine, name="mine"),
    path("<int:pk>/continue/", overview.review_go_on, name="review_go_on"),
    path("at-a-glance/", glance.glance, name="glance"),
    path("settings/", settings.settings, name="settings"),
    path("campaigns/", progress.campaigns, name="campaigns"),
    path("campaigns/new/", opening.campaign_new, name="campaign_new"),
    path("campaigns/<int:pk>/", progress.campaign, name="campaign"),
    path("campaigns/<int:pk>/days/", moving.campaign_days, name="campaign_days"),
    path("campaigns/<int:pk>/workbook/", workbook.campaign_workbook, name="campaign_workbook"),
    path("campaigns/<int:pk>/workbook/file/", workbook.campaign_file, name="campaign_file"),
    path("look-through/", looking.look_through, name="look_through"),
    path("look-through/<slug:number>/", looking.look_through_check, name="look_through_check"),
    path("warnings/", warned.warnings, name="warnings"),
    path("warnings/checks/", warned.warning_checks, name="warning_checks"),
    path("warnings/accepted/<int:pk>/withdraw/", accepting.acceptance_withdraw, name="acceptance_withdraw"),
    path("partnerships/<int:pk>/warnings/", accepting.partnership_warnings, name="partnership_warnings"),
    path("partnerships/<int:pk>/warnings/<slug:code>/<slug:about>/", accepting.warning_accept, name="warning_accept"),
    path("<int:pk>/", overview.review, name="review"),
    path("<int:pk>/calendar.ics", overview.review_calendar, name="review_calendar"),
    path("<int:pk>/objectives/<int:number>/", questions.review_objective, name="review_objective"),
    path("<int:pk>/answers/<slug:step>/", questions.review_answers, name="review_answers"),
    path("<int:pk>/actions/", questions.review_actions, name="review_actions"),
    path("<int:pk>/decision/", deciding.review_decision, name="review_decision"),
    path("<int:pk>/check/", deciding.review_check, name="review_check"),
    path("<int:pk>/confirm/", deciding.review_confirm, name="review_confirm"),
    path("<int:pk>/send-back/", deciding.review_send_back, name="review_send_back"),
    path("<int:pk>/day/", deciding.review_move, name="review_move"),
    path("occurrences/<int:pk>/", rhythms.occurrence, name="occurrence"),
    path("partnerships/<int:pk>/rhythms/", rhythms.rhythms, name="rhythms"),
    path("partnerships/<int:pk>/rhythms/new/", rhythms.rhythm_new, name="rhythm_new"),
    path("partnerships/<int:pk>/reviews/enter/", held_before.review_enter, name="review_enter"),
    path("rhythms/<int:pk>/change/", rhythm_change.rhythm_change, name="rhythm_change"),
    path("rhythms/<int:pk>/end/", rhythms.rhythm_end, name="rhythm_end"),
    path("partnerships/<int:pk>/evaluations/", inviting.evaluations, name="evaluations"),
    path("partnerships/<int:pk>/evaluations/invite/", inviting.evaluation_invite, name="evaluation_invite"),
    path("evaluations/<int:pk>/", reading.evaluation, name="evaluation"),
    path("evaluations/<int:pk>/parts/<slug:part>/", writing.evaluation_part, name="evaluation_part"),
    path("evaluations/<int:pk>/hand-in/", writing.evaluation_hand_in, name="evaluation_hand_in"),
    path("evaluations/<int:pk>/write-again/", writing.evaluation_write_again, name="evaluation_write_again"),
    path(
        "evaluations/<int:pk>/answers/<int:number>/", evaluation_answering.evaluation_answer, name="evaluation_answer"
    ),
    path("evaluations/<int:pk>/send-answers/", evaluation_answering.evaluation_send, name="evaluation_send"),
    path(
        "evaluations/<int:pk>/independence/",
        evaluation_answering.evaluation_independence,
        name="evaluation_independence",
    ),
    path("evaluations/<int:pk>/end-invitation/", inviting.evaluation_end, name="evaluation_end"),
    path("untold/<int:pk>/", telling.partner_tell, name="partner_tell"),
    path("<int:pk>/partners/", partners.review_partners, name="review_partners"),
    path("<int:pk>/partners/ask/", asking.review_ask, name="review_ask"),
    path("<int:pk>/partners/<int:participation>/sheet/", taking_in.part_sheet, name="part_sheet"),
    path("<int:pk>/partners/<int:participation>/take-in/", taking_in.part_take_in, name="part_take_in"),
    path("<int:pk>/draft/show/", showing.draft_show, name="draft_show"),
    path("parts/<int:pk>/ask-again/", asking.part_ask_again, name="part_ask_again"),
    path("parts/<int:pk>/withdraw/", asking.part_withdraw, name="part_withdraw"),
    path("objections/<int:pk>/reply/", showing.objection_reply, name="objection_reply"),
    path("partnerships/<int:pk>/contacts/", contacts.door_contacts, name="door_contacts"),
    path(
        "partnerships/<int:pk>/contacts/<int:participation>/<int:contact>/send/", contacts.door_send, name="door_send"
    ),
    path("partnerships/<int:pk>/contacts/<int:participation>/<int:contact>/end/", contacts.door_end, name="door_end"),
    path("own/<str:token>/", door.door, name="door"),
    path("own/<str:token>/again/", door.door_again, name="door_again"),
    path("own/<str:token>/words/<int:pk>/", own_meetings.meeting_own_words, name="meeting_own_words"),
    path("own/<str:token>/actions/<int:pk>/", own_actions.action_own, name="action_own"),
    path("own/<str:token>/figures/<int:pk>/", own_figures.own_periods, name="own_periods"),
    path("own/<str:token>/figures/<int:pk>/<slug:period>/", own_figures.own_period, name="own_period"),
    path("own/<str:token>/feedback/", own_feedback.feedback_give, name="feedback_give"),
    path("partnerships/<int:pk>/feedback/", feedback.feedback, name="feedback"),
    path("partnerships/<int:pk>/feedback/new/", feedback.feedback_new, name="feedback_new"),
    path("feedback/<int:pk>/answer/", feedback.feedback_answer, name="feedback_answer"),
    path("own/<str:token>/commitments/<int:pk>/", commitment_door.door_commitment, name="door_commitment"),
    path("own/<str:token>/commitments/<int:pk>/answer/", commitment_door.door_answer, name="door_answer"),
    path(
        "own/<str:token>/commitments/files/<int:pk>/",
        commitment_door.door_commitment_file,
        name="door_commitment_file",
    ),
    path("part/<str:token>/", part.part, name="part"),
    path("part/<str:token>/check/", part.part_check, name="part_check"),
    path("part/<str:token>/draft/", part.part_draft, name="part_draft"),
    path("part/<str:token>/hand-over/", part.part_hand_over, name="part_hand_over"),
    path("objectives/<int:pk>/values/", values.values, name="values"),
    path("objectives/<int:pk>/values/new/", values.value_new, name="value_new"),
    path("objectives/<int:pk>/alone/", values.alone_cost, name="alone_cost"),
    path("values/<int:pk>/correct/", values.value_correct, name="value_correct"),
    path("values/<int:pk>/withdraw/", values.value_withdraw, name="value_withdraw"),
    path("partnerships/<int:pk>/results/", results.partnership_results, name="results"),
    path("values/<int:pk>/proof/", proof.value_proof, name="value_proof"),
    path("values/<int:pk>/proof/new/", proof.proof_new, name="proof_new"),
    path("proofs/<int:pk>/replace/", proof.proof_replace, name="proof_replace"),
    path("proofs/<int:pk>/withdraw/", proof.proof_withdraw, name="proof_withdraw"),
    path("proofs/files/<int:pk>/", proof.proof_file, name="proof_file"),
    path("partnerships/<int:pk>/proof/", proof_day.proof_on_day, name="proof_on_day"),
    path("objectives/<int:pk>/periods/", confirming.periods, name="periods"),
    path("objectives/<int:pk>/periods/<slug:period>/", confirming.period, name="period"),
    path("confirmations/<int:pk>/withdraw/", confirming.confirmation_withdraw, name="confirmation_withdraw"),
    path("partnerships/<int:pk>/reporting/", completeness.completeness, name="completeness"),
    path("partnerships/<int:pk>/values/", grid.values_grid, name="values_grid"),
    path("partnerships/<int:pk>/values/paste/", pasting.values_paste, name="values_paste"),
    path("partnerships/<int:pk>/activities/", work.activities, name="activities"),
    path("partnerships/<int:pk>/activities/new/", work.activity_new, name="activity_new"),
    path("activities/<int:pk>/", work.activity, name="activity"),
    path("partnerships/<int:pk>/actions/", actions.actions, name="actions"),
    path("partnerships/<int:pk>/actions/new/", actions.action_new, name="action_new"),
    path("actions/<int:pk>/", actions.action, name="action"),
    path("actions/<int:pk>/progress/", actions.action_progress, name="action_progress"),
    path("actions/<int:pk>/done/", actions.action_done, name="action_done"),
    path("actions/<int:pk>/confirm/", actions.action_confirm, name="action_confirm"),
    path("actions/<int:pk>/give-up/", actions.action_give_up, name="action_give_up"),
    path("partnerships/<int:pk>/meetings/", met.meetings, name="meetings"),
    path("partnerships/<int:pk>/meetings/new/", meeting_planning.meeting_new, name="meeting_new"),
    path("partnerships/<int:pk>/meetings/chair/", chairing.chair_order, name="chair_order"),
    path("meetings/<int:pk>/", meeting.meeting, name="meeting"),
    path("meetings/<int:pk>/change/", meeting_planning.meeting_change, name="meeting_change"),
    path("meetings/<int:pk>/people/", meeting_planning.meeting_people, name="meeting_people"),
    path("meetings/<int:pk>/agenda/", meeting_planning.meeting_agenda, name="meeting_agenda"),
    path("meetings/<int:pk>/papers/", meeting_planning.meeting_papers, name="meeting_papers"),
    path("meetings/<int:pk>/invite/", meeting_planning.meeting_invite, name="meeting_invite"),
    path("meetings/<int:pk>/cancel/", meeting_planning.meeting_cancel, name="meeting_cancel"),
    path("meetings/<int:pk>/calendar.ics", meeting_planning.meeting_calendar, name="meeting_calendar"),
    path("meetings/<int:pk>/hold/", meeting_holding.meeting_hold, name="meeting_hold"),
    path("meetings/<int:pk>/ask/", meeting_holding.meeting_ask, name="meeting_ask"),
    path("meeting-participants/<int:pk>/address/", addresses.meeting_address, name="meeting_address"),
    path("meeting-participants/<int:pk>/words/", meeting_holding.meeting_words, name="meeting_words"),
    path("meetings/<int:pk>/note/", noting.meeting_note, name="meeting_note"),
    path("meetings/<int:pk>/send/", noting.meeting_send, name="meeting_send"),
    path("meeting-notes/<int:pk>/", noting.meeting_note_sent, name="meeting_note_sent"),
    path("meeting-notes/<int:pk>/minutes.pdf", noting.meeting_minutes, name="meeting_minutes"),
    path("partnerships/<int:pk>/commitments/", commitment_lists.commitments, name="commitments"),
    path("partnerships/<int:pk>/commitments/new/", commitment_keeping.commitment_new, name="commitment_new"),
    path(
        "partnerships/<int:pk>/commitments/calendar.ics",
        commitment_pages.commitments_calendar,
        name="commitments_calendar",
    ),
    path("<int:pk>/commitments/", commitment_reviewing.review_commitments, name="review_commitments"),
    path("commitments/<int:pk>/", commitment_pages.commitment, name="commitment"),
    path("commitments/<int:pk>/change/", commitment_keeping.commitment_change, name="commitment_change"),
    path("commitments/<int:pk>/ask/", commitment_keeping.commitment_ask, name="commitment_ask"),
    path("commitments/<int:pk>/measure/", commitment_keeping.commitment_measure, name="commitment_measure"),
    path("commitments/<int:pk>/end/", commitment_keeping.commitment_end, name="commitment_end"),
    path("commitment-tasks/<int:pk>/done/", commitment_acts.commitment_done, name="commitment_done"),
    path("commitment-tasks/<int:pk>/decide/", commitment_acts.commitment_decide, name="commitment_decide"),
    path("commitment-tasks/<int:pk>/move/", commitment_acts.commitment_move, name="commitment_move"),
    path("commitment-tasks/<int:pk>/set-aside/", commitment_acts.commitment_set_aside, name="commitment_set_aside"),
    path("commitment-tasks/<int:pk>/remind/", commitment_acts.commitment_remind, name="commitment_remind"),
    path("commitment-files/<int:pk>/", commitment_pages.commitment_file, name="commitment_file"),
    path("partnerships/<int:pk>/health-checks/", health_results.health_checks, name="health_checks"),
    path("partnerships/<int:pk>/health-checks/new/", health_opening.health_check_new, name="health_check_new"),
    path("health-checks/<int:pk>/", health_results.health_check, name="health_check"),
    path("health-checks/<int:pk>/read/", health_results.health_check_read, name="health_check_read"),
    path("health-checks/<int:pk>/close/", health_opening.health_check_close, name="health_check_close"),
    path("health-people/<int:pk>/ask-again/", health_opening.health_ask_again, name="health_ask_again"),
    path("health-people/<int:pk>/withdraw/", health_opening.health_withdraw, name="health_withdraw"),
    path("health/<str:token>/", answering.health_entry, name="health_entry"),
    path("health/<str:token>/<int:number>/", answering.health_page, name="health_page"),
    path("health/<str:token>/check/", answering.health_send, name="health_send"),
]
