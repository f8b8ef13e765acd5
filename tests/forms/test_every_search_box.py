"""Every list with a search box finds the same, however apostrophes, hyphens and spaces are written (D1, F2)."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from directory.contact.services.passing_on import confirm
from directory.models import ContactRequest
from partnerships.matching.services.duplicates import rebuild_keys
from partnerships.models import Objective, Organisation
from pes_partnerships.accounts.models import Membership
from pes_partnerships.accounts.rules.roles import Role
from tests.directory.conftest import make_entry
from tests.factories import make_organisation, make_participation, ready_agreement, signed_agreement
from tests.factories.clauses import bare_draft
from tests.factories.duplicates import make_double
from tests.factories.reviews import many_planned
from tests.factories.umbrella import make_local
from tests.pages import words_on

NAME = "L’Entr’aide d’Œuvres‑Santé"
PAIRS = [
    ("l'entr'aide", "L’Entr’aide", "lʼentr´aide"),
    (
        "d'oeuvres-sante",
        "D’Œuvres Santé",
        "d`œuvres‑sante",
        "d’Œuvres–Santé",
        "oeuvres\u00a0sante",
        "oeuv\u00adres sante",
    ),
]
TOP = Path(__file__).parents[2]

# where words are typed to find rows -> the lists below that show it
BOXES = {
    "directory/contact/forms/listing.py": "messages",
    "partnerships/merging/forms/duplicate.py": "duplicates",
    "partnerships/merging/forms/merging.py": "other_record",
    "partnerships/participants/forms/actors.py": "actors",
    "partnerships/participants/forms/participant.py": "participants",
    "partnerships/portfolio/forms/portfolio.py": "portfolio",
    "partnerships/shared/forms/organisation_filter.py": "registry",
    "partnerships/shared/forms/choosing.py": "chosen",
    "reviews/agenda/forms.py": "reviews",
    "templates/directory/front/front.html": "directory",
    "templates/directory/search/search.html": "directory",
    "templates/directory/upkeep/entries.html": "entries",
    "templates/partnerships/agreements/agreement_objectives.html": "objectives",
    "templates/partnerships/agreements/agreement_parties.html": "parties",
    "templates/partnerships/agreements/section_copy.html": "parts",
    "templates/partnerships/participants/participant_new.html": "new_participant",
    "templates/partnerships/signing/members.html": "members",
    "templates/partnerships/umbrella/local_texts.html": "local_texts",
}


def messages(cast) -> str:
    entry = make_entry("Career support", slug="career", service=cast.service)
    message = ContactRequest.objects.create(
        entry=entry, name="Ivana", organisation=NAME, email="ivana@hzz.example", message="How?"
    )
    confirm(request=message)
    return reverse("directory:messages") + "?"


def directory(cast) -> str:
    make_entry(NAME, slug="entraide")
    return reverse("directory:search") + "?"


def entries(cast) -> str:
    make_entry(NAME, slug="entraide")
    Membership.objects.filter(user=cast.lina).update(role=Role.DIRECTORY_ADMIN, office=None)
    return reverse("directory:published") + "?"


def registry(cast) -> str:
    make_organisation(cast.service, NAME)
    return reverse("partnerships:organisations") + "?"


def duplicates(cast) -> str:
    make_double(cast.service, f"{NAME} Alytus", f"{NAME} Alytuje")
    rebuild_keys(cast.service)
    return reverse("partnerships:duplicates") + "?"


def other_record(cast) -> str:
    make_organisation(cast.service, NAME)
    return reverse("partnerships:merge_choose", args=[make_organisation(cast.service, "Town").pk]) + "?"


def chosen(cast) -> str:
    """The form is the same wherever one of many is chosen; its button posts, and here an unfinished form asks."""
    make_organisation(cast.service, NAME)
    return reverse("partnerships:organisation_end", args=[make_organisation(cast.service, "Town").pk])


def actors(cast) -> str:
    make_organisation(cast.service, NAME)
    return reverse("partnerships:actors", args=[ready_agreement(cast).partnership_id]) + "?looked=1&"


def places(cast) -> str:
    make_organisation(cast.service, "Somebody", place=NAME)
    return reverse("partnerships:actors", args=[ready_agreement(cast).partnership_id]) + "?looked=1&"


def participants(cast) -> str:
    partnership = ready_agreement(cast).partnership
    make_participation(partnership, make_organisation(cast.service, NAME))
    return reverse("partnerships:participants", args=[partnership.pk]) + "?"


def new_participant(cast) -> str:
    make_organisation(cast.service, NAME)
    return reverse("partnerships:participant_new", args=[ready_agreement(cast).partnership_id]) + "?"


def portfolio(cast) -> str:
    make_participation(ready_agreement(cast).partnership, make_organisation(cast.service, NAME))
    return reverse("partnerships:portfolio") + "?"


def reviews(cast) -> str:
    [review] = many_planned(cast, 1, due_on="2026-12-01")
    make_participation(review.series.partnership, make_organisation(cast.service, NAME))
    return reverse("reviews:list") + "?"


def parties(cast) -> str:
    agreement = ready_agreement(cast)
    party = agreement.parties.last()
    party.programme = NAME
    party.save()
    return reverse("partnerships:agreement_parties", args=[agreement.pk]) + "?"


def objectives(cast) -> str:
    agreement = ready_agreement(cast)
    Objective.objects.filter(pk=agreement.objectives.first().pk).update(title=NAME)
    return reverse("partnerships:agreement_objectives", args=[agreement.pk]) + "?"


def parts(cast) -> str:
    agreement = ready_agreement(cast)
    make_participation(agreement.partnership, make_organisation(cast.service, NAME))
    return reverse("partnerships:section_copy", args=[bare_draft(cast).pk, "information"]) + "?"


def local_texts(cast) -> str:
    partnership = ready_agreement(cast).partnership
    make_local(partnership, NAME)
    return reverse("partnerships:local_texts", args=[partnership.pk]) + "?"


def members(cast) -> str:
    network = signed_agreement(cast, force_rule="own_signature")
    party = network.accessions.first().party
    Organisation.objects.filter(pk=party.participation.organisation_id).update(name=NAME)
    return reverse("partnerships:members", args=[network.pk]) + "?"


LISTS: list[Callable] = [
    directory, registry, duplicates, other_record, actors, participants, new_participant, portfolio, reviews, parties,
    objectives, parts, local_texts, members, messages, entries,
]  # fmt: skip


def shown(answer, name: str = NAME) -> bool:
    assert answer.status_code in (200, 422), answer
    return name in words_on(answer)


@pytest.mark.parametrize("make", LISTS, ids=lambda make: make.__name__)
def test_every_spelling_finds_the_same(in_scope, sign_in, make):
    url, lina = make(in_scope), sign_in(in_scope.lina)
    name = {
        "directory": "1 entry found",
        "portfolio": "Partners Status",
        "reviews": "Partnership 1",
        "parts": "Career support",
    }.get(make.__name__, NAME)

    assert [typed for pair in PAIRS for typed in pair if not shown(lina.get(url + urlencode({"q": typed})), name)] == []
    assert not shown(lina.get(url + "q=zzznowhere"), name)


def test_one_of_many_is_chosen_by_every_spelling(in_scope, sign_in):
    url, lina = chosen(in_scope), sign_in(in_scope.lina)

    for pair in PAIRS:
        for typed in pair:
            assert shown(lina.post(url, {"words": typed, "find": "1"})), typed


def test_a_place_is_found_by_every_spelling(in_scope, sign_in):
    url, lina = places(in_scope), sign_in(in_scope.lina)

    for pair in PAIRS:
        for typed in pair:
            assert shown(lina.get(url + urlencode({"place": typed}))), typed


def test_no_search_box_is_left_out():
    boxes = {
        str(path.relative_to(TOP))
        for path in [*TOP.glob("templates/**/*.html"), *TOP.glob("*/**/forms/*.py"), *TOP.glob("*/**/forms.py")]
        if re.search(r'name="q"|^    q = forms\.', path.read_text(encoding="utf-8"), re.M) and "tests" not in path.parts
    }

    assert boxes == BOXES.keys() - {"partnerships/shared/forms/choosing.py"}
    assert {each.__name__ for each in LISTS} == set(BOXES.values()) - {"chosen"}
