"""O2: cells pasted from a spreadsheet, or a file, are shown line by line as understood before anything is saved."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from reviews.models import Measurement
from reviews.results.services.measuring import enter_value
from tests.pages import typed_in, words_on
from tests.reviews.conftest import make_objective
from tests.reviews.grid.conftest import MARCH

HEAD = "Objective\tFebruary 2026\tMarch 2026\n"


@pytest.fixture
def paste_url(objective) -> str:
    return reverse("reviews:values_paste", args=[objective.agreement.partnership_id])


def look(client, url, cells, **fields):
    """The page that shows what was understood."""
    return client.post(url, {"cells": cells, "numbers": "point", **fields})


def save(client, page, url, **fields):
    return client.post(url, typed_in(page, "cells", save="1", **fields))


def test_nothing_is_saved_before_it_was_looked_at(objective, women, by, jonas, paste_url):
    enter_value(objective=objective, by=by, as_of=MARCH, source="HZZ", value=Decimal(430))
    cells = HEAD + "1. Objective 1\t1,250\t436\n1.1\t203/436\t\n"

    page = look(jonas, paste_url, cells, source="HZZ")

    assert (page.status_code, Measurement.objects.count()) == (200, 1)
    words = words_on(page)
    assert "Line 2 1. Objective 1, February 2026 1,250 people new" in words
    assert "1. Objective 1, March 2026 436 people corrects 430 people" in words
    assert "1.1 at least 50 % women, February 2026 203 of 436 new" in words
    assert "Save 3 values" in words
    refused = save(jonas, page, paste_url)
    assert (refused.status_code, refused.context["form"].errors.keys()) == (422, {"reason"})
    assert save(jonas, page, paste_url, reason="Counted again").status_code == 302
    stands = Measurement.objects.standing().order_by("as_of", "quota")
    assert sorted((str(each.as_of), each.value, each.correction_reason) for each in stands) == [
        ("2026-02", Decimal("46.56"), ""),
        ("2026-02", Decimal(1250), ""),
        ("2026-03", Decimal(436), "Counted again"),
    ]


def test_the_same_a_second_time_changes_nothing(objective, jonas, paste_url):
    cells = HEAD + "1\t1,250\t436\n"
    assert save(jonas, look(jonas, paste_url, cells, source="HZZ"), paste_url).status_code == 302

    page = look(jonas, paste_url, cells, source="another")

    assert words_on(page).count("saved already, stays as it is") == 2
    assert "Save" not in [button.strip() for button in words_on(page).split("Read again")[0].split()[-2:]]
    refused = save(jonas, page, paste_url)
    assert refused.context["form"].errors == {
        "cells": ["All of these values are saved already. There is nothing to save."]
    }
    assert Measurement.objects.count() == 2


def test_a_share_is_shown_with_every_digit_that_is_saved(objective, by, jonas, paste_url):
    make_objective(objective.agreement, "In work", unit="% of the leavers")
    cells = HEAD + "2\t54.25\t54.34\n"
    assert "In work, February 2026 54.25 % new" in words_on(look(jonas, paste_url, cells, source="HZZ"))
    assert save(jonas, look(jonas, paste_url, cells, source="HZZ"), paste_url).status_code == 302

    again = words_on(look(jonas, paste_url, HEAD + "2\t54.29\t54.34\n", source="HZZ"))

    assert "54.29 % corrects 54.25 %" in again


def test_what_another_source_says_is_kept_beside_it(objective, by, jonas, paste_url):
    enter_value(objective=objective, by=by, as_of=MARCH, source="register", value=Decimal(402))
    page = look(jonas, paste_url, HEAD + "1\t\t411\n", source="HZZ")
    assert "Also 402 people, March 2026, register" in words_on(page)
    assert save(jonas, page, paste_url).status_code == 302
    assert sorted(Measurement.objects.standing().values_list("value", "source")) == [
        (Decimal(402), "register"),
        (Decimal(411), "HZZ"),
    ]


def test_one_wrong_cell_bars_all(objective, women, jonas, paste_url):
    share = make_objective(objective.agreement, "In work", unit="% of the leavers")
    cells = "Objective\tMarch 2026\tJanuary 2031\n1\t-5\t436\n1.1\t612/498\t\n2\t140\t\n"

    page = look(jonas, paste_url, cells, source="HZZ")

    assert page.status_code == 422
    assert [fault["text"] for fault in page.context["faults"]] == [
        "Line 2: 1. Objective 1, March 2026: A count is 0 or more.",
        "Line 2: 1. Objective 1, January 2031: This date is in the future. Enter the date on which it was measured.",
        "Line 3: 1.1 at least 50\u00a0% women, March 2026: "
        "The count cannot be higher than the total: 612 is more than 498.",
        "Line 4: 2. In work, March 2026: A share lies between 0 and 100 per cent.",
    ]
    assert "Error:" in page.content.decode()
    assert save(jonas, page, paste_url).status_code == 422
    assert not Measurement.objects.exists()
    assert share.title in words_on(page)


def test_numbers_are_read_in_the_way_that_is_chosen(objective, jonas, paste_url):
    cells = HEAD + "1\t1.250\t4,7\n"
    assert look(jonas, paste_url, cells, source="x").status_code == 422
    page = look(jonas, paste_url, cells, source="x", numbers="comma")
    assert save(jonas, page, paste_url).status_code == 302
    assert sorted(Measurement.objects.values_list("value", flat=True)) == [Decimal("4.7"), Decimal(1250)]


def test_a_source_is_needed_where_the_agreement_names_none(objective, jonas, paste_url):
    page = look(jonas, paste_url, HEAD + "1\t5\t\n")
    assert save(jonas, page, paste_url).context["form"].errors.keys() == {"source"}
    assert save(jonas, page, paste_url, source="HZZ").status_code == 302


def test_figures_that_look_moved_are_asked_about_before_they_are_saved(objective, jonas, paste_url):
    for title in ("Young people", "Local agreements"):
        make_objective(objective.agreement, title)
    cells = "Month\t1\t2\t3\n2026-01\t13\t436\t40\n2026-02\t13\t429\t41\n2026-03\t\t13\t420\n"

    page = look(jonas, paste_url, cells, source="HZZ")

    assert (page.status_code, page.context["is_sound"]) == (422, False)
    assert "March 2026 looks moved by one" in words_on(page)
    answered = jonas.post(paste_url, typed_in(page, "cells", **{"moved-2026-03": "back"}))
    assert answered.context["is_sound"] is True
    assert save(jonas, answered, paste_url).status_code == 302
    march = Measurement.objects.filter(as_of=MARCH).order_by("objective")
    assert [(each.objective.title, each.value) for each in march] == [
        ("Objective 1", Decimal(13)),
        ("Young people", Decimal(420)),
    ]


def test_what_was_saved_meanwhile_is_shown_again_before_it_is_saved(objective, by, jonas, paste_url):
    page = look(jonas, paste_url, HEAD + "1\t5\t6\n", source="HZZ")
    enter_value(objective=objective, by=by, as_of=MARCH, source="HZZ", value=Decimal(7))

    again = save(jonas, page, paste_url)

    assert (again.status_code, Measurement.objects.count()) == (409, 1)
    assert "Something has changed since you looked at it" in words_on(again)
    assert "6 people corrects 7 people" in words_on(again)
    assert save(jonas, again, paste_url, reason="Later figure").status_code == 302


def test_nothing_is_saved_that_was_not_shown(objective, jonas, paste_url):
    assert look(jonas, paste_url, HEAD + "1\t5\t6\n", source="HZZ", save="1").status_code == 409
    page = look(jonas, paste_url, HEAD + "1\t5\t6\n", source="HZZ")
    assert save(jonas, page, paste_url, cells=HEAD + "1\t5\t60\n").status_code == 409
    assert not Measurement.objects.exists()


def test_saving_sent_twice_acts_once(objective, jonas, paste_url):
    page = look(jonas, paste_url, HEAD + "1\t5\t6\n", source="HZZ")
    typed = typed_in(page, "cells", save="1")
    assert [jonas.post(paste_url, typed).status_code for _time in range(2)] == [302, 302]
    assert Measurement.objects.count() == 2


def test_an_empty_paste_is_refused_at_its_field(objective, jonas, paste_url):
    page = look(jonas, paste_url, " ")
    assert (page.status_code, page.context["form"].errors.keys()) == (422, {"cells"})
    assert look(jonas, paste_url, "no headings here").status_code == 422


def upload(client, url, content: bytes, name="values.xlsx", **fields):
    return client.post(url, {"file": SimpleUploadedFile(name, content), "numbers": "point", **fields})


def workbook(*rows) -> bytes:
    book, content = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(content)
    return content.getvalue()


def test_the_exported_workbook_comes_back_filled_in(objective, women, by, jonas, paste_url, grid_url):
    enter_value(objective=objective, by=by, as_of=MARCH, source="x", value=Decimal("436.5"))
    enter_value(objective=objective, by=by, quota=women, as_of=MARCH, source="x", numerator=3, denominator=12)
    template = BytesIO(jonas.get(grid_url + "&format=xlsx").content)
    book = load_workbook(template)
    book.active["D2"] = 1250.5
    book.active["F3"] = "46,5 %"
    filled = BytesIO()
    book.save(filled)

    page = upload(jonas, paste_url, filled.getvalue(), source="HZZ", numbers="comma")

    assert page.status_code == 200, words_on(page)
    assert [(each["value"], str(each["label"])) for each in page.context["summary"]] == [
        (2, "new"), (0, "corrections"), (2, "saved already"), (0, "to correct"),
    ]  # fmt: skip
    assert page.context["notes"] == [], "the columns of proofs are known, and are not read"
    assert save(jonas, page, paste_url).status_code == 302
    again = upload(jonas, paste_url, filled.getvalue(), source="HZZ")
    assert again.context["to_save"] == 0
    assert sorted(Measurement.objects.values_list("value", flat=True)) == [
        Decimal(25), Decimal("46.5"), Decimal("436.5"), Decimal("1250.5"),
    ]  # fmt: skip


def test_a_cell_in_per_cent_says_what_the_sheet_shows(objective, women, jonas, paste_url):
    book, content = Workbook(), BytesIO()
    for row in (["Objective", "March 2026"], [1.1, 0.465]):
        book.active.append(row)
    book.active["B2"].number_format = "0.0%"
    book.save(content)
    page = upload(jonas, paste_url, content.getvalue(), source="HZZ")
    assert "1.1 at least 50 % women, March 2026 46.5 % new" in words_on(page)


def test_a_text_file_is_read_like_a_paste(objective, jonas, paste_url):
    page = upload(jonas, paste_url, b"Objective;March 2026\n1;1.250,5\n", "values.csv", numbers="comma")
    assert "1,250.5 people new" in words_on(page)


def test_a_formula_and_a_shortened_number_are_refused_where_they_are(objective, jonas, paste_url):
    page = upload(jonas, paste_url, workbook(["Objective", "March 2026"], [1, "=1+1"]))
    (fault,) = page.context["form"].errors["file"]
    assert fault.startswith("Line 2: B2 holds a formula")
    page = upload(jonas, paste_url, b"Objective;March 2026\n1;3,80382E+13\n", "values.csv")
    assert "“3,80382E+13” is a number that a spreadsheet has shortened" in page.context["faults"][0]["text"]
    page = upload(jonas, paste_url, b"%PDF-1.7", "values.pdf")
    assert page.context["form"].errors.keys() == {"file"}
    assert not Measurement.objects.exists()
