"""The addresses of the portfolio and of partnerships."""

from django.urls import URLPattern, path

from partnerships.participants.views import participant
from partnerships.portfolio.views import partnership, portfolio
from partnerships.preparation.views import examination
from partnerships.shared.views import history

FORMING: list[URLPattern] = [
    path("portfolio/", portfolio.portfolio, name="portfolio"),
    path("partnerships/new/", partnership.partnership_new, name="partnership_new"),
    path("partnerships/<int:pk>/", partnership.partnership, name="partnership"),
    path("partnerships/<int:pk>/change/", partnership.partnership_change, name="partnership_change"),
    path("partnerships/<int:pk>/end/", partnership.partnership_end, name="partnership_end"),
    path("partnerships/<int:pk>/examination/", examination.examination, name="examination"),
    path("partnerships/<int:pk>/participants/", participant.participants, name="participants"),
    path("partnerships/<int:pk>/participants/new/", participant.participant_new, name="participant_new"),
    path("participants/<int:pk>/", participant.participant_change, name="participant_change"),
    path("partnerships/<int:pk>/history/", history.history, name="history"),
]
