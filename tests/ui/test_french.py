"""French through the whole product: pages, mails, the agreement's own text, numbers, dates and plurals (N3, P3)."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django_scopes import scope

from partnerships.models import Contact, Objective, Signature
from partnerships.rules.objective_block import smart_row
from partnerships.rules.presentation import presented
from partnerships.services.documents import document_html, seal, stored_file
from partnerships.services.signing import send_for_signature
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate, display_date
from pes_partnerships.lib.numbers import display_number
from pes_partnerships.lib.templatetags import ui
from pes_partnerships.outbox.models import OutboxMail
from reviews.rules.wording import with_unit
