"""The recipes in docs/ci, run as a runner would."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import ROOT

yaml = pytest.importorskip("yaml")

STORY = (
    "渡口的老周每天清晨扫一遍石阶，再把船板擦干。冬天江上有雾，他就敲三下铜铃，让对岸的人知道船还在。"
    "有人问他图什么，他说石阶干净了，走的人心里也亮堂。去年桥修通以后，坐船的人少了，他还是照旧开船，"
    "一天三班，风雨不误。孩子们放学路过，总要在船头坐一会儿，听他讲江水涨到街心那一年的事。"
)
OTHER = (
    "山坳里的茶厂只有六口锅，做的是手工炒青。师傅姓凌，手上全是老茧，试锅温从来不用表，手背一晃就知道。"
    "明前茶忙，他把铺盖搬到灶间，一夜起来三回。客人来了，他先泡一杯去年的陈茶，说懂得陈的好，才配喝新的。"
)


def git(*words: str, cwd: Path) -> str:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    return subprocess.run(
        ["git", *identity, *words], cwd=cwd, check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.mark.skipif(shutil.which("git") is None or sys.platform == "win32", reason="needs git and bash")
def test_the_merge_queue_gates_again_against_main_as_it_is_then(tmp_path: Path) -> None:
    workflow = yaml.safe_load((ROOT / "docs" / "ci" / "gate.yml").read_text(encoding="utf-8"))
    steps = [step["run"] for step in workflow["jobs"]["gate"]["steps"] if "run" in step]
    script = "\n".join(step for step in steps if not step.startswith("pip"))
    repository = tmp_path / "repository"
    (repository / "corpus").mkdir(parents=True)
    git("init", "-q", "-b", "main", cwd=repository)
    (repository / "corpus" / "旧 稿.txt").write_text(OTHER, encoding="utf-8")
    git("add", ".", cwd=repository)
    git("commit", "-qm", "base", cwd=repository)
    before = git("rev-parse", "HEAD", cwd=repository)
    (repository / "corpus" / "新 稿.txt").write_text(STORY, encoding="utf-8")
    git("add", ".", cwd=repository)
    git("commit", "-qm", "one", cwd=repository)

    def gate(base: str) -> int:
        """The exit status of the job on a checkout of its own, as a runner makes one."""
        checkout = tmp_path / f"runner-{base[:8]}" / "checkout"
        git("clone", "-q", str(repository), str(checkout), cwd=tmp_path)
        path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", script],
            cwd=checkout,
            env={**os.environ, "BASE": base, "PATH": path},
            capture_output=True,
            check=False,
        )
        print(done.stdout.decode(), done.stderr.decode())
        return done.returncode

    assert gate(before) == 0  # the first request alone is sound
    merged = git("rev-parse", "HEAD", cwd=repository)
    (repository / "corpus" / "另一稿.txt").write_text(STORY, encoding="utf-8")
    git("add", ".", cwd=repository)
    git("commit", "-qm", "two", cwd=repository)
    assert gate(merged) != 0  # the second has the same document, and main has it by now
