from django.test import Client


def test_a_person_changes_name_language_and_time_zone(cast, sign_in):
    form = {"name": "Lina Lina", "language": "fr", "time_zone": "Europe/Vilnius"}

    sign_in(cast.lina).post("/account/", form)

    cast.lina.refresh_from_db()
    assert (cast.lina.name, cast.lina.language, cast.lina.time_zone) == ("Lina Lina", "fr", "Europe/Vilnius")


def test_bad_input_names_its_field(cast, sign_in):
    form = {"name": "", "language": "xx", "time_zone": "Europe/Nowhere"}

    answer = sign_in(cast.lina).post("/account/", form)

    assert sorted(answer.context["form"].errors) == ["language", "name", "time_zone"]


def test_the_language_switch_of_a_signed_in_person_stays_in_the_account(cast, sign_in):
    browser = sign_in(cast.lina)

    browser.post("/language/", {"language": "fr", "next": "/portfolio/"})

    cast.lina.refresh_from_db()
    assert cast.lina.language == "fr"
    assert '<html lang="fr">' in browser.get("/portfolio/").content.decode()


def test_a_visitor_chooses_a_language_for_this_browser(db):
    browser = Client()

    browser.post("/language/", {"language": "fr", "next": "/account/login/"})

    assert '<html lang="fr">' in browser.get("/account/login/").content.decode()


def test_an_unknown_language_changes_nothing(cast, sign_in):
    sign_in(cast.lina).post("/language/", {"language": "tlh", "next": "/"})

    cast.lina.refresh_from_db()
    assert cast.lina.language == "en"
