"""S3: whoever sets the product up learns before the first signature that documents would not be sealed."""

import pytest
from django.core.checks import run_checks

SEAL = "signing."


def told() -> list[str]:
    return [each.id for each in run_checks(include_deployment_checks=True) if each.id.startswith(SEAL)]


@pytest.mark.parametrize(
    ("where", "codes"),
    [
        ("", ["signing.W001"]),
        ("seal/{code}.p12", ["signing.W002"]),
        ("/nowhere/of-all.p12", ["signing.W003"]),
        ("/nowhere/{code}.p12", []),  # one for each service: whose they are is in the database
    ],
)
def test_a_seal_that_is_not_set_up_is_said(settings, where, codes):
    settings.LOCAL, settings.SEAL_PKCS12 = False, where
    assert told() == codes


def test_a_demonstration_makes_its_own(settings):
    settings.LOCAL, settings.SEAL_PKCS12 = True, ""
    assert told() == []


def test_a_file_for_all_services_is_found(settings, tmp_path):
    settings.LOCAL, settings.SEAL_PKCS12 = False, str(tmp_path / "of-all.p12")
    (tmp_path / "of-all.p12").touch()
    assert told() == []
