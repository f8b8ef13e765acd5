"""Entries that were there before keys were kept get theirs; an address that several name is the key of none (D4)."""

from importlib import import_module

import pytest
from django.apps import apps

from directory.models import EntryKey
from tests.directory.conftest import make_entry, make_running

pytestmark = pytest.mark.django_db
COMMON, OWN = "https://yearbook.example/2020/pacts.pdf", "https://ots.example/2002/pact"


def test_an_address_of_one_entry_is_its_key_and_one_of_two_of_none(cast):
    partnership = make_running(cast.service, "Pact of the north")
    north = make_entry("North", source=f"{COMMON}\n{OWN}", partnership=partnership, service=cast.service)
    make_entry("South", source=COMMON)

    import_module("directory.migrations.0005_keys_of_entries").write_keys(apps, None)

    assert dict(EntryKey.objects.values_list("key", "entry")) == {
        "address:yearbook.example/2020/pacts.pdf": None,
        "address:ots.example/2002/pact": north.pk,
        f"number:{cast.service.pk}:pact of the north": north.pk,
    }
