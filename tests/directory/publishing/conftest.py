"""A partnership whose source has an entry, that entry, and what is done with both."""

import pytest
from django.urls import reverse
from django_scopes import scope

from directory.models import Entry, Proposal
from directory.publishing.services.proposing import draft_entry, propose_entry
from directory.publishing.services.publishing import publish
from directory.recognising.services.finding import candidates
from directory.recognising.services.keys import claim_keys
from pes_partnerships.ledger.services import Actor
from tests.directory.conftest import AT, make_entry, make_running

PAGE = "https://www.ots.at/presseaussendung/OTS_20021023_OTS0134"


def address(partnership, take: object = "") -> str:
    found = reverse("directory:propose", args=[partnership.pk])
    return f"{found}?take={take}" if take else found


@pytest.fixture
def pact(cast):
    """Came by an import: its source names the page from which an entry was made."""
    return make_running(
        cast.service, "Territorial pact Carinthia", office=cast.alytus, manager=cast.lina, countries=["AT"],
        title_original="Territorialer Beschäftigungspakt Kärnten", source=f"Press release, {PAGE}/",
    )  # fmt: skip


@pytest.fixture
def known(db):
    """An entry from published sources, with facts that the partnership does not know."""
    entry = make_entry(
        "Employment in Carinthia", countries=["AT"], source=f"{PAGE}\nKleine Zeitung, 2017", days_ago=400,
        challenge="Few jobs.", success_factors="A budget each year.", added_value="Money of four sources.",
    )  # fmt: skip
    claim_keys(entry)
    return entry


def propose(cast, partnership, entry=None, by=None, **more) -> Proposal:
    public = draft_entry(partnership, takes_over=entry).public
    return propose_entry(
        partnership=partnership, by=Actor.user(by or cast.lina), projection=public, takes_over=entry, **more
    )


def taken_over(cast, partnership, entry, **more) -> Entry:
    return publish(proposal=propose(cast, partnership, entry, **more), by=Actor.user(cast.dora), at=AT)


def found(partnership):
    with scope(service=partnership.service):
        return candidates(partnership, draft_entry(partnership).public)
