"""A15: what the text allows is changed by a dated record beside it, with its own fingerprint and notice to all."""

import hashlib
import json
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.drafting.rules.text import ClauseText, SectionText
from partnerships.drafting.services.writing import draft_agreement
from partnerships.minor_changes.rules.allowing import allowance_of
from partnerships.minor_changes.services.recording import AnotherCameFirst, record_minor_change
from partnerships.models import Agreement, MinorChange
from partnerships.shared.services.refused import Refused
from partnerships.signing.services.force import end_agreement
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.outbox.models import OutboxMail
from tests.factories import signed_agreement
from tests.factories.dialogue import in_days
from tests.factories.forming import BY
from tests.factories.minor_changes import ALLOWED, NEW_DAY, make_minor_change
from tests.factories.texts import READY
from tests.lending import lent_agreement
from tests.pages import typed_in, words_on

rows = lent_agreement(signed_agreement)


@pytest.fixture
def signed(in_scope, rows) -> Agreement:
    return rows.agreement()


def url_of(page: str, *keys: object) -> str:
    return reverse(f"partnerships:{page}", args=keys)


def recorded(lina, agreement, query: str = "", **fields):
    url, today = url_of("minor_change_new", agreement.pk) + query, timezone.localdate()
    day = {"applies_from_day": today.day, "applies_from_month": today.month, "applies_from_year": today.year}
    said = {**NEW_DAY, **day, "allowed_by": ALLOWED, "confirmed": "on", **fields}
    return lina.post(url, typed_in(lina.get(url), "after", **said), follow=True)


def refusals(agreement, user, **fields) -> list[str]:
    with pytest.raises(Refused) as refused:
        make_minor_change(agreement, user, **fields)
    return [finding.code for finding in refused.value.findings]


def test_a_new_meeting_day_stands_beside_the_text_and_every_signatory_is_told(signed, lina):
    before = (signed.snapshot, signed.snapshot_sha256, signed.status, signed.version)
    OutboxMail.objects.all().delete()

    page = words_on(recorded(lina, signed))

    assert "The minor change has been recorded. 3 people are notified by e-mail." in page
    assert "First Monday of the month" in page
    assert "Second Tuesday of the month" in page
    assert ALLOWED in page
    signed.refresh_from_db()
    assert (signed.snapshot, signed.snapshot_sha256, signed.status, signed.version) == before
    change = signed.minor_changes.get()
    assert hashlib.sha256(change.snapshot.encode()).hexdigest() == change.sha256
    frozen = json.loads(change.snapshot)
    assert (frozen["agreement_sha256"], frozen["previous_sha256"]) == (signed.snapshot_sha256, "")
    assert frozen["parties"] == [
        "Employment Service", "Department of Youth Affairs", "Alytus city municipality",
    ]  # fmt: skip
    told = OutboxMail.objects.filter(kind="minor_change")
    assert sorted(told.values_list("to_address", flat=True)) == [
        "jonas@alytus.example", "ona@youth.example", "rasa@service.example",
    ]  # fmt: skip
    letter = told.first()
    assert "Second Tuesday of the month" in letter.body_text
    assert change.fingerprint in letter.body_text
    entry = LedgerEntry.objects.get(act="minor_change.recorded")
    assert (entry.after["sha256"], entry.after["notified"]) == (change.sha256, 3)


def test_a_party_without_an_address_is_named_in_the_record_for_good(signed, lina):
    person = signed.parties.last().signatories.get().contact
    type(person).objects.filter(pk=person.pk).update(email="", phone="+370 600 00000")
    change = make_minor_change(signed)
    type(person).objects.filter(pk=person.pk).update(email="jonas@alytus.example")

    page = words_on(lina.get(url_of("minor_change", change.pk)))

    assert "To be told in another way: Alytus city municipality" in page
    assert OutboxMail.objects.filter(kind="minor_change").count() == 2


def test_the_record_is_a_file_of_its_own_that_holds_its_values(signed, lina):
    change = make_minor_change(signed)

    answer = lina.get(url_of("minor_change_pdf", change.pk))

    content = b"".join(answer.streaming_content)
    assert hashlib.sha256(content).hexdigest() == change.file_sha256
    pdf = pikepdf.open(BytesIO(content))
    assert bytes(pdf.attachments[f"{change.document_number}.json"].get_file().read_bytes()) == change.snapshot.encode()
    with change.file.storage.open(change.file.name, "ab") as stored:
        stored.write(b" ")
    page = words_on(lina.get(url_of("minor_change_pdf", change.pk), follow=True))
    assert "The stored file does not match the recorded file." in page


def test_it_is_shown_apart_where_the_text_is_read_and_where_it_is_amended(signed, lina):
    change = make_minor_change(signed)

    for page in (url_of("agreement_text", signed.pk), url_of("partnership", signed.partnership_id)):
        assert "Meeting day" in words_on(lina.get(page)), page
    text = words_on(lina.get(url_of("agreement_text", signed.pk)))
    assert "Changed since, without new signatures" in text
    assert "Minor change: Meeting day" in words_on(lina.get(url_of("partnership", signed.partnership_id)))
    listed = words_on(lina.get(url_of("minor_changes", signed.pk)))
    assert "1 minor change, the latest first." in listed
    sheet = lina.get(url_of("minor_changes", signed.pk) + "?format=csv").content.decode("utf-8-sig")
    assert change.sha256 in sheet

    draft = draft_agreement(partnership=signed.partnership, by=BY, previous=signed, title=signed.title)
    tasks = words_on(lina.get(url_of("agreement", draft.pk)))
    assert "Minor changes to version 1" in tasks
    assert "Second Tuesday of the month" in tasks


