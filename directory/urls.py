from django.urls import path

from directory.consenting.views import answering, contacts
from directory.publishing.views import checking, conversing, proposing
from directory.upkeep.views import confirming, selected
from directory.upkeep.views import entries as upkeep

from .comparing.views import compare
from .entries import views as entries
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
    path("entries/<slug:slug>/", entries.entry, name="entry"),
    path("entries/<slug:slug>/withdraw/", checking.withdraw, name="withdraw"),
    path("entries/<slug:slug>/give-back/", checking.give_back, name="give_back"),
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
