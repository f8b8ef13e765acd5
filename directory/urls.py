from django.urls import path

from directory.publishing.views import checking, proposing

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
    path("queue/", checking.queue, name="queue"),
    path("proposals/<int:pk>/", checking.proposal, name="proposal"),
]
