"""Every test has a cache of findings of its own: what one test bends must not be recalled by the next. With
POLINT_INTERPRETED the tests run as where no compiler was."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from polint import cache

# A deadline would be a timed test: a first call imports, and a busy machine is no fault of the code.
settings.register_profile("untimed", settings.default, deadline=None)
settings.load_profile("untimed")

_NUMBERS = itertools.count()


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The tables are compiled once for all tests, apart from the user's."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("POLINT_CACHE_DIR", os.fspath(folder))
        yield folder


@pytest.fixture(autouse=True)
def findings_cache(cache_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the findings of this test are kept, if it does not run the command in a process of its own."""
    place = cache_folder / f"findings-{next(_NUMBERS)}.sqlite"
    monkeypatch.setattr(cache, "place", lambda: place)
    return place
