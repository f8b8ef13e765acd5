from django.urls import path

from directory.contact.views import confirming, conversation, listing, writing
from directory.publishing.views import checking, proposing
from directory.visits import views as visits

from .entries import views as entries
from .front import views as front
from .guidance import views as guidance
from .search import views as search

app_name = "directory"
urlpatterns = [
    path("", front.front, name="front"),
    path("search/", search.search, name="search"),
    path("entries/<slug:slug>/", entries.entry, name="entry"),
    path("entries/<slug:slug>/withdraw/", checking.withdraw, name="withdraw"),
    path("entries/<slug:slug>/give-back/", checking.give_back, name="give_back"),
    path("entries/<slug:slug>/write/", writing.write, name="write"),
    path("entries/<slug:slug>/written/", writing.written, name="written"),
    path("messages/", listing.messages, name="messages"),
    path("messages/mailbox/", listing.messages_mailbox, name="messages_mailbox"),
    path("messages/<int:pk>/", conversation.message, name="message"),
    path("messages/<int:pk>/visit/<slug:act>/", visits.message_visit, name="message_visit"),
    path("messages/<int:pk>/visit.ics", visits.message_calendar, name="message_calendar"),
    path("messages/confirm/<str:token>/", confirming.message_confirm, name="message_confirm"),
    path("messages/with/<str:token>/", conversation.conversation, name="conversation"),
    path("messages/with/<str:token>/visit/<slug:act>/", visits.conversation_visit, name="conversation_visit"),
    path("messages/with/<str:token>/visit.ics", visits.conversation_calendar, name="conversation_calendar"),
    path("guidance/", guidance.guidance, name="guidance"),
    path("guidance/<slug:code>/", guidance.guide, name="guide"),
    path("about/", front.about, name="about"),
    path("accessibility/", front.accessibility, name="accessibility"),
    path("privacy/", front.privacy, name="privacy"),
    path("partnerships/<int:pk>/propose/", proposing.propose, name="propose"),
    path("queue/", checking.queue, name="queue"),
    path("proposals/<int:pk>/", checking.proposal, name="proposal"),
]
