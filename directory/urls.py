from django.urls import path

from directory.consenting.views import answering, contacts
from directory.contact.views import confirming as message_confirming
from directory.contact.views import conversation, listing, writing
from directory.publishing.views import checking, conversing, proposing
from directory.upkeep.views import confirming, selected
from directory.upkeep.views import entries as upkeep
from directory.visits import views as visits

from .comparing.views import compare
from .entries import views as entries
from .following import views as following
from .front import views as front
from .guidance import views as guidance
from .harvesting import views as harvesting
from .mapping import views as mapping
from .search import views as search

app_name = "directory"
urlpatterns = [
    path("", front.front, name="front"),
    path("compare/", compare.compare, name="compare"),
    path("map/", mapping.europe, name="map"),
    path("search/", search.search, name="search"),
    path("search/feed/", following.feed, name="feed"),
    path("search/follow/", following.follow_search, name="follow_search"),
    path("search/confirm/<str:token>/", following.confirm_search, name="confirm_search"),
    path("search/stop/<str:token>/", following.stop_search, name="stop_search"),
    path("search/followed/", following.followed, name="followed"),
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
    path("messages/confirm/<str:token>/", message_confirming.message_confirm, name="message_confirm"),
    path("messages/with/<str:token>/", conversation.conversation, name="conversation"),
    path("messages/with/<str:token>/visit/<slug:act>/", visits.conversation_visit, name="conversation_visit"),
    path("messages/with/<str:token>/visit.ics", visits.conversation_calendar, name="conversation_calendar"),
    path("guidance/", guidance.guidance, name="guidance"),
    path("guidance/<slug:code>/", guidance.guide, name="guide"),
    path("about/", front.about, name="about"),
    path("accessibility/", front.accessibility, name="accessibility"),
    path("privacy/", front.privacy, name="privacy"),
    path("imprint/", front.imprint, name="imprint"),
    path("robots.txt", harvesting.robots, name="robots"),
    path("sitemap.xml", harvesting.index, name="sitemap"),
    path("sitemap-<slug:section>.xml", harvesting.part, name="sitemap_part"),
    path("partnerships/<int:pk>/propose/", proposing.propose, name="propose"),
    path("partnerships/<int:pk>/propose/comments/", conversing.comments, name="comments"),
    path("partnerships/<int:pk>/propose/contacts/", contacts.contacts, name="contacts"),
    path("consent/<str:token>/", answering.consent, name="consent"),
    path("queue/", checking.queue, name="queue"),
    path("queue/published/", upkeep.published, name="published"),
    path("queue/stale/", upkeep.stale, name="stale"),
    path("queue/selected/", selected.selected, name="selected"),
    path("queue/validity/", upkeep.validity, name="validity"),
    path("confirm/<str:token>/", confirming.confirm, name="confirm"),
    path("proposals/<int:pk>/", checking.proposal, name="proposal"),
]
