"""A value of an objective, who proves it, and files as a browser sends them."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from partnerships.models import Objective
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from reviews.models import Measurement
from reviews.results.services.measuring import enter_value

MARCH = PartialDate(2026, 3)
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def by(in_scope) -> Actor:
    return Actor.user(in_scope.jonas)


@pytest.fixture
def objective(planned) -> Objective:
    return planned.agreement.objectives.get()


@pytest.fixture
def value(objective, by) -> Measurement:
    return enter_value(objective=objective, by=by, as_of=MARCH, source="register", value=Decimal(430))


@pytest.fixture(autouse=True)
def _stored_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def pdf(name: str = "report.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def workbook() -> bytes:
    content = BytesIO()
    Workbook().save(content)
    return content.getvalue()
