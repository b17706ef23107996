"""What is compiled and its source, interpreted, find the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import interpreted
import pytest

from polint import fold

ROOT = Path(__file__).parent.parent
ASKED = (
    "test_scan.py",
    "test_sieves.py",
    "test_examples.py",
    "test_seeds.py",
    "test_echo.py",
    "test_heads.py",
)


def is_compiled() -> bool:
    return not (fold.__file__ or "").endswith(".py")


def test_every_module_that_can_be_is_compiled_from_its_source_of_today() -> None:
    if os.environ.get(interpreted.VARIABLE):
        pytest.skip("asked to run interpreted")
    assert is_compiled(), "no compiler was there when polint was installed: `make dev` compiles it"
    sys.path.insert(0, os.fspath(ROOT))
    try:
        import hatch_build
    finally:
        sys.path.remove(os.fspath(ROOT))
    assert [path.name for path in hatch_build.stale()] == []


@pytest.mark.slow
def test_interpreted_modules_pass_the_same_tests() -> None:
    if os.environ.get(interpreted.VARIABLE) or not is_compiled():
        pytest.skip("they are interpreted already")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *ASKED],
        cwd=ROOT / "tests",
        env={**os.environ, interpreted.VARIABLE: "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-3000:]
