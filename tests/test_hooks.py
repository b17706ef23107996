"""The pre-commit hooks, run by the real pre-commit on names with spaces and Chinese characters."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import ROOT

BAD = "这里丢了\ufffd字。\n"
GOOD = "春天来了，花开了。\n"


def run(*words: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words,
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=400,
    )


def polint(*words: str, cwd: Path) -> str:
    return run(sys.executable, "-m", "polint", *words, cwd=cwd).stdout


def test_one_batch_and_ten_give_identical_findings(tmp_path: Path) -> None:
    names = [f"稿件 {number}.txt" for number in range(10)]
    for number, name in enumerate(names):
        # The first two are copies of one another: what ties documents is not a hook's to say.
        (tmp_path / name).write_text(BAD if number < 2 else f"第{number}篇：{BAD}", encoding="utf-8")
    options = ("check", "--isolated", "--documents-only", "--format", "jsonl")
    together = polint(*options, *names, cwd=tmp_path)
    apart = "".join(polint(*options, name, cwd=tmp_path) for name in names)
    assert together == apart
    assert len(together.splitlines()) == 10


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_the_hooks_run_in_the_real_pre_commit(tmp_path: Path) -> None:
    pytest.importorskip("pre_commit")
    repository = tmp_path / "corpus"
    repository.mkdir()
    run("git", "init", "-q", cwd=repository)
    (repository / "好 稿.txt").write_text(GOOD, encoding="utf-8")
    (repository / "坏 稿.txt").write_text(BAD, encoding="utf-8")
    run("git", "add", ".", cwd=repository)
    # PYTHONPATH would put the sources under test before those that pre-commit installs.
    home = {"PRE_COMMIT_HOME": str(tmp_path / "home"), "PYTHONPATH": "", "POLINT_INTERPRETED": "1"}
    words = (sys.executable, "-m", "pre_commit", "try-repo", str(ROOT))
    done = run(*words, "polint", "--all-files", cwd=repository, **home)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "坏 稿.txt" in done.stdout
    assert "encoding/replacement-character" in done.stdout
    assert "好 稿.txt" not in done.stdout
    done = run(*words, "polint", "--files", "好 稿.txt", cwd=repository, **home)
    assert done.returncode == 0, done.stdout + done.stderr
    # A mend rewrites the file, so the hook fails once and passes then, with nothing else changed.
    (repository / "半 角.txt").write_text("雨停了,天晴了。大家出门,去看花。\n", encoding="utf-8")
    run("git", "add", ".", cwd=repository)
    done = run(*words, "polint-fix", "--files", "半 角.txt", cwd=repository, **home)
    assert done.returncode == 1, done.stdout + done.stderr
    assert (repository / "半 角.txt").read_text(encoding="utf-8") == "雨停了，天晴了。大家出门，去看花。\n"
    done = run(*words, "polint-fix", "--files", "半 角.txt", cwd=repository, **home)
    assert done.returncode == 0, done.stdout + done.stderr
    done = run(*words, "polint-corpus", "--all-files", cwd=repository, **home)
    assert done.returncode == 1, done.stdout + done.stderr
