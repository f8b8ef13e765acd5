"""Partial dates in the database and in forms."""

from datetime import date

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.test.utils import isolate_apps

from pes_partnerships.lib.date_fields import DayMonthYearField, PartialDateField, PartialDateFormField
from pes_partnerships.lib.dates import PartialDate, PartialDateError

with isolate_apps("pes_partnerships.lib"):

    class Charter(models.Model):
        """A stand-in with one date; its table is made by the fixture below."""

        decided = PartialDateField(blank=True)

        class Meta:
            app_label = "lib"
            managed = False
            db_table = "lib_test_charter"

        def __str__(self):
            return str(self.decided)


class CharterForm(forms.Form):
    decided = PartialDateFormField(label="Decided", help_text="A year is enough.")
    due = DayMonthYearField(label="Due", required=False)


@pytest.fixture
def charters(db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE lib_test_charter (id bigint PRIMARY KEY, decided varchar(21) NOT NULL)")
    for number, text in enumerate(["2019-05-12", "", "2018/2019", "2019-06", "2020"], start=1):
        Charter.objects.create(pk=number, decided=text)
    return Charter.objects


def typed(day="", month="", year="", due=("", "", "")):
    parts = zip(("day", "month", "year"), due, strict=True)
    return {"decided_day": day, "decided_month": month, "decided_year": year} | {
        f"due_{part}": text for part, text in parts
    }


def test_every_precision_comes_back_from_the_database(charters):
    stored = [charter.decided for charter in charters.order_by("decided")]

    assert stored == [PartialDate.parse(text) for text in ("", "2018/2019", "2019-05-12", "2019-06", "2020")]


@pytest.mark.parametrize(
    ("lookup", "found"),
    [
        ({"decided": "2019-06"}, [4]),
        ({"decided": PartialDate(2020)}, [5]),
        ({"decided": date(2019, 5, 12)}, [1]),
        ({"decided": ""}, [2]),
        ({"decided__startswith": "2019-0"}, [1, 4]),
        ({"decided__gte": "2019-06"}, [4, 5]),
        ({"decided__in": [PartialDate(2020), "2018/2019"]}, [3, 5]),
    ],
)
def test_lookups_work_with_text_and_values(charters, lookup, found):
    assert list(charters.filter(**lookup).order_by("pk").values_list("pk", flat=True)) == found


def test_the_attribute_is_always_a_partial_date():
    assert Charter().decided == PartialDate()
    assert Charter(decided=None).decided == PartialDate()
    assert Charter(decided="2019").decided == PartialDate(2019)
    assert Charter(decided=date(2019, 5, 12)).decided == PartialDate(2019, 5, 12)
    with pytest.raises(PartialDateError):
        Charter(decided="soon")


def test_deferred_and_updated_by_expression(charters):
    charters.filter(pk=1).update(decided=PartialDate(2021))
    charters.filter(pk=2).update(decided=models.F("decided"))

    assert charters.defer("decided").get(pk=1).decided == PartialDate(2021)
    assert charters.get(pk=2).decided == PartialDate()
    with pytest.raises(PartialDateError):
        charters.update(decided="soon")


def test_a_field_that_must_be_known_refuses_unknown():
    field = PartialDateField()

    with pytest.raises(ValidationError):
        field.clean(PartialDate(), None)
    assert field.clean("2019", None) == PartialDate(2019)
    assert PartialDateField(blank=True).clean(PartialDate(), None) == PartialDate()


def test_migrations_and_dumps_see_plain_values():
    _name, path, args, kwargs = PartialDateField(blank=True).deconstruct()

    assert (path, args, kwargs) == (
        "pes_partnerships.lib.date_fields.PartialDateField", [], {"blank": True},
    )  # fmt: skip
    assert Charter._meta.get_field("decided").value_to_string(Charter(decided="2018/2019")) == "2018/2019"


def test_a_model_form_gets_the_three_inputs():
    field = Charter._meta.get_field("decided").formfield()

    assert isinstance(field, PartialDateFormField)
    assert field.required is False


@pytest.mark.parametrize(
    ("parts", "when"),
    [
        (("", "", "2019"), PartialDate(2019)),
        (("", "5", "2019"), PartialDate(2019, 5)),
        (("12", "05", " 2019 "), PartialDate(2019, 5, 12)),
        (("", "", "2018/2019"), PartialDate.parse("2018/2019")),
        (("", "", "2018-09/2019-06"), PartialDate.parse("2018-09/2019-06")),
    ],
)
def test_what_may_be_typed(parts, when):
    form = CharterForm(typed(*parts))

    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"decided": when, "due": None}


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (("31", "2", "2019"), "There is no 31 February."),
        (("29", "2", "2019"), "There is no 29 February in 2019."),
        (("x", "2", "2019"), "The day must be a number from 1 to 31."),
        (("1", "13", "2019"), "The month must be a number from 1 to 12."),
        (("1", "5", "19"), "Enter the year with four digits, such as 2019."),
        (("1", "5", ""), "Add the year."),
        (("1", "", "2019"), "Add the month, or leave the day empty."),
        (("1", "", "2018/2019"), "Leave day and month empty for an interval such as 2018/2019."),
        (("", "", ""), "Enter a date. A year alone is accepted."),
        (("²", "5", "2019"), "The day must be a number from 1 to 31."),
    ],
)
def test_errors_say_which_part_is_wrong(parts, message):
    assert CharterForm(typed(*parts)).errors == {"decided": [message]}


def test_a_full_day_needs_all_three_parts():
    whole = CharterForm(typed(year="2019", due=("12", "5", "2019")))
    half = CharterForm(typed(year="2019", due=("", "5", "2019")))

    assert whole.is_valid()
    assert whole.cleaned_data["due"] == date(2019, 5, 12)
    assert half.errors == {"due": ["Enter day, month and year."]}


def test_only_a_change_counts_as_one():
    before = {"decided": PartialDate(2019, 5), "due": date(2019, 5, 12)}
    same = CharterForm(typed("", "5", "2019", due=("12", "5", "2019")), initial=before)
    other = CharterForm(typed("1", "5", "2019", due=("", "", "")), initial=before)

    assert same.changed_data == []
    assert other.changed_data == ["decided", "due"]


def test_the_page_has_a_group_with_three_labelled_inputs():
    html = render_crispy_form(CharterForm(initial={"decided": "2019-05"}))

    assert html.count("<fieldset") == html.count("<legend") == 2
    for part, label, value in (("", "Day", None), ("_month", "Month", "5"), ("_year", "Year", "2019")):
        assert f'<label for="id_decided{part}" class="form-label fw-normal">{label}</label>' in html
        assert html.count(f'id="id_decided{part}"') == 1
        assert value is None or f'value="{value}"' in html
    assert 'aria-describedby="id_decided_helptext"' in html


def test_a_wrong_date_is_shown_again_as_it_was_typed():
    html = render_crispy_form(CharterForm(typed("31", "2", "2019")))

    assert "There is no 31 February." in html
    assert html.count('aria-invalid="true"') == 3
    assert 'name="decided_day" value="31"' in html
