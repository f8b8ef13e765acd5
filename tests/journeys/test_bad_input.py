"""What goes wrong at a desk: two editors, a session that ended, no mouse, and input that cannot be right."""

import pytest
from django.contrib.sessions.models import Session
from django_scopes import scopes_disabled

from partnerships.models import Section
from pes_partnerships.accounts.rules.roles import Role
from tests.cast import PASSWORD, person
from tests.factories import ready_agreement, sent_agreement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CONFLICT = "Another person saved this while you were writing"


@pytest.fixture
def ruta(people):
    user = person("Ruta", people.service, Role.MANAGER)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def part(people):
    """The address of one part of a draft."""
    return f"/agreements/{ready_agreement(people).pk}/sections/purpose/"


def saved_body(part: str) -> str:
    with scopes_disabled():
        return Section.objects.get(agreement=int(part.split("/")[2]), key="purpose").body


def two_editors(walk, people, ruta, part):
    """Both open the part; Lina saves first, then Ruta, who had not seen Lina's text."""
    lina = walk().sign_in(people.lina, PASSWORD).goto(part)
    other = walk().sign_in(ruta, PASSWORD).goto(part)
    lina.fill("Text", "As Lina wrote it.").button("Save")
    other.fill("Text", "As Ruta wrote it.").button("Save")
    assert (other.status, other.heading) == (409, CONFLICT)
    assert "As Lina wrote it." in other.text
    assert "As Ruta wrote it." in other.text
    assert saved_body(part) == "As Lina wrote it."
    return other


def test_the_second_editor_sees_both_texts_and_may_replace(walk, people, ruta, part):
    two_editors(walk, people, ruta, part).button("Save mine")
    assert saved_body(part) == "As Ruta wrote it."


def test_the_second_editor_may_keep_what_is_saved(walk, people, ruta, part):
    other = two_editors(walk, people, ruta, part).button("Keep theirs")
    assert other.field("Text").input_value() == "As Lina wrote it."
    assert saved_body(part) == "As Lina wrote it."


def test_a_session_that_ended_while_typing_leads_back_to_the_same_page(walk, people, part):
    lina = walk().sign_in(people.lina, PASSWORD).goto(part)
    lina.fill("Text", "Typed for an hour.")
    Session.objects.all().delete()
    before = saved_body(part)

    lina.button("Save")

    assert (lina.heading, saved_body(part)) == ("Sign in", before)
    lina.fill("Email", people.lina.email).fill("Password", PASSWORD).button("Sign in")
    assert lina.path == part
    with lina.page.expect_navigation():
        lina.page.evaluate("history.go(-2)")  # past the sign-in: the browser kept what was typed
    assert (lina.path, lina.field("Text").input_value()) == (part, "Typed for an hour.")
    lina.button("Save")
    assert saved_body(part) == "Typed for an hour."


def press(walker, *keys: str) -> None:
    for key in keys:
        walker.page.keyboard.press(key)


def tab_to(walker, words: str) -> None:
    """Tab until the control with these words has the focus; its outline can be seen."""
    said = "() => {const e = document.activeElement; return (e.labels?.[0] || e).innerText || e.ariaLabel || ''}"
    for _step in range(120):
        press(walker, "Tab")
        if walker.page.evaluate(said).strip().startswith(words):
            assert walker.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    raise AssertionError(f"{words} cannot be reached by Tab on {walker.page.url}")


def test_signing_in_with_the_keyboard_alone(walk, people):
    lina = walk().goto("/account/login/")
    tab_to(lina, "Email")
    lina.page.keyboard.type(people.lina.email)
    tab_to(lina, "Password")
    lina.page.keyboard.type(PASSWORD)
    with lina.page.expect_navigation():
        press(lina, "Enter")
    assert lina.check().heading == "Portfolio"


def test_signing_an_agreement_with_the_keyboard_alone(walk, people, mailbox):
    agreement = sent_agreement(people)
    ona = walk().goto(mailbox.link("ona@youth.example", "/sign/"))
    tab_to(ona, "I have read this text")
    press(ona, "Space")
    tab_to(ona, "Sign for Department of Youth Affairs")
    with ona.page.expect_navigation():
        press(ona, "Enter")
    assert ona.check().heading == "You have signed"
    with scopes_disabled():
        assert agreement.signatures.get().name == "Ona Petraitė"


def test_a_refused_form_names_each_field_and_keeps_what_was_typed(walk, people):
    lina = walk().sign_in(people.lina, PASSWORD).goto("/organisations/new/")
    lina.fill("Place", "Alytus").fill("Regions", "Atlantis")
    lina.page.locator("[maxlength]").evaluate_all("all => all.forEach(e => e.removeAttribute('maxlength'))")
    lina.fill("Name", "N" * 400).button("Register")
    summary = lina.page.locator(".error-summary")
    assert "400" in summary.inner_text()
    assert "Region “Atlantis” is not in the list." in summary.inner_text()
    assert lina.field("Name").input_value() == "N" * 400
    assert lina.field("Place").input_value() == "Alytus"
    summary.get_by_role("link").first.click()
    assert lina.page.evaluate("document.activeElement.name") == "name"


@pytest.mark.parametrize(
    ("day", "month", "year", "said"),
    [
        ("31", "2", "2027", "There is no 31 February."),
        ("29", "2", "2027", "There is no 29 February in 2027."),
        ("", "5", "2027", "Enter day, month and year."),
        ("x", "5", "2027", "The day must be a number from 1 to 31."),
        ("1", "13", "2027", "The month must be a number from 1 to 12."),
    ],
)
def test_a_date_that_is_none_is_refused_and_stays(cast, sign_in, day, month, year, said):
    term = f"/agreements/{ready_agreement(cast).pk}/term/"
    parts = {"first_review_on_day": day, "first_review_on_month": month, "first_review_on_year": year}
    answer = sign_in(cast.lina).post(term, {**parts, "review_every_months": "12", "force_rule": "all_signed"})
    errors = answer.context["form"].errors
    assert (answer.status_code, dict(errors)) == (422, {"first_review_on": [said]})
    page = answer.content.decode()
    assert all(f'value="{typed}"' in page for typed in (day, month, year) if typed)
