"""Third parties' plugins: an installed one adds a rule, a reader and a reporter; a broken one costs nothing else."""

from __future__ import annotations

import json
import os
import shutil
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


def test_a_rule_of_ours_that_cannot_be_read_costs_itself_alone(tmp_path: Path) -> None:
    """A phrase rule with a slip, a module that does not import: the rules beside them go on, in every run."""
    copy = tmp_path / "site" / "polint_rules"
    shutil.copytree(ROOT / "rules" / "polint_rules", copy, ignore=shutil.ignore_patterns("__pycache__"))
    with (copy / "ads" / "contact.toml").open("a", encoding="utf-8") as file:
        file.write("\n[[group]]\n")
    (copy / "encoding" / "bom.py").write_text("raise RuntimeError('half an edit')\n")
    place = tmp_path / "c"
    place.mkdir()
    (place / "a.txt").write_text("山里的泉水，\ufffd酒要封坛三年。\n", encoding="utf-8")
    for _ in range(2):  # the second finds what the first left in the store
        done = polint("check", "--isolated", "--format", "jsonl", ".", cwd=place, site=tmp_path / "site")
        assert [json.loads(line)["rule"] for line in done.stdout.splitlines()] == [
            "encoding/replacement-character"
        ]
        assert done.stderr.count("cannot be read and was left out") == 2
        assert "contact.toml:" in done.stderr
        assert "half an edit" in done.stderr
        assert done.returncode == 1
    rules = polint("rules", cwd=place, site=tmp_path / "site").stdout
    assert "ads/promotion" in rules
    assert "ads/contact" not in rules
