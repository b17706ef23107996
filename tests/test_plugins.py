"""Third parties' plugins: an installed one adds a rule, a reader and a reporter; a broken one costs nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import ROOT

THIRD_PARTY = ROOT / "tests" / "third_party"


def polint(*arguments: str, cwd: Path, site: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(filter(None, [str(site), os.environ.get("PYTHONPATH")]))
    return subprocess.run(
        [sys.executable, "-m", "polint", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the example distribution is installed as any other."""
    folder = tmp_path_factory.mktemp("site")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--target"]
    subprocess.run([*pip, str(folder), str(THIRD_PARTY)], check=True, capture_output=True)
    return folder


def test_rule_reader_and_reporter_of_a_third_party_are_used(site: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("你好，来信收到。\n", encoding="utf-8")
    (tmp_path / "film.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\n你好！\n", encoding="utf-8")
    done = polint("check", "--isolated", "--format", "count", ".", cwd=tmp_path, site=site)
    assert done.stderr == ""
    assert done.stdout == "courtesy/form-of-address 2\n"
    assert done.returncode == 1


def test_its_rule_is_held_to_its_examples(site: Path, tmp_path: Path) -> None:
    code = "from polint.testing import check_examples; import polint_courtesy as p; check_examples(p.FormOfAddress)"
    path = os.pathsep.join(filter(None, [str(site), os.environ.get("PYTHONPATH")]))
    subprocess.run(
        [sys.executable, "-c", code], check=True, cwd=tmp_path, env={**os.environ, "PYTHONPATH": path}
    )
