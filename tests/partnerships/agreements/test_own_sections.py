"""A section that its author named, and one whose words come from another agreement (A1, A8)."""

import pytest
from django.urls import reverse

from partnerships.drafting.services.writing import draft_agreement, save_section
from tests.factories import ready_agreement
from tests.factories.agreements import own_section
from tests.factories.forming import BY, make_partnership
from tests.lending import lent_agreement
from tests.pages import typed_in, words_on

rows = lent_agreement(ready_agreement)


@pytest.fixture
def draft(in_scope, rows):
    return rows.agreement()


def url_of(page: str, *keys: object) -> str:
    return reverse(f"partnerships:{page}", args=keys)


def test_an_own_section_keeps_its_words_or_is_removed(draft, lina):
    row = own_section(draft)
    page = url_of("section", draft.pk, row.key)
    emptied = lina.post(page, typed_in(lina.get(page), "body", body="", title=""))
    assert (emptied.status_code, "Write the text of the section, or remove the section." in words_on(emptied)) == (
        422,
        True,
    )
    assert "Enter the heading of the section." in words_on(emptied)
    another = lina.post(url_of("section_new", draft.pk), {"title": "parking", "body": "Cars pay."})
    assert "Another section has this heading." in words_on(another)

    answer = lina.post(url_of("section_remove", draft.pk, row.key), follow=True)

    assert "The section “Parking” has been removed from the draft." in words_on(answer)
    assert not draft.sections.filter(pk=row.pk).exists()
    assert lina.post(url_of("section_remove", draft.pk, "purpose")).status_code == 404


def test_a_copied_section_replaces_the_words_or_joins_them(draft, lina, in_scope):
    source = draft_agreement(partnership=make_partnership(in_scope.service, "Elsewhere"), by=BY, title="Elsewhere")
    save_section(agreement=source, key="further", title="", body="They meet on Fridays.", by=BY)
    save_section(agreement=draft, key="further", title="", body="We meet on Mondays.", by=BY)
    page, pk = url_of("section_copy", draft.pk, "further"), source.sections.get(key="further").pk
    shown = words_on(lina.get(page))
    assert ("Replace with the words of" in shown, "Add the words of" in shown) == (True, True)

    added = lina.post(page, {"source": pk}, follow=True)
    assert "Check that they do not contradict." in words_on(added)
    assert draft.sections.get(key="further").body == "We meet on Mondays.\n\nThey meet on Fridays."
    lina.post(page, {"replace": pk})
    assert draft.sections.get(key="further").body == "They meet on Fridays."