def test_each_record_names_the_one_before_it_and_a_mistake_is_corrected_by_another(signed, lina):
    first = make_minor_change(signed)
    url = url_of("minor_change_new", signed.pk) + f"?corrects={first.pk}"
    assert "Second Tuesday of the month" in lina.get(url).content.decode()  # what applied is filled in

    page = words_on(recorded(lina, signed, f"?corrects={first.pk}", before=NEW_DAY["after"], after="Third Friday"))

    assert "corrects number 1" in page
    second = signed.minor_changes.get(number=2)
    assert second.corrects == first
    assert json.loads(second.snapshot)["previous_sha256"] == first.sha256
    assert "A later record corrects this one." in words_on(lina.get(url_of("minor_change", first.pk)))


def test_words_that_are_not_in_the_text_allow_nothing(signed, lina, in_scope):
    assert refusals(signed, in_scope.lina, allowed_by="Targets may be changed by the lead.") == ["not_quoted"]
    assert refusals(signed, in_scope.lina, after=NEW_DAY["before"]) == ["same"]
    assert refusals(signed, in_scope.lina, applies_from=in_days(-800)) == ["too_early"]
    assert refusals(signed, in_scope.lina, applies_from=in_days(9_000)) == ["too_late"]

    answer = recorded(lina, signed, allowed_by="Targets may be changed by the lead.")

    assert answer.status_code == 422
    page = words_on(answer)
    assert "These words are not in the text. Copy the sentence from it." in page
    assert "Second Tuesday of the month" in answer.content.decode()  # nothing typed is lost
    assert not MinorChange.objects.exists()


def test_broken_lines_and_quotation_marks_do_not_matter(signed):
    make_minor_change(signed, allowed_by="“Meeting days and contact persons\n are changed by a notice to all parties.”")

    assert signed.minor_changes.count() == 1


def test_a_letter_or_half_a_sentence_allows_nothing(signed, in_scope):
    assert refusals(signed, in_scope.lina, allowed_by="e") == ["not_quoted"]
    assert refusals(signed, in_scope.lina, allowed_by="contact persons are changed") == ["not_quoted"]
    make_minor_change(signed, before="mr smith", after="Mr Smith")


def test_a_clause_on_minor_changes_is_what_allows_it():
    clause = ClauseText("changes_minor", "Minor changes", "", "Contact details may be changed.")
    part = SectionText("changes", "Changes", "The rest needs a new version.", clauses=(clause,))

    allowed = allowance_of(replace(READY, sections=(part,)))

    assert (allowed.is_clause, allowed.words) == (True, "Contact details may be changed.")
    assert not allowed.holds("The rest needs a new version.")
    assert not allowance_of(replace(READY, sections=()))


def test_a_text_that_does_not_govern_takes_none(signed, lina, in_scope):
    draft = draft_agreement(partnership=signed.partnership, by=BY, previous=signed, title="Next")
    assert refusals(draft, in_scope.lina) == ["not_signed"]
    assert "A draft can be edited directly." in words_on(lina.get(url_of("minor_changes", draft.pk), follow=True))
    end_agreement(agreement=signed, by=BY)

    page = words_on(lina.get(url_of("minor_change_new", signed.pk), follow=True))

    assert "This version does not govern the partnership." in page
    assert "Record a minor change" not in page


def test_whoever_saw_an_older_list_reads_the_newer_record_first(signed, lina):
    url = url_of("minor_change_new", signed.pk)
    shown = lina.get(url)
    make_minor_change(signed)
    today = timezone.localdate()
    day = {"applies_from_day": today.day, "applies_from_month": today.month, "applies_from_year": today.year}
    said = {**NEW_DAY, **day, "title": "Contact person", "allowed_by": ALLOWED, "confirmed": "on"}
    said["after"] = "Ask Rasa of the town hall"

    answer = lina.post(url, typed_in(shown, "after", **said))

    assert answer.status_code == 422
    assert "Another minor change was recorded in the meantime." in words_on(answer)
    assert signed.minor_changes.count() == 1
    answer = lina.post(url, typed_in(answer, "after", confirmed="on"), follow=True)
    assert signed.minor_changes.get(number=2).title == "Contact person"


def test_what_fails_leaves_neither_row_nor_file_nor_mail(signed, in_scope, monkeypatch, settings):
    OutboxMail.objects.all().delete()
    monkeypatch.setattr("partnerships.minor_changes.services.recording.record", lambda **_act: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        make_minor_change(signed)

    assert (MinorChange.objects.count(), OutboxMail.objects.count()) == (0, 0)
    assert not list((settings.MEDIA_ROOT / "minor-changes").rglob("*.pdf"))


def test_the_same_change_is_recorded_once_and_a_declaration_is_never_filled_in(signed, lina):
    make_minor_change(signed)
    url, today = url_of("minor_change_new", signed.pk), timezone.localdate()
    day = {f"applies_from_{part}": getattr(today, part) for part in ("day", "month", "year")}

    refused = lina.post(url, typed_in(lina.get(url), "after", **NEW_DAY, **day, allowed_by=ALLOWED, confirmed="on"))

    assert "it is minor change 1." in words_on(refused)
    assert signed.minor_changes.count() == 1
    later = lina.get(url)  # what was typed comes back, without the tick
    assert typed_in(later, "after")["after"] == [NEW_DAY["after"]]
    assert "confirmed" not in typed_in(later, "after")


def test_two_at_once_are_two_numbers(signed, in_scope):
    make_minor_change(signed)
    said = {**NEW_DAY, "applies_from": timezone.localdate(), "allowed_by": ALLOWED}

    with pytest.raises(AnotherCameFirst):
        record_minor_change(agreement=signed, user=in_scope.lina, follows=0, **said)
