"""An employment service with the codes that files of organisations are read by."""

import pytest
from django.core.management import call_command


@pytest.fixture
def crew(in_scope):
    call_command("load_reference", verbosity=0)
    return in_scope
