"""Versions: a new one copies everything, the signed one stays as it is until the new one governs (A15)."""

import json
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from partnerships.autonomy.services.autonomy import save_beyond
from partnerships.drafting.rules.freezing import fingerprint, plain
from partnerships.drafting.services.wording import agreement_text
from partnerships.drafting.services.writing import draft_agreement, save_section, save_terms
from partnerships.objectives.services import save_objective
from partnerships.signing.services.signing import send_for_signature
from pes_partnerships.ledger.models import LedgerEntry
from tests.factories import sign_all, signed_agreement
from tests.factories.forming import BY
from tests.lending import lent_agreement
from tests.pages import typed_in, words_on

AT = datetime(2026, 12, 8, 9, 30, tzinfo=UTC)
LATER = datetime(2027, 2, 1, 9, 30, tzinfo=UTC)
# what a version says of itself, and keys of its own rows
OWN = {
    "number",
    "version",
    "kind",
    "title",
    "replaces",
    "replaces_sha256",
    "first_review_on",
    "effective",
    "lead",
    "key",
    "owner",
}


rows = lent_agreement(signed_agreement, at=AT)


@pytest.fixture
def governing(in_scope, rows):
    return rows.agreement()


@pytest.fixture
def amendment(governing):
    given = {"partnership": governing.partnership, "by": BY, "title": "With a fourth library", "at": LATER}
    return draft_agreement(kind="amendment", previous=governing, **given)


def said(agreement) -> list[str]:
    """The text without what is the version's own; a duty is told by the name of who owns it."""
    text = agreement_text(agreement)

    def copied(value):
        if isinstance(value, dict):
            return {name: copied(item) for name, item in value.items() if name not in OWN}
        return [copied(item) for item in value] if isinstance(value, list) else value

    owners = [(duty.text, text.party(duty.owner).name) for duty in text.responsibilities]
    owners += [(row.title, row.owner) for row in text.objectives] + [
        (step.act, step.owner) for step in text.dissolution
    ]
    return json.loads(json.dumps([copied(plain(text)), owners, text.lead_party.name]))


def say_it_stays_within(amendment):
    """F10: every new version is asked anew what its office may decide."""
    save_beyond(agreement=amendment, by=BY, beyond=[])


def put_into_force(amendment):
    say_it_stays_within(amendment)
    first_review = LATER.date().replace(month=9)
    save_terms(agreement=amendment, by=BY, first_review_on=first_review, quality="Each answers within two days.")
    send_for_signature(agreement=amendment, by=BY, at=LATER)
    sign_all(amendment, at=LATER)


def test_a_new_version_says_what_the_signed_one_says(governing, amendment):
    assert said(amendment) == said(governing)
    assert (amendment.version, amendment.status, amendment.language) == (2, "draft", governing.language)


def test_objectives_keep_their_lineage_and_are_rows_of_their_own(governing, amendment):
    old, new = list(governing.objectives.all()), list(amendment.objectives.all())

    assert [row.lineage for row in new] == [row.lineage for row in old]
    assert {row.pk for row in new} & {row.pk for row in old} == set()
    assert [row.quotas.count() + row.milestones.count() for row in new] == [2, 2]
    assert {row.owner.agreement_id for row in new} == {amendment.pk}


def test_a_sub_objective_is_copied_under_the_copy_of_its_parent(governing, in_scope):
    first, second = governing.objectives.all()
    type(first).objects.filter(pk=second.pk).update(parent=first)

    copy = draft_agreement(partnership=governing.partnership, by=BY, title="Next", previous=governing)

    parent, child = copy.objectives.all()
    assert (parent.parent, child.parent) == (None, parent)


def test_the_dates_of_the_signed_version_are_not_taken_over(governing, amendment):
    """A7: a new text gets its own review date; an old effective date would put it into force at once."""
    assert (amendment.first_review_on, str(amendment.effective), str(amendment.signed)) == (None, "", "")
    assert (amendment.snapshot, amendment.frozen_at) == ("", None)


def test_writing_the_new_version_leaves_the_signed_text_as_it_is(governing, amendment):
    before = governing.snapshot
    save_section(agreement=amendment, key="purpose", by=BY, body="A wider purpose.")
    save_objective(agreement=amendment, by=BY, objective=amendment.objectives.first(), target=1200, quotas=[])

    governing.refresh_from_db()
    assert (governing.snapshot, fingerprint(governing.snapshot)) == (before, governing.snapshot_sha256)
    assert governing.objectives.first().target == 900
    assert agreement_text(governing).objectives[0].target == 900


def test_the_old_version_governs_until_the_new_one_takes_force(governing, amendment):
    in_force = governing.partnership.agreements.in_force()
    say_it_stays_within(amendment)
    first_review = LATER.date().replace(month=9)
    save_terms(agreement=amendment, by=BY, first_review_on=first_review, quality="Each answers within two days.")
    send_for_signature(agreement=amendment, by=BY, at=LATER)
    assert [row.version for row in in_force.all()] == [1]

    sign_all(amendment, at=LATER)

    governing.refresh_from_db()
    assert ([row.version for row in in_force.all()], governing.status) == ([2], "superseded")
    entry = LedgerEntry.objects.get(act="agreement.superseded")
    assert (entry.object_id, entry.after, entry.at) == (str(governing.pk), {"version": 1}, LATER.replace(minute=32))


def test_the_new_text_names_the_text_that_it_replaces_by_its_fingerprint(governing, amendment):
    put_into_force(amendment)

    amendment.refresh_from_db()
    text = agreement_text(amendment)
    assert (text.replaces, text.replaces_sha256) == ("1", governing.snapshot_sha256)


def test_a_superseded_text_is_still_read_from_its_snapshot(governing, amendment):
    before = agreement_text(governing)
    put_into_force(amendment)
    governing.sections.update(body="Rewritten behind its back.")

    governing.refresh_from_db()
    assert agreement_text(governing) == before


def test_a_manager_starts_an_amendment_from_the_page(governing, cast, sign_in):
    browser, url = sign_in(cast.lina), reverse("partnerships:agreement_new", args=[governing.partnership_id])
    page = browser.get(url)
    assert (
        "It starts as a copy of version 1, which remains in force until the new version enters into force."
        in words_on(page)
    )

    answer = browser.post(url, typed_in(page, "title", title="Second year", kind="renewal"), follow=True)

    new = governing.partnership.agreements.get(version=2)
    assert (new.title, new.kind, new.previous, new.objectives.count()) == ("Second year", "renewal", governing, 2)
    assert "Version 1 remains in force until this version enters into force." in words_on(answer)


def test_no_second_draft_is_started_beside_the_first(amendment, cast, sign_in):
    url = reverse("partnerships:agreement_new", args=[amendment.partnership_id])

    answer = sign_in(cast.lina).post(url, {"title": "Third", "kind": "amendment"}, follow=True)

    assert answer.redirect_chain == [(reverse("partnerships:agreement", args=[amendment.pk]), 302)]
    assert "Another version is already in preparation." in words_on(answer)
    assert amendment.partnership.agreements.count() == 2
