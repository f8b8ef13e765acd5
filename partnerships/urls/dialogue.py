"""The addresses of finding actors, inviting them, and the dialogue with them."""

from django.urls import URLPattern, path

from partnerships.participants.views import actors, answer, dialogue, inviting, participant

DIALOGUE: list[URLPattern] = [
    path("partnerships/<int:pk>/actors/", actors.actors, name="actors"),
    path("partnerships/<int:pk>/dialogue/", dialogue.dialogue, name="dialogue"),
    path("partnerships/<int:pk>/invite/", inviting.invite_several_page, name="invite_several"),
    path("participants/<int:pk>/invite/", inviting.invite, name="invite"),
    path("participants/<int:pk>/talk/", dialogue.dialogue_new, name="dialogue_new"),
    path("participants/<int:pk>/viability/", participant.viability, name="viability"),
    path("dialogue/<int:pk>/", dialogue.dialogue_change, name="dialogue_change"),
    path("invitations/<int:pk>/withdraw/", inviting.invitation_withdraw, name="invitation_withdraw"),
    path("answer/done/", answer.answer_done, name="answer_done"),
    path("answer/<str:token>/", answer.answer, name="answer"),
]
