"""O2, O3: the results of a partnership as PDF: each objective with its chart, and the table behind it."""

from datetime import timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from reviews.results.services.measuring import enter_value
from tests.factories import signed_agreement
from tests.pdfs import words_of


def test_the_results_are_a_pdf_with_charts_and_the_values_behind_them(in_scope, sign_in):
    today = timezone.localdate()
    signed = signed_agreement(in_scope, at=timezone.now() - timedelta(days=200))
    objective = signed.objectives.first()
    for days, value, of_control in ((90, "31", False), (30, "37", False), (30, "22", True)):
        enter_value(
            objective=objective,
            value=Decimal(value),
            as_of=PartialDate.of(today - timedelta(days=days)),
            source="Client register",
            is_control_group=of_control,
            by=Actor.user(in_scope.lina),
        )
    address = reverse("reviews:results", args=[signed.partnership_id])
    lina = sign_in(in_scope.lina)
    assert 'href="?format=pdf"' in lina.get(address).content.decode()

    answer = lina.get(address, {"format": "pdf"})

    assert answer["Content-Type"] == "application/pdf"
    assert f"{signed.partnership.reference}.pdf" in answer["Content-Disposition"]
    text = words_of(answer.content)
    assert f"1. {objective.title}" in text
    assert "control 22" in text, "the lettering of the chart"
    assert "1.1 at least 30 % women: no value yet" in text
    assert "Square: control group." in text
    assert text.count("Client register") == 4, "where the latest is from, and three lines of the table"


def test_a_partnership_without_objectives_has_no_pdf_to_offer(in_scope, sign_in):
    signed = signed_agreement(in_scope)
    signed.objectives.all().delete()
    page = sign_in(in_scope.lina).get(reverse("reviews:results", args=[signed.partnership_id]))
    assert "format=pdf" not in page.content.decode()
