"""The addresses of what comes before the text."""

from django.urls import path

from .views import advice, chain, examination, preparation, support, team

urlpatterns = [
    path("partnerships/<int:pk>/examination/", examination.examination, name="examination"),
    path("partnerships/<int:pk>/preparation/", preparation.preparation, name="preparation"),
    path("partnerships/<int:pk>/chain/", chain.chain, name="chain"),
    path("partnerships/<int:pk>/chain/map/", chain.chain_map, name="chain_map"),
    path("partnerships/<int:pk>/tests/", examination.five_tests, name="tests"),
    path("partnerships/<int:pk>/value/", examination.value, name="value"),
    path("partnerships/<int:pk>/support/", support.support, name="support"),
    path("partnerships/<int:pk>/decision/", examination.decision, name="decision"),
    path("partnerships/<int:pk>/model/", advice.advice, name="advice"),
    path("model-advice/<int:pk>/", advice.advice_result, name="advice_result"),
    path("model-adviser/", advice.adviser_table, name="adviser_table"),
    path("partnerships/<int:pk>/team/", team.team, name="team"),
    path("partnerships/<int:pk>/team/new/", team.team_member_new, name="team_member_new"),
    path("team/<int:pk>/", team.team_member, name="team_member"),
    path("partnerships/<int:pk>/trainings/new/", team.training_new, name="training_new"),
    path("trainings/<int:pk>/", team.training, name="training"),
]
