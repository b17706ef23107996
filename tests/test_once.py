"""What a run pays once: what is imported beside the rules."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TEXT = "\n".join(
    f"{number}、教育工作会议强调，要认真落实各项任务，抓好第{number}个方面的工作。" for number in range(200)
)


def modules_of_a_check(folder: Path, profile: str) -> set[str]:
    """What is imported by the end of a run over forty documents in which much recurs."""
    for number in range(40):
        (folder / f"{number}.txt").write_text(f"{TEXT}\n{TEXT}\n", encoding="utf-8")
    code = (
        "import sys; from polint.__main__ import main;"
        f"sys.argv[1:] = ['check', '--isolated', '--no-cache', '--quiet', '--profile', '{profile}', '--format', 'jsonl', '.'];"
        "main(); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, check=True)
    return set(done.stdout.decode().split("\n")[-2].split())


@pytest.mark.parametrize("profile", ["default", "corpus"])
def test_documents_are_checked_without_numpy(tmp_path: Path, profile: str) -> None:
    """To import it takes longer than a hundred documents take to check; it is for corpora that go to the disk."""
    assert "numpy" not in modules_of_a_check(tmp_path, profile)


def test_documents_are_checked_and_findings_known_without_openssl(tmp_path: Path) -> None:
    """hashlib loads it, which takes as long as dozens of documents take to check."""
    (tmp_path / "a.txt").write_text("一句\ufffd話。\n", encoding="utf-8")
    assert not modules_of_a_check(tmp_path, "default") & {"hashlib", "_hashlib"}
