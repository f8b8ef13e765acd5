"""The addresses of actors, invitations, answers, dialogue and representatives."""

from django.urls import path

from .views import actors, answer, contact, dialogue, inviting, participant, representative

urlpatterns = [
    path("organisations/<int:pk>/representative/", representative.representative_change, name="representative_change"),
    path("representatives/<int:pk>/", representative.representative, name="representative"),
    path("fresh-looks/<int:pk>/", representative.fresh_look, name="fresh_look"),
    path("organisations/<int:pk>/contacts/new/", contact.contact_new, name="contact_new"),
    path("contacts/<int:pk>/", contact.contact_change, name="contact_change"),
    path("partnerships/<int:pk>/participants/", participant.participants, name="participants"),
    path("partnerships/<int:pk>/participants/new/", participant.participant_new, name="participant_new"),
    path("participants/<int:pk>/", participant.participant_change, name="participant_change"),
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
