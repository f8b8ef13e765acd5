from django.urls import path

from reviews.agenda.views import listing, mine, results
from reviews.campaigns.views import moving, opening, progress
from reviews.door.views import contacts
from reviews.door.views import page as door
from reviews.evaluation.views import answering as evaluation_answering
from reviews.evaluation.views import inviting, reading, writing
from reviews.health.views import answering
from reviews.health.views import opening as health_opening
from reviews.health.views import results as health_results
from reviews.logging.views import deciding, overview, questions
from reviews.partners.views import asking, part, partners, showing, taking_in
from reviews.schedule.views import rhythms, settings
from reviews.warnings.views import accepting
from reviews.warnings.views import listing as warned

from .follow_up import views as work
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
    path("part/<str:token>/", part.part, name="part"),
    path("part/<str:token>/check/", part.part_check, name="part_check"),
    path("part/<str:token>/draft/", part.part_draft, name="part_draft"),
    path("part/<str:token>/hand-over/", part.part_hand_over, name="part_hand_over"),
    path("objectives/<int:pk>/values/", values.values, name="values"),
    path("objectives/<int:pk>/values/new/", values.value_new, name="value_new"),
    path("values/<int:pk>/correct/", values.value_correct, name="value_correct"),
    path("values/<int:pk>/withdraw/", values.value_withdraw, name="value_withdraw"),
    path("partnerships/<int:pk>/results/", results.partnership_results, name="results"),
    path("partnerships/<int:pk>/values/", grid.values_grid, name="values_grid"),
    path("partnerships/<int:pk>/values/paste/", pasting.values_paste, name="values_paste"),
    path("partnerships/<int:pk>/activities/", work.activities, name="activities"),
    path("partnerships/<int:pk>/activities/new/", work.activity_new, name="activity_new"),
    path("activities/<int:pk>/", work.activity, name="activity"),
    path("partnerships/<int:pk>/actions/", work.actions, name="actions"),
    path("partnerships/<int:pk>/actions/new/", work.action_new, name="action_new"),
    path("actions/<int:pk>/close/", work.action_close, name="action_close"),
    path("partnerships/<int:pk>/health-checks/", health_results.health_checks, name="health_checks"),
    path("partnerships/<int:pk>/health-checks/new/", health_opening.health_check_new, name="health_check_new"),
    path("health-checks/<int:pk>/", health_results.health_check, name="health_check"),
    path("health-checks/<int:pk>/close/", health_opening.health_check_close, name="health_check_close"),
    path("health-people/<int:pk>/ask-again/", health_opening.health_ask_again, name="health_ask_again"),
    path("health-people/<int:pk>/withdraw/", health_opening.health_withdraw, name="health_withdraw"),
    path("health/<str:token>/", answering.health_entry, name="health_entry"),
    path("health/<str:token>/<int:number>/", answering.health_page, name="health_page"),
    path("health/<str:token>/check/", answering.health_send, name="health_send"),
]
