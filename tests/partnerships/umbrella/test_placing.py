"""A draft is placed under an umbrella agreement that is found by words (A18)."""

import pytest
from django.urls import reverse

from partnerships.drafting.services.writing import draft_agreement
from partnerships.models import Agreement
from partnerships.umbrella.services.placing import ComesRound, place_under
from tests.factories.forming import BY, make_partnership
from tests.factories.umbrella import made, office
from tests.pages import typed_in, words_on


def url_of(page: str, *keys: object) -> str:
    return reverse(f"partnerships:{page}", args=keys)


def tasks(lina, draft) -> str:
    return words_on(lina.get(url_of("agreement", draft.pk)))


def test_a_draft_that_exists_is_placed_under_an_umbrella_but_never_in_a_circle(umbrella, lina, in_scope):
    draft = draft_agreement(partnership=make_partnership(in_scope.service, "Local one"), by=BY, title="Local one")
    page = url_of("agreement_umbrella", draft.pk)
    lina.post(page, typed_in(lina.get(page), "umbrella", umbrella=umbrella.pk))
    draft.refresh_from_db()
    assert draft.parent == umbrella
    assert str(umbrella) in tasks(lina, draft)
    next_version = draft_agreement(partnership=umbrella.partnership, by=BY, previous=umbrella, title="Next")
    Agreement.objects.filter(pk=draft.pk).update(status="in_force", snapshot_sha256="x")
    draft.refresh_from_db()

    with pytest.raises(ComesRound):
        place_under(agreement=next_version, umbrella=draft, by=BY)

    page = url_of("agreement_umbrella", next_version.pk)
    refused = lina.post(page, typed_in(lina.get(page), "umbrella", umbrella=draft.pk))
    assert refused.status_code == 422
    assert "That agreement is itself under this partnership." in words_on(refused)


def test_the_umbrella_is_found_by_words_and_never_one_of_a_list_of_thousands(umbrella, lina, in_scope):
    draft = draft_agreement(partnership=make_partnership(in_scope.service, "Local one"), by=BY, title="Local one")
    for number in range(21):
        other = draft_agreement(
            partnership=make_partnership(in_scope.service, f"Other {chr(97 + number) * 4}"), by=BY, title="An"
        )
        Agreement.objects.filter(pk=other.pk).update(status="in_force", snapshot_sha256="x")
    page = url_of("agreement_umbrella", draft.pk)
    shown = lina.get(page)
    assert "22 agreements match; the first 20 are shown." in words_on(shown)
    assert shown.content.decode().count('type="radio"') == 21  # and none of them

    looked = lina.post(page, {**typed_in(shown, "umbrella"), "words": "Other hhhh", "find": "1"})

    assert "1 agreement matches." in words_on(looked)
    assert ("Other hhhh" in words_on(looked), "Other iiii" in words_on(looked)) == (True, False)
    nothing = lina.post(page, {**typed_in(looked, "umbrella"), "words": "Atlantis", "find": "1"})
    assert "No agreement in force matches “Atlantis”. Try fewer words." in words_on(nothing)
    draft.refresh_from_db()
    assert draft.parent is None
    lina.post(page, {**typed_in(looked, "umbrella"), "umbrella": other.pk})
    draft.refresh_from_db()
    assert draft.parent == other


def test_an_umbrella_that_ended_is_told_on_the_draft(umbrella, lina, in_scope):
    [draft] = made(umbrella, in_scope, office(umbrella, "Kaunas"))
    Agreement.objects.filter(pk=umbrella.pk).update(status="ended")

    assert "does not govern any more." in tasks(lina, draft)


def test_what_was_made_from_a_template_stays_under_its_umbrella(umbrella, lina, in_scope):
    [draft] = made(umbrella, in_scope, office(umbrella, "Kaunas"))
    page = url_of("agreement_umbrella", draft.pk)
    Agreement.objects.filter(pk=umbrella.pk).update(status="superseded")
    assert typed_in(lina.get(page), "umbrella")["umbrella"] == [str(umbrella.pk)]  # it is offered though it is over

    refused = lina.post(page, typed_in(lina.get(page), "umbrella", umbrella=""))

    assert refused.status_code == 422
    assert "made from the template of its umbrella" in words_on(refused)


def test_only_the_version_that_was_placed_counts_as_a_local_agreement(umbrella, lina, in_scope):
    """The version before it governs, and is below no umbrella: it is not in force here."""
    centre = office(umbrella, "Kaunas")
    partnership = make_partnership(in_scope.service, "Centre of Kaunas", office=centre)
    first = draft_agreement(partnership=partnership, by=BY, title="First")
    Agreement.objects.filter(pk=first.pk).update(status="in_force", snapshot_sha256="x")
    second = draft_agreement(partnership=partnership, by=BY, previous=first, title="Second")

    place_under(agreement=second, umbrella=umbrella, by=BY)

    page = words_on(lina.get(url_of("local_texts", umbrella.partnership_id)))
    assert ("0 of 1" in page, "Kaunas Centre of Kaunas Draft" in page) == (True, True)
    place_under(agreement=second, umbrella=None, by=BY)
    assert "Kaunas Not begun" in words_on(lina.get(url_of("local_texts", umbrella.partnership_id)))
