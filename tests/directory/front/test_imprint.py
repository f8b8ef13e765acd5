"""Who publishes an installation is said as far as its settings say it (D1)."""

import pytest

pytestmark = pytest.mark.django_db


def test_without_settings_the_page_says_that_it_is_not_stated(client):
    html = client.get("/imprint/").content.decode()
    assert "has not stated yet who publishes it" in html
    assert "PUBLISHER_NAME" in html


def test_what_the_settings_say_is_shown_and_escaped(client, settings):
    settings.PUBLISHER_NAME = "Employment Service <of> Practice"
    settings.PUBLISHER_ADDRESS = "Main Street 1; 1000 Brussels"
    settings.PUBLISHER_EMAIL = "directory@example.org"
    html = client.get("/imprint/").content.decode()
    assert "Employment Service &lt;of&gt; Practice" in html
    assert "Main Street 1<br>1000 Brussels" in html
    assert 'href="mailto:directory@example.org"' in html
    assert html.count("not stated") == 1  # the legal notice
