"""The addresses of the model adviser, and the team with its skills."""

from django.urls import URLPattern, path

from partnerships.preparation.views import advice, team

ADVICE: list[URLPattern] = [
    path("partnerships/<int:pk>/model/", advice.advice, name="advice"),
    path("model-advice/<int:pk>/", advice.advice_result, name="advice_result"),
    path("model-adviser/", advice.adviser_table, name="adviser_table"),
    path("partnerships/<int:pk>/team/", team.team, name="team"),
    path("partnerships/<int:pk>/team/new/", team.team_member_new, name="team_member_new"),
    path("team/<int:pk>/", team.team_member, name="team_member"),
    path("partnerships/<int:pk>/trainings/new/", team.training_new, name="training_new"),
    path("trainings/<int:pk>/", team.training, name="training"),
]
