"""The addresses of an ending: decided, moved, stopped; its steps, objections and words; one party that leaves."""

from django.urls import path

from .views import deciding, ending, following, leaving, objecting, steps

urlpatterns = [
    path("partnerships/<int:pk>/end/", deciding.partnership_end, name="partnership_end"),
    path("partnerships/<int:pk>/ending/", ending.ending, name="ending"),
    path("partnerships/<int:pk>/ending/move/", deciding.ending_move, name="ending_move"),
    path("partnerships/<int:pk>/ending/stop/", deciding.ending_stop, name="ending_stop"),
    path("partnerships/<int:pk>/ending/objection/", objecting.ending_objection, name="ending_objection"),
    path("partnerships/<int:pk>/ending/words/", objecting.ending_words, name="ending_words"),
    path("partnerships/<int:pk>/ending/successor/", following.ending_successor, name="ending_successor"),
    path("partnerships/<int:pk>/ending/step/", steps.ending_step_new, name="ending_step_new"),
    path("ending-objections/<int:pk>/", objecting.objection_answer, name="objection_answer"),
    path("ending-steps/<int:pk>/", steps.ending_step, name="ending_step"),
    path("ending-steps/<int:pk>/check/", steps.ending_step_check, name="ending_step_check"),
    path("ending-steps/<int:pk>/change/", steps.ending_step_change, name="ending_step_change"),
    path("ending-steps/<int:pk>/remove/", steps.ending_step_remove, name="ending_step_remove"),
    path("agreements/<int:pk>/withdrawal/", leaving.withdrawal_new, name="withdrawal_new"),
    path("withdrawals/<int:pk>/", leaving.withdrawal, name="withdrawal"),
    path("withdrawals/<int:pk>/stay/", leaving.withdrawal_stay, name="withdrawal_stay"),
    path("left-matters/<int:pk>/", leaving.left_matter, name="left_matter"),
]
