"""`make check` names each file that breaks the order of the house."""

import importlib.util
from pathlib import Path

import pytest

CHECK = Path(__file__).parents[2] / "bin" / "check_house.py"


@pytest.fixture
def problems_in(tmp_path):
    """What is wrong with a house of the files given: {path: text}."""
    spec = importlib.util.spec_from_file_location("check_house", CHECK)
    check = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(check)

    def told(files: dict[str, str]) -> list[str]:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            for folder in [path.parent, *path.parent.parents]:
                if folder == tmp_path:
                    break
                (folder / "__init__.py").touch()
            path.write_text(text)
        return check.problems_in(check.read(tmp_path))

    return told


def test_a_circle_is_named_however_it_is_hidden(problems_in):
    found = problems_in(
        {
            "partnerships/signing/services/one.py": "from .two import x",
            "partnerships/signing/services/two.py": "def f():\n    from partnerships.signing.services import three",
            "partnerships/signing/services/three.py": (
                "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .one import y"
            ),
        }
    )
    names = "partnerships.signing.services.one, partnerships.signing.services.three, partnerships.signing.services.two"
    assert found == [f"{names}: import each other in a circle"]


@pytest.mark.parametrize("layer", ["views", "forms", "mails"])
def test_the_pages_of_a_subject_are_its_own(problems_in, layer):
    found = problems_in(
        {
            f"partnerships/registry/{layer}.py": "x = 1",
            "partnerships/signing/views/page.py": f"from partnerships.registry.{layer} import x",
        }
    )
    assert [problem.split(",")[0] for problem in found] == [
        f"partnerships.signing.views.page: imports partnerships.registry.{layer}"
    ]


def test_apps_and_urls_put_the_subjects_together(problems_in):
    imports = "from reviews.agenda.views import x\nfrom reviews.agenda import views"
    files = {"reviews/agenda/views.py": "x = 1", "reviews/apps.py": imports, "reviews/urls.py": imports}
    assert problems_in(files) == []


def test_what_is_shared_knows_no_subject_and_has_two_users(problems_in):
    files = {
        "reviews/results/rules.py": "y = 1",
        "reviews/shared/forms.py": "from reviews.results.rules import y",
        "reviews/results/forms.py": "from reviews.shared.forms import y",
    }
    assert problems_in(files) == [
        "reviews.shared.forms: is shared, and imports reviews.results.rules of a subject",
        "reviews.shared.forms: is shared, and used by reviews.results only; move it there",
    ]
    others = {"reviews/shared/forms.py": "", "reviews/shared/views.py": "from .forms import x"}
    users = {
        "reviews/results/a.py": "import reviews.shared.views",
        "reviews/agenda/a.py": "import reviews.shared.views",
    }
    assert problems_in({**others, **users}) == []  # forms is used through views


def test_services_return_facts_and_rules_may_speak(problems_in):
    text = "from django.utils.translation import gettext_lazy as _"
    files = {"reviews/agenda/services/one.py": text, "reviews/agenda/rules/one.py": text}
    assert problems_in(files) == [
        "reviews.agenda.services.one: uses gettext; services return facts, the views layer has the words"
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("reverse('partnerships:portfolio')", "calls reverse(); links are built in the views layer"),
        ("urls.reverse_lazy('x')", "calls reverse(); links are built in the views layer"),
        ("part = 'partnerships/_part.html'", "names a template; the views layer or a template tag does"),
        ("part = f'partnerships/{kind}.html'", "names a template; the views layer or a template tag does"),
        ("'''Not a page.html'''", None),
        ("rows = Row.objects.order_by('pk').reverse()", None),
    ],
)
@pytest.mark.parametrize("place", ["partnerships/registry/services/one.py", "directory/guidance/rules.py"])
def test_services_and_rules_build_no_pages(problems_in, place, text, told):
    name = place.removesuffix(".py").replace("/", ".")
    assert problems_in({place: text}) == ([f"{name}: {told}"] if told else [])


def test_a_text_is_collected_for_translation_by_the_name_of_its_function(problems_in):
    text = "from django.utils.translation import gettext_lazy as _later, gettext as _, ngettext"
    assert problems_in({"reviews/agenda/rules/one.py": text}) == [
        "reviews.agenda.rules.one: imports gettext_lazy as _later; catalogues collect it under its own name, or as _"
    ]
