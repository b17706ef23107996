"""`polint gate --base REF`: what new documents bring along does not decide how they are checked."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from test_cli import CLEAN, LOST, findings, polint
from test_docs import block_of

HIDDEN = f"polint: disable[encoding]\n{LOST}polint: enable[encoding]\n"
PACK = block_of("docs/phrase-rules.md", "toml")
SLOGAN = "清早的巷口。\n舌尖上的锅贴，一口难忘\n老板在忙。\n"


class Repository:
    """A Git repository with an index of its corpus."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "-q")
        self.write("corpus/old.txt", "渡口的老钟敲了一百年。\n")
        polint("index", "build", "corpus", "--index", "i", cwd=folder)

    def git(self, *words: str) -> None:
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", *identity, *words], cwd=self.folder, check=True, capture_output=True)

    def write(self, name: str, text: str) -> None:
        place = self.folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")

    def commit(self, **_: object) -> None:
        self.git("add", "-A", ":!i*")
        self.git("commit", "-qm", "base")

    def gate(self, *words: str, cwd: str = ".") -> tuple[int, list[str], str]:
        """The status, the rules that found something, and what was said."""
        index = os.path.relpath(self.folder / "i", self.folder / cwd)
        done = polint("gate", "--format", "jsonl", "--index", index, *words, cwd=self.folder / cwd)
        return done.returncode, [rule for _, rule, _ in findings(done)], done.stderr.decode()


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


BASE = ("--base", "HEAD")


def test_suppressions_in_a_document_are_reported_and_do_not_hold(repository: Repository) -> None:
    repository.write("new.txt", HIDDEN)
    assert repository.gate("new.txt") == (
        1,
        ["polint/unused-suppression", "encoding/replacement-character"],
        "",
    )
    done = polint("gate", "--format", "jsonl", "--index", "i", "new.txt", cwd=repository.folder)
    note = json.loads(done.stdout.decode().split("\n")[0])
    assert (note["severity"], note["text"]) == ("note", "polint: disable[encoding]")
    repository.write("clean.txt", f"polint: ignore[ads] 甲\n{CLEAN}")
    assert repository.gate("clean.txt")[0] == 0  # a note alone does not close the gate


def test_configuration_is_that_of_the_base(repository: Repository) -> None:
    repository.write("polint.toml", 'profile = "default"\n')
    repository.commit()
    repository.write("polint.toml", 'ignore = ["encoding/*"]\n')
    repository.write("corpus/polint.toml", 'ignore = ["encoding/*"]\n')  # a new one, closer to the document
    repository.write("corpus/new.txt", LOST)
    assert repository.gate("corpus/new.txt")[0] == 0
    assert repository.gate("corpus/new.txt", *BASE)[0] == 1
    assert repository.gate("new.txt", *BASE, cwd="corpus")[0] == 1
    assert repository.gate("corpus/new.txt", "--config", "corpus/polint.toml", *BASE)[0] == 1


def test_a_configuration_that_was_taken_away_still_holds(repository: Repository) -> None:
    repository.write("corpus/polint.toml", '[rules."encoding/replacement-character"]\nseverity = "error"\n')
    repository.write("polint.toml", 'ignore = ["encoding/*"]\n')
    repository.commit()
    (repository.folder / "corpus" / "polint.toml").unlink()
    repository.write("corpus/new.txt", LOST)
    assert repository.gate("corpus/new.txt")[0] == 0
    assert repository.gate("corpus/new.txt", *BASE)[0] == 1


def test_patterns_of_the_base_speak_of_the_working_tree(repository: Repository) -> None:
    repository.write("corpus/polint.toml", 'per-file-ignores = { "drafts/**" = ["encoding/*"] }\n')
    repository.commit()
    repository.write("corpus/drafts/new.txt", LOST)
    repository.write("corpus/new.txt", LOST)
    assert repository.gate("corpus/drafts", *BASE)[0] == 0
    assert repository.gate("corpus/new.txt", *BASE)[0] == 1


def test_sidecars_are_those_of_the_base(repository: Repository) -> None:
    sidecar = '[[suppress]]\nrules = ["encoding/replacement-character"]\n'
    repository.write("corpus/known.txt", LOST)
    repository.write("corpus/known.txt.polint.toml", sidecar)
    repository.commit()
    assert repository.gate("corpus/known.txt", *BASE)[0] == 0
    repository.write("corpus/new.txt", LOST)
    repository.write("corpus/new.txt.polint.toml", sidecar)  # brought along by the document
    assert repository.gate("corpus/new.txt")[0] == 0
    assert repository.gate("corpus/new.txt", *BASE)[0] == 1
    (repository.folder / "corpus" / "known.txt.polint.toml").unlink()
    assert repository.gate("corpus/known.txt", *BASE)[0] == 0


def test_packs_and_lexicons_are_those_of_the_base(repository: Repository) -> None:
    repository.write("polint.toml", 'packs = ["house/"]\nlexicons = ["terms.toml"]\n')
    repository.write("house/slogan.toml", PACK)
    repository.write("terms.toml", '[preferred]\n"轮渡" = "渡轮"\n')
    repository.commit()
    repository.write("house/slogan.toml", PACK.replace("舌尖上的", "巷子里的"))
    repository.write("terms.toml", '[preferred]\n"摆渡" = "渡轮"\n')
    repository.write("new.txt", SLOGAN + "轮渡早上六点开。\n")
    assert repository.gate("new.txt")[:2] == (0, [])
    assert repository.gate("new.txt", *BASE)[:2] == (1, ["house/slogan", "typo/lexicon"])


def test_the_baseline_is_that_of_the_base(repository: Repository) -> None:
    repository.write("polint.toml", 'baseline = "polint-baseline.json"\n')
    repository.write("corpus/known.txt", LOST)
    polint("baseline", "corpus", cwd=repository.folder)
    repository.commit()
    repository.write("corpus/new.txt", "石桥边新开了一间\ufffd书屋。\n")
    polint("baseline", "corpus", cwd=repository.folder)  # with the new document's finding in it
    assert repository.gate("corpus/new.txt")[0] == 0
    assert repository.gate("corpus/new.txt", *BASE)[0] == 1
    assert repository.gate("corpus/new.txt", "--baseline", "polint-baseline.json", *BASE)[0] == 1
    assert repository.gate("corpus/known.txt", *BASE)[0] == 0


def test_a_base_without_any_file_of_ours(repository: Repository) -> None:
    repository.commit()
    repository.write("polint.toml", 'ignore = ["encoding/*"]\nbaseline = "b.json"\n')
    repository.write("new.txt", LOST)
    assert repository.gate("new.txt", *BASE)[0] == 1


def test_a_fault_in_the_base_names_the_revision(repository: Repository) -> None:
    repository.write("polint.toml", 'profil = "default"\n')
    repository.commit()
    repository.write("polint.toml", 'profile = "default"\n')
    repository.write("new.txt", CLEAN)
    status, _, said = repository.gate("new.txt", *BASE)
    assert status == 2
    assert "HEAD:polint.toml: unknown key" in said


@pytest.mark.parametrize("name", ["nothing", "--all", "HEAD:polint.toml"])
def test_what_is_no_revision_is_refused(repository: Repository, name: str) -> None:
    repository.write("new.txt", CLEAN)
    repository.commit()
    status, _, said = repository.gate("new.txt", f"--base={name}")
    assert status == 2
    assert "Git knows no revision" in said


def test_outside_of_a_repository_there_is_no_base(tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text(CLEAN, encoding="utf-8")
    assert polint("gate", "new.txt", "--base", "HEAD", cwd=tmp_path).returncode == 2
