from django.urls import URLPattern, path

from partnerships.agreement_urls import AGREEMENTS
from partnerships.views import (
    contact,
    examination,
    history,
    organisation,
    participant,
    partnership,
    portfolio,
)

app_name = "partnerships"

FORMING: list[URLPattern] = [
    path("portfolio/", portfolio.portfolio, name="portfolio"),
    path("organisations/", organisation.organisations, name="organisations"),
    path("organisations/new/", organisation.organisation_new, name="organisation_new"),
    path("organisations/<int:pk>/", organisation.organisation, name="organisation"),
    path("organisations/<int:pk>/change/", organisation.organisation_change, name="organisation_change"),
    path("organisations/<int:pk>/contacts/new/", contact.contact_new, name="contact_new"),
    path("contacts/<int:pk>/", contact.contact_change, name="contact_change"),
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

urlpatterns = [*FORMING, *AGREEMENTS]
