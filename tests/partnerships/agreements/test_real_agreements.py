"""The fifteen real agreements are entered through the forms, as drafts; no check of sense stops them (A1–A20, O1)."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from partnerships.models import Agreement, Participation
from tests.factories.real_cases import enter_case, real_cases
from tests.pages import typed_in, words_on

pytestmark = pytest.mark.slow

TEXTS = tomllib.loads((Path(__file__).parents[2] / "data" / "real_agreements.toml").read_text())
CASES = {case["id"]: case for case in real_cases()["cases"]}
DATES = ("effective", "ends", "begins", "decided", "service_start", "funding_end", "due", "baseline_date")


class Clerk:
    """Types what a case says into the forms, page by page, as a browser would send it."""

    def __init__(self, browser: Any, agreement: Agreement):
        self.browser, self.agreement = browser, agreement

    def url(self, name: str) -> str:
        return reverse(f"partnerships:{name}", args=[self.agreement.pk])

    def send(self, url: str, holding: str, values: dict[str, Any]) -> None:
        form = typed_in(self.browser.get(url), holding, **typed(values))
        answer = self.browser.post(url, {name: value for name, value in form.items() if value is not None})
        said = getattr((answer.context or {}).get("form"), "errors", "") if answer.context else ""
        assert answer.status_code == 302, (url, values, said, words_on(answer)[:900])


def typed(values: dict[str, Any]) -> dict[str, Any]:
    """Dates as their three inputs; a day, a month or a year that is not stated stays empty."""
    fields: dict[str, Any] = {}
    for name, value in values.items():
        if name in DATES:
            parts = [*value.split("-"), "", ""][:3]
            fields |= dict(zip((f"{name}_year", f"{name}_month", f"{name}_day"), parts, strict=True))
        elif name == "years":
            fields |= {"years-TOTAL_FORMS": str(len(value))}
            for place, (year, amount) in enumerate(value):
                fields |= {f"years-{place}-year": year, f"years-{place}-amount": amount}
        else:
            fields[name] = value
    return fields


def start(browser: Any, case: dict[str, Any], partnership: Any) -> Agreement:
    draft = partnership.agreements.first()
    if draft is None:
        url = reverse("partnerships:agreement_new", args=[partnership.pk])
        assert browser.post(url, typed_in(browser.get(url), "title", title=case["name"][:200])).status_code == 302
        draft = partnership.agreements.get()
    return draft


# those that hold what no other does; `make rehearse` enters the others as well
TELLING = {"AT-TEP-KTN", "SE-FINSAM"}


@pytest.mark.parametrize(
    "key", [key if key in TELLING else pytest.param(key, marks=pytest.mark.rehearse) for key in TEXTS]
)
def test_a_real_agreement_is_entered_through_the_forms(key, in_scope, sign_in):
    call_command("load_reference", verbosity=0)
    case, says, lina = CASES[key], TEXTS[key], sign_in(in_scope.lina)
    partnership, _rows = enter_case(in_scope.service, case)
    draft = start(lina, case, partnership)
    clerk = Clerk(lina, draft)

    model = {"model": says["model"], "formality": says["formality"], "elements": says.get("elements", [])}
    clerk.send(clerk.url("agreement_model"), "model_reason", model)
    take_parties(clerk, partnership)
    no_review = {f"first_review_on_{part}": "" for part in ("day", "month", "year")}
    clerk.send(clerk.url("agreement_term"), "ends_year", {"is_open_ended": "", **no_review, **says["term"]})
    if "ending" in says:
        clerk.send(clerk.url("agreement_dissolution"), "notice", {**says["ending"], "do": "save"})
    for money in says.get("money", []):
        clerk.send(clerk.url("contribution_new"), "source_name", {**money, "do": "save"})
    for objective in says.get("objectives", []):
        clerk.send(clerk.url("objective_new"), "indicator", {**objective, "do": "save"})
    for part, words in says.get("parts", {}).items():
        section = reverse("partnerships:section", args=[draft.pk, part])
        clerk.send(f"{section}?own=1", "seen", {"body": words, "do": "save"})
    assert lina.post(clerk.url("sections_fill")).status_code == 302

    printed = words_on(lina.get(clerk.url("agreement_text"))).replace("\xa0", " ")
    assert [words for words in says["shown"] if words not in printed] == []
    for party in draft.parties.select_related("participation__organisation"):
        assert party.name in printed
    assert draft.parties.count() == members(partnership)
    assert "must be resolved before signature" in words_on(lina.get(clerk.url("agreement")))


def members(partnership: Any) -> int:
    return Participation.objects.filter(partnership=partnership).present().count()


def take_parties(clerk: Clerk, partnership: Any) -> None:
    """Each who takes part becomes a party, with the form of a party."""
    taken = set(clerk.agreement.parties.values_list("participation", flat=True))
    for participation in Participation.objects.filter(partnership=partnership).present().exclude(pk__in=taken):
        clerk.send(clerk.url("party_new"), "participation", {"participation": participation.pk})


def test_every_case_of_the_file_is_among_them():
    assert set(TEXTS) == set(CASES)
