"""The pieces of the interface: distances, addresses, errors that link to their fields, a page of all."""

from datetime import date

import pytest
from django.core.paginator import Paginator
from django.forms import CharField, ChoiceField, Form, RadioSelect, formset_factory
from django.template import RequestContext, Template
from django.template.loader import render_to_string
from django.utils import translation

from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.showcase import showcase_context
from pes_partnerships.lib.templatetags import ui

TODAY = date(2020, 11, 20)


class Names(Form):
    name = CharField()
    model = ChoiceField(widget=RadioSelect, choices=[("agile", "Agile"), ("supportive", "Supportive")])


def render(rf, source, query="", **context):
    return Template("{% load ui %}" + source).render(RequestContext(rf.get(f"/list/?{query}"), context))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2020, 11, 20), "today"),
        (date(2020, 11, 21), "in 1 day"),
        (date(2020, 12, 31), "in 41 days"),
        (date(2021, 1, 11), "in 7 weeks"),
        (date(2024, 12, 31), "in 4 years"),
        (date(2020, 11, 6), "14 days late"),
        (PartialDate(2020), "in 41 days"),
        (PartialDate(), ""),
        (None, ""),
    ],
)
def test_a_distance_is_said_in_words(day, words):
    with translation.override("en"):
        assert ui.distance(day, TODAY) == words


def test_an_address_keeps_the_filter_and_replaces_the_page(rf):
    address = render(rf, "{% query_string page=3 %}", "status=draft&page=2")
    assert address == "?status=draft&amp;page=3"


def test_an_empty_value_drops_its_key_from_the_address(rf):
    assert render(rf, "{% query_string page=None %}", "status=draft&page=2") == "?status=draft"


@pytest.mark.parametrize(
    ("query", "head"),
    [
        ("page=4", '<a href="?sort=title">Title</a>'),
        ("sort=title", '<a href="?sort=-title">Title</a> <span aria-hidden="true">↑</span>'),
        ("sort=-title", '<a href="?sort=title">Title</a> <span aria-hidden="true">↓</span>'),
    ],
)
def test_a_column_head_sorts_and_turns_round(rf, query, head):
    assert render(rf, '{% sort_link "title" "Title" %}', query) == head


def test_each_error_links_to_the_input_that_can_mend_it():
    form = Names(data={})
    assert [(error["target"], error["label"]) for error in ui.error_links(form)] == [
        ("id_name", "Name"),
        ("id_model_0", "Model"),
    ]


def test_a_formset_says_its_forms_errors():
    names = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-1-name": "ESF"}
    assert [error["target"] for error in ui.error_links(formset_factory(Names)(data=names))] == ["id_form-1-model_0"]


def test_every_error_link_of_the_showcase_finds_its_input(rf):
    context = showcase_context()
    page = render_to_string("ui/_form_page.html", context, rf.get("/"))
    targets = [error["target"] for part in ("form", "formset") for error in ui.error_links(context[part])]
    assert [target for target in targets if f'id="{target}"' not in page] == []


def test_errors_are_summed_up_once_when_the_page_does_it_itself(rf):
    page = render_to_string("ui/_form_page.html", {"form": Names(data={})}, rf.get("/"))
    assert page.count('class="error-summary"') == 1


def test_a_plain_crispy_form_sums_up_its_own_errors(rf):
    page = render(rf, "{% load crispy_forms_tags %}{% crispy form %}", form=Names(data={}))
    assert page.count('class="error-summary"') == 1


def test_the_token_stands_in_a_form_that_was_included_alone(rf):
    page = render(rf, '{% include "ui/_confirm.html" with submit="Sign" only %}')
    assert page.count('name="csrfmiddlewaretoken"') == 1


def test_optional_fields_say_so_and_required_ones_carry_no_sign(rf):
    form = Names()
    form.fields["model"].required = False
    page = render(rf, "{% form_fields form %}", form=form)
    assert (page.count("(optional)"), page.count("*")) == (1, 0)


def test_a_filter_form_keeps_the_sort_and_forgets_the_page(rf):
    kept = render(rf, "{% kept_query form %}", "sort=-title&page=2&name=esf", form=Names())
    assert kept == '<input type="hidden" name="sort" value="-title">'


def test_a_single_page_needs_no_pages(rf):
    page_obj = Paginator(range(3), 10).page(1)
    assert (
        render(rf, '{% include "ui/_pagination.html" with page_obj=page_obj only %}', page_obj=page_obj).strip() == ""
    )


def test_result_blocks_never_exceed_their_total():
    assert ui.blocks(5, 3) == [True, True, True]


def test_an_unknown_status_is_neither_good_nor_bad_news():
    assert ui.status_tag("reconsidered", "Reconsidered").strip() == '<span class="tag tag-neutral">Reconsidered</span>'


@pytest.mark.parametrize("page", ["404.html", "403.html", "403_csrf.html", "500.html"])
def test_an_error_page_needs_nothing_but_itself(page):
    assert render_to_string(page).count("<h1>") == 1
