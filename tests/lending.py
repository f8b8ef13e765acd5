"""What a whole module starts from: made once in a run and lent to each test that asks (tests/databases.py).

    rows = lent_agreement(sent_agreement)

    @pytest.fixture
    def sent(in_scope, rows):
        return rows.agreement()

The module's `cast` is then the one that made the agreement; what a test changes is undone after it as ever. Stories
about reviews ask for a running partnership with its first review, `planned`: `rows = lent_review(make_running)`.
"""

import hashlib
import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings
from django_scopes import scope, scopes_disabled

from partnerships.models import Agreement
from reviews.models import Review
from tests.cast import Cast, make_cast
from tests.databases import lent

ROWS = "rows"  # what a module calls its fixture


@dataclass(frozen=True)
class Lent:
    """The cast as it was kept, so that no test has another's changes; the key of the row; where its files lie."""

    kept: bytes
    key: int
    files: Path

    def cast(self) -> Cast:
        return pickle.loads(self.kept)  # noqa: S301 written below

    def agreement(self) -> Agreement:
        """Files that were made with it lie in the test's own folder: what a test does to them is its own, too."""
        shutil.copytree(self.files, settings.MEDIA_ROOT, dirs_exist_ok=True)
        with scopes_disabled():
            return Agreement.objects.select_related("partnership__service").get(pk=self.key)

    def review(self) -> Review:
        with scopes_disabled():
            return Review.objects.select_related("series__partnership__service", "agreement").get(pk=self.key)


def lent_agreement(make: Callable[..., Agreement | Review], **how: Any) -> Callable:
    """A fixture for a module: `make(cast, **how)`."""

    @pytest.fixture(scope="module", autouse=True)
    def rows(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Lent]:
        def made() -> Lent:
            kept = pickle.dumps(cast := make_cast())
            files.mkdir()
            with scope(service=cast.service), override_settings(MEDIA_ROOT=files):
                return Lent(kept, make(cast, **how).pk, files)

        told = hashlib.sha256(repr(sorted(how.items())).encode()).hexdigest()[:8]
        folder, name = folder_of_run(tmp_path_factory), f"{make.__name__}-{told}"
        files = folder / f"{name}-files"
        with django_db_blocker.unblock(), lent(name, made, folder) as it:
            yield it

    return rows


lent_review = lent_agreement


def folder_of_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all workers of a run."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
