"""What is compiled and its source, interpreted, find the same."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from polint import compiled, fold

ROOT = Path(__file__).parent.parent
ASKED = (
    "test_scan.py",
    "test_sieves.py",
    "test_examples.py",
    "test_seeds.py",
    "test_echo.py",
    "test_heads.py",
    "test_loop.py",
    "test_shingle.py",
    "test_margin.py",
    "test_composition.py",
    "test_number.py",
    "test_kin.py",
    "test_corpus.py",
)


def is_compiled() -> bool:
    return not (fold.__file__ or "").endswith(".py")


def test_every_module_that_can_be_is_compiled_from_its_source_of_today() -> None:
    if os.environ.get(compiled.VARIABLE):
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
    if os.environ.get(compiled.VARIABLE) or not is_compiled():
        pytest.skip("they are interpreted already")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *ASKED],
        cwd=ROOT / "tests",
        env={**os.environ, compiled.VARIABLE: "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this checkout, with what was compiled in it."""
    if os.environ.get(compiled.VARIABLE) or not is_compiled():
        pytest.skip("nothing is compiled")
    copy = tmp_path_factory.mktemp("checkout")
    for folder in ("lint", "rules", "plugins"):
        shutil.copytree(ROOT / folder, copy / folder)
    return copy


def check(checkout: Path, text: str) -> tuple[str, str]:
    """What is found in a text, and what is told beside it."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "polint",
            "check",
            "--isolated",
            "--no-cache",
            "--lang",
            "en",
            "--format",
            "text",
            "-",
        ],
        cwd=checkout,
        input=text,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(str(checkout / name) for name in ("lint", "rules", "plugins")),
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return done.stdout, done.stderr


TEXT = "會議要求各單位認真貫徹落實，并對幹部進行培訓，学习精神。\n"


def test_what_was_compiled_of_another_source_is_not_run(checkout: Path) -> None:
    """Rules that were compiled before a pull failed, or found what they found before, and nobody was told."""
    found, told = check(checkout, TEXT)
    assert "script/" in found, told
    assert "older than its source" not in told
    source = checkout / "lint" / "polint" / "fold.py"
    whole = source.read_bytes()
    source.write_bytes(whole + b"\n# edited\n")
    again, told = check(checkout, TEXT)
    assert again == found
    assert told.count("older than its source") == 1
    source.write_bytes(whole)  # at another time, the same
    assert "older than its source" not in check(checkout, TEXT)[1]


def test_a_source_that_is_gone_is_changed(tmp_path: Path) -> None:
    (tmp_path / "lint" / "polint").mkdir(parents=True)
    assert compiled.changed(str(tmp_path)) is None  # nothing was compiled here
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text("x = 1\n", encoding="utf-8")
    record = Path(compiled.record(str(tmp_path)))
    record.write_text(compiled.described(str(tmp_path), ["a.py", "b.py"]), encoding="utf-8")
    assert compiled.changed(str(tmp_path)) == set()
    (tmp_path / "b.py").unlink()
    assert compiled.changed(str(tmp_path)) == {"b.py"}


def test_a_module_that_is_gone_is_not_out_of_date_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing was compiled, so what had been compiled was not written down anew, and `make dev` did not help."""
    monkeypatch.syspath_prepend(os.fspath(ROOT))
    import hatch_build

    (tmp_path / "lint" / "polint").mkdir(parents=True)
    gone = tmp_path / "lint" / "polint" / "gone.py"
    gone.write_text("x = 1\n", encoding="utf-8")
    record = Path(compiled.record(str(tmp_path)))
    record.write_text(compiled.described(str(tmp_path), ["lint/polint/gone.py"]), encoding="utf-8")
    gone.unlink()
    monkeypatch.setattr(hatch_build, "ROOT", tmp_path)
    assert hatch_build.build() == []
    assert compiled.changed(str(tmp_path)) == set()
