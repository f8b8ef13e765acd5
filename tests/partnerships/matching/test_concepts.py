"""The table of what things are called: right in itself, complete, and found under every name (D1, F2)."""

import json
from collections import defaultdict

import pytest
from django.conf import settings

from partnerships.matching.rules.asking import ask
from partnerships.matching.rules.concepts import FILES, concepts, read
from partnerships.matching.rules.name_tables import TABLES
from partnerships.rules.model_choice import Model
from partnerships.rules.vocabulary import Category
from pes_partnerships.lib.text import search_form, search_lines

# the official languages of the European Union
LANGUAGES = set("bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split())
CONCEPTS = concepts().by_code.values()
REFERENCE = settings.BASE_DIR / "fixtures" / "reference"

# every row of the reference data, by its key, and the concept that its English name meets
SERVICES = {
    "almp": "active_labour_market_policy",
    "counselling": "counselling",
    "vulnerable-support": "vulnerable_groups",
    "upskilling": "upskilling",
    "matching": "job_matching",
    "digitalisation": "digital_services",
    "communication": "communication",
    "policy-advice": "policy_advice",
    "policy-impact": "impact",
    "research": "research",
    "expertise": "expertise",
    "data": "labour_market_information",
}
GROUPS = {
    "all-jobseekers": "jobseekers",
    "young": "young_people",
    "neet": "neet",
    "school-leavers": "school_leavers",
    "long-term-unemployed": "long_term_unemployed",
    "limited-work-capability": "limited_work_capability",
    "low-digital-skills": "digital_skills",
    "low-skilled": "low_skilled",
    "older-workers": "older_workers",
    "women": "women",
    "non-eu-nationals": "migrants",
    "minimum-income": "minimum_income",
    "inactive-adults": "inactive_people",
    "at-risk-workers": "workers_at_risk",
    "lone-parents": "single_parents",
    "employers": "employers",
    "counsellors": "school_counsellors",
}
PARTNERS = {
    "ministry": "ministry",
    "government-agency": "government_agency",
    "social-insurance": "social_insurance",
    "municipality": "municipality",
    "region-province": "region",
    "social-services": "social_services",
    "local-federation": "federation_of_municipalities",
    "ngo": "ngo",
    "jobseeker-voice": "jobseeker_organisation",
    "disability-rights": "disability_organisation",
    "youth-organisation": "youth_organisation",
    "foundation": "foundation",
    "employer": "employers",
    "private-agency": "private_employment_agency",
    "media": "media",
    "it-provider": "technology_provider",
    "investor": "investor",
    "business-membership": "employers_organisation",
    "chamber": "chamber_of_commerce",
    "trade-union": "trade_union",
    "school": "school",
    "training-provider": "training_provider",
    "university": "university",
    "guidance-centre": "guidance_centre",
    "health-service": "health_service",
    "rehabilitation": "rehabilitation_service",
    "police": "police",
    "probation": "prison_and_probation",
    "client-group": "client_involvement",
    "pes-office": "employment_service",
    "joint-body": "joint_body",
    "evaluator": "evaluator",
}
CATEGORIES = {
    Category.CENTRAL_GOVERNMENT: "government_agency",
    Category.LOCAL_GOVERNMENT: "municipality",
    Category.NGO: "ngo",
    Category.COMPANY: "company",
    Category.SOCIAL_PARTNER: "social_partners",
    Category.EDUCATION: "school",
    Category.HEALTH: "health_service",
    Category.LAW_ENFORCEMENT: "police",
    Category.CLIENTS: "client_involvement",
    Category.EMPLOYMENT_SERVICE: "employment_service",
    Category.OTHER: None,  # whoever asks for others means no kind
}
# what people type, in each language, among other words
TYPED = {
    "bg": ("обучение на хора с увреждания", "people_with_disabilities"),
    "cs": ("úřad práce", "employment_service"),
    "da": ("jobcenter og kommune", "municipality"),
    "de": ("Langzeitarbeitslose in Kärnten", "long_term_unemployed"),
    "el": ("μακροχρόνια άνεργοι", "long_term_unemployed"),
    "en": ("work for NEETs", "neet"),
    "es": ("ninis en Andalucía", "neet"),
    "et": ("Sotsiaalfond", "esf"),
    "fi": ("nuorisotakuu", "youth_guarantee"),
    "fr": ("CPAS et Pôle emploi", "social_services"),
    "ga": ("printíseacht", "apprenticeship"),
    "hr": ("osobe s invaliditetom", "people_with_disabilities"),
    "hu": ("közfoglalkoztatás", "public_works"),
    "it": ("centri per l’impiego", "employment_service"),
    "lt": ("pameistrystė", "apprenticeship"),
    "lv": ("prasmju trūkums", "skills_shortage"),
    "mt": ("żgħażagħ", "young_people"),
    "nl": ("OCMW en VDAB", "social_services"),
    "pl": ("urząd pracy", "employment_service"),
    "pt": ("IEFP e câmara municipal", "municipality"),
    "ro": ("tineri NEET", "neet"),
    "sk": ("mimovládna organizácia", "ngo"),
    "sl": ("aktivna politika zaposlovanja", "active_labour_market_policy"),
    "sv": ("långtidsarbetslösa", "long_term_unemployed"),
}


def met(typed: str) -> set[str]:
    """The concepts that these words meet."""
    words, found = search_form(typed).split(), set()
    while words:
        length, meant = concepts().beginning(words)
        found |= {concept.code for concept in meant}
        words = words[length or 1 :]
    return found


def test_there_are_many_and_each_is_known_in_every_official_language():
    assert len(CONCEPTS) >= 150
    assert {each.code for each in CONCEPTS if {label.language for label in each.labels} != LANGUAGES} == set()
    assert {code for code, _name in settings.LANGUAGES} <= LANGUAGES


def test_every_code_is_a_plain_word():
    assert [each.code for each in CONCEPTS if not each.code.replace("_", "").isalpha() or not each.code.islower()] == []


def test_no_name_stands_in_two_concepts_unless_the_table_says_so():
    codes = defaultdict(set)
    for each in CONCEPTS:
        for label in each.labels:
            codes[" ".join(label.words)].add(each.code)
    twice = {name for name, found in codes.items() if len(found) > 1}
    assert twice == concepts().in_two
    assert "" not in codes


def test_no_name_is_written_twice_in_one_language():
    for each in CONCEPTS:
        names = [(label.language, label.words) for label in each.labels]
        assert len(names) == len(set(names)), each.code


def test_no_name_is_a_legal_form():
    """It would be looked for, where a legal form is left out: o.p.s., ETS."""
    assert {label.text for each in CONCEPTS for label in each.labels if "".join(label.words) in FORMS} == set()


FORMS = TABLES.legal_forms - {"nonprofit"}  # a non-profit is meant more often than a Hungarian nonprofit kft.


@pytest.mark.parametrize("every", [12, pytest.param(1, marks=pytest.mark.rehearse)])
def test_every_name_finds_every_other_one(every):
    missed = []
    for concept in list(CONCEPTS)[::every]:
        texts = {label: search_lines([f"Work for and with: {label.text}, since 2019"]) for label in concept.labels}
        for typed in concept.labels:
            asked = ask(typed.text)
            missed += [(typed.text, written.text) for written in texts if not asked.stands_in_lines(texts[written])]
    assert missed == []


@pytest.mark.parametrize(
    ("file", "expected"),
    [("service_areas", SERVICES), ("target_groups", GROUPS), ("organisation_types", PARTNERS)],
)
def test_every_row_of_the_reference_data_is_met_under_its_names(file, expected):
    rows = json.loads((REFERENCE / f"{file}.json").read_text(encoding="utf-8"))
    assert {row["pk"] for row in rows} == set(expected)
    missed = [row["pk"] for row in rows if expected[row["pk"]] not in met(row["fields"]["names"]["en"])]
    assert missed == []


def test_every_category_of_partner_and_every_model_is_met():
    assert set(CATEGORIES) == set(Category)
    met_by = {category: met(f"{category.label} sector") for category in CATEGORIES}  # health alone says too little
    assert [category for category, code in CATEGORIES.items() if code and code not in met_by[category]] == []
    models = {"agile_partnership", "subcontracting", "co_construction", "supportive_partnership"}
    assert set().union(*(met(str(model.label)) for model in Model)) == models


@pytest.mark.parametrize("typed", ["ESF+", "EaSI", "EGF", "Youth Guarantee", "in kind", "state aid", "SIB", "PbR"])
def test_every_way_of_funding_is_met(typed):
    assert len(met(typed)) == 1


@pytest.mark.parametrize(("typed", "code"), TYPED.values(), ids=list(TYPED))
def test_what_people_type_meets_what_they_mean(typed, code):
    assert code in met(typed)


def test_a_plain_word_for_each_language():
    assert set(TYPED) == LANGUAGES


def test_a_search_crosses_languages():
    assert ask("Langzeitarbeitslose").stands_in("Työtä pitkäaikaistyöttömille ja pitkäaikaistyöttömyys Tampereella")
    assert ask("urząd pracy").stands_in("Zavod za zapošljavanje i grad Rijeka")
    assert not ask("urząd pracy").stands_in("Prace ogrodowe")


def test_a_short_name_is_no_beginning_of_another_word():
    """Danish police is no politics, what Romania’s ministries (media) are in English stays out of intermediaries."""
    assert ask("policie").stands_in("Samarbejde med politi i Aarhus")
    assert not ask("policie").stands_in("Aktiv politik i Aarhus")
    assert not ask("Medien").stands_in("An immediate intermediary")


def test_names_are_said_in_the_language_of_the_reader_then_in_english():
    said = [label.text for label in ask("Langzeitarbeitslose").others("fr").said]
    assert said[:2] == ["chômeurs de longue durée", "chômage de longue durée"]
    assert "long-term unemployed" in said
    assert {label.language for label in ask("neet").others("en").said} == {"en"}


def test_a_few_names_are_said_and_the_others_counted():
    others = ask("jobcentre in rural areas").others("en")
    assert len(others.said) == 6
    assert {"public employment service", "remote areas"} <= {label.text for label in others.said}
    assert others.more > 100
    assert others.languages == len(LANGUAGES)


def test_a_name_that_means_two_things_searches_both():
    table = read(
        'in_two_concepts = ["EI"]\n[a]\nen = ["EI", "early intervention"]\n', '[b]\nfr = ["EI", "insertion"]\n'
    )

    length, meant = table.beginning(["ei", "paris"])

    assert (length, [each.code for each in meant]) == (1, ["a", "b"])
    assert table.in_two == {search_form("EI")}


def test_a_concept_stands_in_one_chapter():
    assert len(FILES) == 8
    with pytest.raises(ValueError, match="twice"):
        read('[a]\nen = ["one"]\n', '[a]\nfr = ["un"]\n')
