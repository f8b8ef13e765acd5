"""Names that mean one organisation, and names that only look like it (F2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.matching.rules.name_tables import plain
from partnerships.matching.rules.names import LIKELY, compare, domain_of, keys_of, likeness, name_tokens, number_key
from partnerships.models import NameKey

WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyząčęėšųūžäöüßéèàçñłø .-'", min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("name", "tokens"),
    [
        ("Alytaus miesto savivaldybė", ["alytaus", "city", "municipality"]),
        ("UAB „Darbo pasaulis“", ["labour", "pasaulis"]),
        ("VšĮ Sodžius", ["sodzius"]),
        ("Jugendzentrum Graz e. V.", ["youth", "centre", "graz"]),
        ("Pomocna Dłoń Sp. z o.o.", ["support", "dlon"]),
        ("Nadace Viola, s. r. o.", ["foundation", "viola"]),
        ("Dansk Byggeri A/S", ["denmark", "byggeri"]),
        ("Univ. of Tartu", ["university", "tartu"]),
        ("Int'l Org. for Migration", ["international", "organisation", "migrants"]),
        ("Croix-Rouge de Belgique asbl", ["red-cross", "belgium"]),
        ("Rotes Kreuz Österreich", ["red-cross", "austria"]),
        ("Sankt Martin", ["saint", "martin"]),
        ("Δήμος Πατρέων", ["municipality", "patreon"]),
        ("Агенция по заетостта ЕАД", ["agency", "employment"]),
        ("Chamber of Commerce, Köln", ["chamber", "commerce", "cologne"]),
        ("SA", ["sa"]),
        ("", []),
    ],
)
def test_a_name_is_read_by_its_meaning(name, tokens):
    assert name_tokens(name) == tokens


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Youth Centre Aušra", "Youth Centre Ausra", "accents"),
        ("Müller und Söhne", "Mueller und Soehne", "accents"),
        ("Darbo pasaulis", "UAB „Darbo pasaulis“", "legal_form"),
        ("Perspektive GmbH", "Perspektive e.V.", "legal_form"),
        ("Department of Youth Affairs", "Youth Affairs Department", "order"),
        ("Univ. of Tartu", "Tartu Ülikool", "words"),
        ("Kauno miesto savivaldybė", "Kaunas City Municipality", "words"),
        ("Jaunimo reikalų departamentas", "Department of Youth Affairs", "words"),
        ("Alytaus jaunimo centras", "Alytus Youth Centre", "similar"),
        ("St. Martin Hospital", "Hospital Saint Martin", "words"),
        ("Arbetsförmedlingen Växjö", "Arbetsformedlingen Vaxjo", "accents"),
        ("ABVV", "Algemeen Belgisch Vakverbond van Vlaanderen", "acronym"),
        ("Jobcenter Wels", "Job Center Wels", "words"),
        ("Orka Youth Centre", "Orkos jaunimo centras", "similar"),
        ("Orka Youth Centre", "Orka Youth House", "similar"),
    ],
)
def test_one_organisation_written_in_two_ways(one, other, reason):
    found = compare(one, other)

    assert found.score >= LIKELY
    assert found.reason == reason


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Ξεσκεπάζω την ψυχοφθόρα βδελυγμία", "xeskepazo tin psychofthora vdelygmia"),
        (
            "Ах, чудна българска земьо, полюшвай цъфтящи жита",
            "ah, chudna balgarska zemyo, polyushvai tsaftyashti zhita",
        ),
    ],
)
def test_every_greek_and_bulgarian_letter_is_read_as_the_passports_write_it(written, read):
    assert plain(written) == read


def test_roman_and_arabic_numbers_are_one():
    romans = {2: "II", 3: "III", 4: "IV", 6: "VI", 7: "VII", 8: "VIII", 9: "IX", 11: "XI", 12: "XII", 13: "XIII"}
    for number, roman in (romans | {14: "XIV", 15: "XV"}).items():
        assert likeness(f"{roman} Liceum Opole", f"Liceum {number} Opole") == 100


def test_four_first_letters_say_more_than_three():
    assert likeness("ABVV", "Algemeen Belgisch Vakverbond van Vlaanderen") == 85
    assert likeness("JRD", "Jaunimo reikalų departamentas") == 75


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alytus City Municipality", "Kaunas City Municipality"),
        ("Alytus City Municipality", "Alytus District Municipality"),
        ("Mission locale de Forest", "Mission locale de Paris"),
        ("Caritas Wien", "Caritas Graz"),
        ("Caritas", "Caritas Wien"),
        ("Rotes Kreuz Wels", "Rotes Kreuz Steyr"),
        ("Vilnius Youth Centre", "Vilnius Health Centre"),
        ("Kaunas School No. 5", "Kaunas School No. 7"),
        ("II Liceum Opole", "III Liceum Opole"),
        ("Ministry of Labour of Latvia", "Ministry of Labour of Lithuania"),
        ("Ministry of Labour", "Ministry of Health"),
        ("Collège Jean Monnet Namur", "Collège Jean Jaurès Namur"),
        ("Saint Martin School", "Saint Martha School"),
        ("Youth Centre", "Association of Employers"),
    ],
)
def test_names_that_share_words_are_not_one_organisation(one, other):
    assert likeness(one, other) < LIKELY


@given(WORDS, WORDS)
def test_likeness_is_the_same_from_both_sides_and_bounded(one, other):
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 100


@given(WORDS.filter(str.strip))
def test_every_name_is_like_itself_whatever_its_case_and_spaces(name):
    assert likeness(name, f"  {name.upper().lower()} ") == 100 or name.upper().lower().casefold() != name.casefold()
    assert likeness(name, name) == 100


@given(st.lists(st.sampled_from(["Horizont", "Aušra", "Kompass", "Linz"]), unique=True, min_size=2), st.randoms())
def test_the_order_of_words_does_not_matter(words, chance):
    shuffled = chance.sample(words, len(words))

    assert likeness(" ".join(words), " ".join(shuffled)) == 100


def test_keys_are_words_beginnings_first_letters_number_and_domain():
    keys = keys_of(["Alytaus jaunimo centras"], "LT 302-123-456", "https://www.jaunimas.example.lt/apie")

    assert keys == {"alytaus", "~alyt", "youth", "centre", "&ajc", "#302123456", "@jaunimas.example.lt"}


def test_the_longest_key_fits_its_column():
    keys = keys_of(["Donaudampfschiff" * 8], "7" * 80, "https://" + "w" * 63 + ".example")

    assert {len(key) for key in keys if key[0] in "#@d"} == {NameKey._meta.get_field("key").max_length}


def test_the_letters_of_a_legal_form_are_no_first_letters():
    assert {key for key in keys_of(["Darbo ir jaunimo centras, VšĮ"]) if key[0] == "&"} == {"&dijc", "&djc"}


def test_two_spellings_of_one_name_share_a_telling_key():
    assert "~alyt" in keys_of(["Alytus Youth Centre"]) & keys_of(["Alytaus jaunimo centras"])


@pytest.mark.parametrize(
    ("typed", "key"),
    [("BE 0475.123.456", "475123456"), ("0475 123 456", "475123456"), ("HRB 1234 B", "hrb1234b"), ("", "")],
)
def test_a_number_is_one_number_however_it_is_written(typed, key):
    assert number_key(typed) == key


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://www.vdab.be/werk", "vdab.be"),
        ("vdab.be", "vdab.be"),
        ("https://www.facebook.com/centre", ""),
        ("https://centre.wordpress.com", ""),
        ("https://[broken", ""),
        ("", ""),
    ],
)
def test_a_domain_tells_who_it_is_unless_many_share_it(address, domain):
    assert domain_of(address) == domain
