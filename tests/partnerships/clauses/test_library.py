"""A service words clauses its own way, edition by edition; texts keep the words that they have (A8–A14)."""

import pytest
from django.urls import reverse

from partnerships.clauses.rules.standard import CLAUSES
from partnerships.clauses.services.library import current_editions, publish_edition, uses, withdraw_clause, wordings
from partnerships.drafting.services.writing import draft_agreement, save_section
from partnerships.models import ClauseEdition
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.lib.moves import MoveRefused
from tests.factories.clauses import make_edition
from tests.factories.forming import BY, make_partnership
from tests.pages import typed_in, words_on

CHAIR = {"key": "meetings_chair", "part": "meetings", "title": "Chair"}
LIBRARY = reverse("partnerships:clauses")


@pytest.fixture
def draft(in_scope):
    partnership = make_partnership(in_scope.service, "Career centre", office=in_scope.alytus, challenge="x")
    return draft_agreement(partnership=partnership, by=BY, title="Career centre")


def page_of(key, route="clause"):
    return reverse(f"partnerships:{route}", args=[key])


def published(lina, **fields):
    url = page_of("meetings_chair", "clause_change")
    return lina.post(url, typed_in(lina.get(url), "words", **fields), follow=True)


def test_the_library_lists_every_clause_and_where_it_is_used(in_scope, lina, draft):
    save_section(agreement=draft, key="meetings", by=BY, clauses=[{**CHAIR, "words": "We chair.", "values": {}}])

    words = words_on(lina.get(LIBRARY))
    assert f"{len(CLAUSES)} clauses." in words
    assert "Chair Meetings, chair and decisions Standard wording 1" in words
    file = lina.get(LIBRARY, {"format": "csv"}).content.decode("utf-8-sig")
    assert "Words of the clause" in file.splitlines()[0]
    assert "The chair {chair}." in file

    page = words_on(lina.get(page_of("meetings_chair")))
    assert "Career centre, version 1" in page
    assert "{chair} Who chairs" in page


def test_an_edition_takes_the_place_of_standard_wording_for_new_drafts_only(in_scope, lina, draft):
    before = wordings(in_scope.service, "en", "meetings")["meetings_chair"]
    save_section(agreement=draft, key="meetings", by=BY, clauses=[{**CHAIR, "words": before.words, "values": {}}])

    page = published(lina, words="The seat at the head of the table {chair}.", note="Board, 12 May")

    assert "Edition 1 of clause “Chair” is published." in words_on(page)
    now = wordings(in_scope.service, "en", "meetings")["meetings_chair"]
    assert (now.edition, now.words) == (1, "The seat at the head of the table {chair}.")
    assert draft.sections.get().clauses.get().words == before.words
    section = words_on(lina.get(reverse("partnerships:section", args=[draft.pk, "meetings"])))
    assert "Standard wording, changed here." not in section
    assert "A newer edition is in the library." in section
    assert LedgerEntry.objects.filter(act="clause.published").count() == 1
    assert "meetings_chair" not in current_editions(in_scope.other_service, "en")
    assert "meetings_chair" not in current_editions(in_scope.service, "lt")


def test_a_name_that_is_no_answer_and_a_forbidden_link_are_refused(lina):
    words = words_on(published(lina, words="The chair {chairs} of [us](//evil.example)"))
    assert "The link “//evil.example” cannot be part of the text." in words

    assert "No answer has the name {chairs}. Remove it." in words_on(published(lina, words="The chair {chairs}."))
    assert not ClauseEdition.objects.exists()


def test_two_who_publish_at_once_do_not_overwrite_each_other(in_scope, lina):
    url = page_of("meetings_chair", "clause_change")
    form = typed_in(lina.get(url), "words", words="Mine {chair}.")
    make_edition(in_scope.service, **CHAIR, words="Theirs {chair}.")

    page = lina.post(url, form)

    assert page.status_code == 422
    assert "Another edition was published meanwhile." in words_on(page)
    assert "Mine {chair}." in page.content.decode()  # nothing typed is lost


def test_a_withdrawn_edition_gives_way_to_standard_wording(in_scope, lina):
    edition = make_edition(in_scope.service, **CHAIR, words="Ours {chair}.")
    url = reverse("partnerships:clause_withdraw", args=[edition.pk])
    assert "keep their words" in words_on(lina.get(url))

    assert "The edition is withdrawn." in words_on(lina.post(url, follow=True))

    assert wordings(in_scope.service, "en", "meetings")["meetings_chair"].is_standard
    assert "This edition had been withdrawn already." in words_on(lina.post(url, follow=True))
    with pytest.raises(MoveRefused):
        withdraw_clause(edition=edition, user=in_scope.lina)
    assert publish_edition(service=in_scope.service, user=in_scope.lina, language="en", words="x", **CHAIR).edition == 2


def test_a_clause_of_one_s_own_is_offered_in_its_part(in_scope, lina, draft):
    form = {"part": "other", "language": "en", "title": "Rooms", "words": "Rooms are shared.", "note": ""}
    page = lina.post(reverse("partnerships:clause_new"), form, follow=True)
    assert "Clause “Rooms” is in the library." in words_on(page)
    [edition] = ClauseEdition.objects.all()

    url = reverse("partnerships:section", args=[draft.pk, "other"])
    typed = typed_in(lina.get(url), "seen", **{f"c_{edition.key}-in_text": "on"})
    assert lina.post(url, typed | {"do": "save"}).status_code == 302

    clause = draft.sections.get(key="other").clauses.get()
    assert (clause.words, clause.edition) == ("Rooms are shared.", 1)
    assert uses(in_scope.service)[edition.key, 1] == 1

    withdraw_clause(edition=edition, user=in_scope.lina)
    assert "Rooms are shared." in words_on(lina.get(url))  # it stays where it stands


def test_managers_of_an_office_read_the_library_and_do_not_change_it(in_scope, sign_in):
    region = sign_in(in_scope.of_tallinn(Role.MANAGER))
    page = lambda name, *args: region.get(reverse(f"partnerships:{name}", args=args)).status_code  # noqa: E731
    assert page("clauses") == 200
    assert [page("clause_new"), page("clause_change", "meetings_chair")] == [403, 403]


def test_a_clause_that_is_not_there_is_missing(lina):
    assert lina.get(page_of("no-such-clause")).status_code == 404
    assert lina.get(page_of("no-such-clause", "clause_change")).status_code == 404


def test_the_library_asks_the_same_for_one_edition_and_for_three(in_scope, lina, django_assert_max_num_queries):
    counts = []
    for number in (1, 3):
        for each in range(number):
            make_edition(in_scope.service, key=f"own-{number}-{each}")
        with django_assert_max_num_queries(40) as asked:
            lina.get(LIBRARY)
        counts.append(len(asked))
    assert counts[0] == counts[1]
