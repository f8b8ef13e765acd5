"""What a version changes is told in sentences: exactly what changed, wherever somebody decides upon it (A15)."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from partnerships.agreements.rules.telling import change_sentences
from partnerships.agreements.services.changes import ToldChanges, told_changes
from partnerships.autonomy.services.autonomy import save_beyond
from partnerships.drafting.rules.text import Choice, ResponsibilityText, SectionText
from partnerships.drafting.services.wording import labels
from partnerships.drafting.services.writing import (
    RESPONSIBILITIES,
    draft_agreement,
    save_lines,
    save_section,
    save_terms,
)
from partnerships.objectives.services import save_objective
from partnerships.signing.services.documents import document_html
from pes_partnerships.outbox.models import OutboxMail
from tests.factories import send_out, signed_agreement
from tests.factories.agreements import text_of
from tests.factories.dialogue import in_days
from tests.factories.forming import BY
from tests.factories.texts import OBJECTIVE, READY
from tests.lending import lent_agreement
from tests.pages import link_of, words_on

rows = lent_agreement(signed_agreement)
FOUR = [
    "Responsibility of Alytus city municipality: “Gives rooms in two libraries.” becomes "
    "“Gives rooms in three libraries.”",
    "In “Objective: More are in work or training”, the target changes from “at least 65\u00a0% of leavers” to "
    "“at least 70\u00a0% of leavers”.",
    "In “Meetings, chair and decisions”, “The board meets every quarter.” becomes “The board meets twice a year.”",
    "In “Meetings, chair and decisions”, “The chair changes every six months.” becomes “The chair changes every year.”",
]


def told(**changes) -> list[str]:
    return change_sentences(READY, replace(READY, **changes), labels())


def amend(signed):
    """An amendment that changes a target, a meeting rule, the chair and a duty."""
    with_clauses = "The board meets every quarter.\n\nThe chair changes every six months."
    frozen = signed.snapshot.replace("The board meets every quarter. The chair changes every six months.", "@")
    type(signed).objects.filter(pk=signed.pk).update(snapshot=frozen.replace("@", with_clauses.replace("\n", "\\n")))
    draft = draft_agreement(
        partnership=signed.partnership, by=BY, title=signed.title, kind="amendment", previous=signed
    )
    save_section(
        agreement=draft, key="meetings", by=BY, body="The board meets twice a year.\n\nThe chair changes every year."
    )
    objective = draft.objectives.get(title="More are in work or training")
    save_objective(agreement=draft, by=BY, objective=objective, target=70)
    lines = [
        {"id": each.pk, "text": each.text.replace("two", "three"), "owner": each.owner}
        for each in draft.responsibilities.all()
    ]
    save_lines(RESPONSIBILITIES, agreement=draft, by=BY, rows=lines)
    save_terms(agreement=draft, by=BY, first_review_on=in_days(300))
    save_beyond(agreement=draft, by=BY, beyond=[], beyond_note="")
    return type(draft).objects.select_related("partnership__service", "previous").get(pk=draft.pk)


@pytest.fixture
def amended(in_scope, rows):
    return amend(rows.agreement())


def test_four_changes_are_told_in_four_sentences(amended):
    assert told_changes(amended).sentences == FOUR


def test_the_same_four_stand_in_all_six_places(amended, in_scope, sign_in):
    lina = sign_in(in_scope.lina)
    pages = {
        "task list": lina.get(reverse("partnerships:agreement", args=[amended.pk])),
        "send": lina.get(reverse("partnerships:agreement_send", args=[amended.pk])),
        "partnership": lina.get(reverse("partnerships:partnership", args=[amended.partnership_id])),
    }
    sent = send_out(amended, in_scope)
    pages["sign"] = Client().get(link_of("jonas@alytus.example"))
    pages["signatures"] = lina.get(reverse("partnerships:signatures", args=[amended.pk]))
    mail = OutboxMail.objects.filter(kind="signature_requested", to_address="jonas@alytus.example").latest("created_at")
    cover = document_html(sent, text_of(sent), [], edition=1, at=sent.frozen_at)

    missing = [
        (name, each) for name, page in pages.items() for each in FOUR if " ".join(each.split()) not in words_on(page)
    ]
    assert missing == []
    assert all(each in mail.body_text for each in FOUR)
    assert all(each in cover for each in FOUR)
    assert all(
        each not in document_html(sent, text_of(sent), [], edition=1, at=sent.frozen_at, public=True) for each in FOUR
    )


def test_a_mail_names_twelve_changes_and_counts_the_others():
    many = ToldChanges(version=1, language="en", sentences=[f"Change {number}" for number in range(15)])

    assert many.first[-1] == "Change 11"
    assert many.further == 3


def test_a_first_version_tells_nothing(rows, in_scope):
    assert told_changes(rows.agreement()) is None


def test_the_same_text_changes_nothing():
    assert told() == []


def test_what_each_version_has_of_its_own_is_no_change():
    assert told(title="Career support, amendment 1", first_review_on=None) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"notice": "Six months"}, "The entry “notice” changes from “Three months” to “Six months”."),
        ({"notice": ""}, "The entry “notice” is removed; it was “Three months”."),
        (
            {"lead_reason": "It knows the clients."},
            "The entry “reason for choosing this lead partner” now reads “It knows the clients.”",
        ),
        ({"objectives": ()}, "“Objective: More work” is removed."),
        (
            {"objectives": (OBJECTIVE, replace(OBJECTIVE, lineage="y", title="More pay"))},
            "“Objective: More pay” is added.",
        ),
        (
            {"objectives": (replace(OBJECTIVE, comparator=Choice("at_most", "at most")),)},
            "In “Objective: More work”, the target changes from “at least 65\u00a0% of leavers” to "
            "“at most 65\u00a0% of leavers”.",
        ),
        (
            {"responsibilities": (ResponsibilityText("Runs it", 2), READY.responsibilities[1])},
            "The responsibility “Runs it” passes from Service to City.",
        ),
        ({"responsibilities": READY.responsibilities[:1]}, "“Responsibility: Gives rooms” is removed."),
    ],
)
def test_each_kind_of_change_has_its_sentence(changes, sentence):
    assert told(**changes) == [sentence]


def test_a_clause_more_and_a_clause_less():
    old = replace(READY, sections=(SectionText("meetings", "Meetings", "One.\n\nTwo."),))
    new = replace(READY, sections=(SectionText("meetings", "Meetings", "One.\n\nTwo.\n\nThree."),))

    assert change_sentences(old, new, labels()) == ["In “Meetings”, “Three.” is added."]
    assert change_sentences(new, old, labels()) == ["In “Meetings”, “Three.” is removed."]


def test_a_target_that_is_dropped_is_told_as_one_change():
    reported = replace(OBJECTIVE, target_kind=Choice("reported", "Reported"), target=None, comparator=Choice())

    assert told(objectives=(reported,)) == [
        "In “Objective: More work”, the target changes from “at least 65\u00a0% of leavers” to “–”."
    ]
    assert Decimal(65) == OBJECTIVE.target
