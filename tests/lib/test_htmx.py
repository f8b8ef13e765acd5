"""A page and its part from one template."""

import pytest
from django.template import engines
from django.test import override_settings
from django_htmx.middleware import HtmxDetails

from pes_partnerships.lib.web.htmx import is_part, redirect, render_part

PAGE = "<h1>All</h1>{% partialdef results inline %}<p>{{ count }} found</p>{% endpartialdef %}"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [("django.template.loaders.locmem.Loader", {"page.html": PAGE})],
                )
            ],
            "builtins": ["template_partials.templatetags.partials"],
        },
    }
]


@pytest.fixture
def ask(rf):
    def request(**headers):
        made = rf.get("/", headers=headers)
        made.htmx = HtmxDetails(made)
        return made

    with override_settings(TEMPLATES=TEMPLATES):
        engines.__dict__.pop("templates", None)
        yield request


def test_a_reader_gets_the_page_and_htmx_its_part(ask):
    page = render_part(ask(), "page.html", {"count": 3})
    part = render_part(ask(**{"HX-Request": "true"}), "page.html", {"count": 3})

    assert page.content.decode() == "<h1>All</h1><p>3 found</p>"
    assert part.content.decode() == "<p>3 found</p>"
    assert "HX-Request" in page["Vary"]
    assert page["Vary"] == part["Vary"]


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_a_boosted_link_and_the_history_need_the_whole_page(ask, header):
    assert is_part(ask(**{"HX-Request": "true", header: "true"})) is False


def test_a_request_without_the_middleware_is_a_page(rf):
    assert is_part(rf.get("/")) is False


def test_going_on_changes_the_whole_page(ask):
    plain = redirect(ask(), "/next/")
    swapped = redirect(ask(**{"HX-Request": "true"}), "/next/")

    assert (plain.status_code, plain["Location"]) == (302, "/next/")
    assert (swapped.status_code, swapped["HX-Redirect"]) == (200, "/next/")
