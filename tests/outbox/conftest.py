from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.db import transaction

from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import queue_mail
from pes_partnerships.outbox.services.claiming import claim
from tests.threads import in_a_thread  # noqa: F401

LINK = "https://partnerships.example.org/s/abc?a=1&b=2"


@pytest.fixture
def letters(settings) -> None:
    """The mail templates of these tests, and an address for the links in them."""
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [*templates[0]["DIRS"], Path(__file__).parent / "templates"]
    settings.TEMPLATES = templates
    settings.BASE_URL = "https://partnerships.example.org"
    settings.OUTBOX_KICK = False


@pytest.fixture
def invite(db, letters) -> Callable[..., OutboxMail]:
    """Queue an invitation to sign; any argument of queue_mail can be changed."""

    def queue(**changed: object) -> OutboxMail:
        mail = {
            "kind": "signature_requested",
            "to_address": "ona@example.org",
            "to_name": "Ona Petraitė",
            "language": "en",
            "template": "letters/invitation",
            "context": {"partnership": "Youth & Work", "needs": ["Your signature"]},
            "secrets": {"link": LINK},
        }
        with transaction.atomic():
            return queue_mail(**(mail | changed))

    return queue


def claimed(key: UUID, now: datetime) -> OutboxMail | None:
    """The mail, if it could be claimed."""
    mail = OutboxMail.objects.get(pk=key)
    return mail if claim(mail, now) else None
