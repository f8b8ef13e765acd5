"""Annexes: words or a file with title, date and term, signed with the text and read by who signs it (A8–A14, A15)."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from partnerships.agreements.services.changes import told_changes
from partnerships.drafting.services.wording import agreement_text
from partnerships.drafting.services.writing import draft_agreement, remove_part
from partnerships.models import Annex
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.lib.moves import MoveRefused
from tests.factories import ready_agreement, sign_all
from tests.factories.agreements import PDF, make_annex, send_out
from tests.factories.commenting import comment_link, shared_draft
from tests.factories.forming import BY
from tests.lending import lent_agreement
from tests.pages import link_of, typed_in, words_on

rows = lent_agreement(ready_agreement)
SHA = hashlib.sha256(PDF).hexdigest()


@pytest.fixture
def draft(in_scope, rows):
    return rows.agreement()


def added(lina, draft, **fields):
    url = reverse("partnerships:annex_new", args=[draft.pk])
    return lina.post(url, typed_in(lina.get(url), "title", **fields))


def budget(content: bytes = PDF, name: str = "Budget 2027.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_file_is_added_and_its_fingerprint_is_part_of_the_text(draft, lina):
    answer = added(lina, draft, title="Budget", dated_year="2027", term="until the next budget", upload=budget())
    assert answer.status_code == 302

    [annex] = agreement_text(draft).annexes
    assert (annex.file_name, annex.sha256, annex.size) == ("Budget 2027.pdf", SHA, len(PDF))
    page = words_on(lina.get(reverse("partnerships:agreement_text", args=[draft.pk])))
    assert "Annex 1: Budget" in page
    assert SHA[:4] in page
    assert "until the next budget" in page
    file = lina.get(reverse("partnerships:annex_download", args=[Annex.objects.get().pk]))
    assert b"".join(file.streaming_content) == PDF
    assert "attachment" in file["Content-Disposition"]


def test_words_stand_in_the_text_under_their_title(draft, lina):
    assert added(lina, draft, title="House rules", body="Doors close at six.").status_code == 302
    page = words_on(lina.get(reverse("partnerships:agreement_text", args=[draft.pk])))
    assert "Annex 1: House rules" in page
    assert "Doors close at six." in page


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"title": "Empty"}, "Write the text of the annex, or add a file."),
        ({"title": "", "body": "x"}, "Title"),
        ({"title": "Macro", "upload": budget(b"MZ\x90\x00 no pdf")}, "This file is not a PDF, PNG or JPEG file."),
        ({"title": "Page", "upload": budget(b"<html>", "page.html")}, "html"),
        ({"title": "Link", "body": "[plan](//evil.example)"}, "cannot be part of the text"),
    ],
)
def test_what_cannot_be_signed_is_refused_and_nothing_is_kept(draft, lina, fields, answer):
    page = added(lina, draft, **fields)
    assert page.status_code == 422
    assert answer in words_on(page)
    assert not draft.annexes.exists()


def test_a_new_file_takes_the_place_of_the_one_before(draft, lina, django_capture_on_commit_callbacks):
    annex = make_annex(draft)
    before, storage = annex.file.name, annex.file.storage
    url = reverse("partnerships:annex", args=[annex.pk])
    assert "Now: Budget.pdf. Choose a file only to replace it." in words_on(lina.get(url))

    with django_capture_on_commit_callbacks(execute=True):
        assert lina.post(url, typed_in(lina.get(url), "title", upload=budget(PDF + b"2"))).status_code == 302

    annex.refresh_from_db()
    assert annex.sha256 == hashlib.sha256(PDF + b"2").hexdigest()
    assert (storage.exists(before), storage.exists(annex.file.name)) == (False, True)
    assert lina.post(url, typed_in(lina.get(url), "title", title="Budget 2028")).status_code == 302  # the file stays
    annex.refresh_from_db()
    assert (annex.title, bool(annex.file)) == ("Budget 2028", True)


def test_a_file_that_another_version_names_is_not_taken_away(in_scope, django_capture_on_commit_callbacks):
    draft = ready_agreement(in_scope)
    annex = make_annex(draft)
    sign_all(send_out(draft, in_scope))
    draft.refresh_from_db()
    later = draft_agreement(partnership=draft.partnership, by=BY, title=draft.title, kind="amendment", previous=draft)

    with django_capture_on_commit_callbacks(execute=True):
        remove_part(part=later.annexes.get(), by=BY)

    assert annex.file.storage.exists(annex.file.name)
    assert told_changes(later).sentences == ["“Annex: Budget” is removed."]
    with pytest.raises(MoveRefused):
        remove_part(part=annex, by=BY)  # signed text never changes


def test_who_signs_and_who_comments_reads_the_file_by_their_link(in_scope, client):
    draft = ready_agreement(in_scope)
    annex = make_annex(draft)
    request = shared_draft(draft, in_scope.lina).requests.get(email="jonas@alytus.example")
    comment = comment_link(request.email)
    assert "Files of the annexes" in words_on(client.get(comment))
    assert b"".join(client.get(f"{comment}annexes/{annex.pk}/").streaming_content) == PDF
    assert client.get(f"{comment}annexes/{annex.pk + 99}/").status_code == 404
    assert client.get(f"/comment/never-sent/annexes/{annex.pk}/").status_code == 410
    assert client.get(f"/sign/never-sent/annexes/{annex.pk}/").status_code == 404  # as on the page of such a link


def test_a_file_that_was_changed_in_its_store_is_not_handed_out(draft, lina):
    annex = make_annex(draft)
    with annex.file.storage.open(annex.file.name, "wb") as stored:
        stored.write(b"%PDF-1.7 other")
    assert lina.get(reverse("partnerships:annex_download", args=[annex.pk])).status_code == 404


def test_the_file_is_missing_for_who_may_not_see_the_partnership(draft, in_scope, sign_in):
    """X1: the matrix cannot tell, for its world outlives the stored files."""
    url = reverse("partnerships:annex_download", args=[make_annex(draft).pk])
    assert sign_in(in_scope.lina).get(url).status_code == 200
    for stranger in (in_scope.maarja, in_scope.of_tallinn(Role.MANAGER), in_scope.of_tallinn(Role.EVALUATOR)):
        assert sign_in(stranger).get(url).status_code == 404, stranger


def test_a_link_to_sign_reads_the_files_of_its_own_text_only(in_scope, client):
    own, other = ready_agreement(in_scope), ready_agreement(in_scope)
    mine, theirs = make_annex(own), make_annex(other, "Secret")
    send_out(own, in_scope)
    link = link_of("jonas@alytus.example")

    assert client.get(f"{link}annexes/{mine.pk}/").status_code == 200
    assert client.get(f"{link}annexes/{theirs.pk}/").status_code == 404
