"""The GitHub Action's script, run as the runner runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import ROOT


def act(cwd: Path, **inputs: str) -> tuple[int, str, dict[str, str], str]:
    """Exit status, log, outputs and job summary of one run."""
    temp = cwd / "runner"
    temp.mkdir()
    output, summary = temp / "output", temp / "summary"
    environment = {
        **os.environ,
        **{f"INPUT_{name}": value for name, value in inputs.items()},
        "RUNNER_TEMP": str(temp),
        "GITHUB_OUTPUT": str(output),
        "GITHUB_STEP_SUMMARY": str(summary),
    }
    done = subprocess.run(
        [sys.executable, "-m", "polint_plugins.action"],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    outputs = dict(line.split("=", 1) for line in output.read_text(encoding="utf-8").splitlines())
    shown = summary.read_text(encoding="utf-8") if summary.exists() else ""
    return done.returncode, done.stdout, outputs, shown


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "语料 一"
    folder.mkdir()
    (folder / "好.txt").write_text("春天来了，花开了。\n", encoding="utf-8")
    (folder / "坏.txt").write_text("这里丢了\ufffd字。\n", encoding="utf-8")
    return tmp_path


def test_annotations_summary_sarif_and_counts(texts: Path) -> None:
    status, log, outputs, summary = act(texts, PATHS="'语料 一'", ARGS="--isolated")
    assert status == 1
    assert "::error file=语料 一/坏.txt,line=1" in log
    assert (outputs["errors"], outputs["documents"], outputs["status"]) == ("1", "2", "1")
    assert json.loads(Path(outputs["sarif"]).read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert "坏" in summary
    assert "clean" in summary


def test_fail_on_decides_about_the_job(texts: Path) -> None:
    (texts / "语料 一" / "坏.txt").unlink()
    status, _, outputs, _ = act(texts, PATHS="'语料 一'", FAIL_ON="note")
    assert status == 0
    assert outputs["errors"] == "0"


def test_a_fault_of_the_tool_fails_the_job_and_still_reports(texts: Path) -> None:
    status, log, outputs, _ = act(texts, PATHS="'语料 一' missing")
    assert status == 2
    assert "::error file=missing::" in log
    assert outputs["errors"] == "1"


def test_inputs_that_cannot_be_taken_apart_are_said(texts: Path) -> None:
    status, log, outputs, _ = act(texts, PATHS="editor's choice")
    assert (status, outputs["errors"]) == (2, "0")
    assert log == "::error::polint: No closing quotation in paths or args\n"


def test_inputs_of_the_action_are_those_of_the_script() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    for name in ("PATHS", "ARGS", "CONFIG", "FAIL_ON"):
        assert f"INPUT_{name}:" in text
