"""The cache: the same output with and without it, whatever has happened to it, and what it must never keep."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

import pytest
from test_cli import CLEAN, LOST, polint, write

from polint import cache as caches
from polint import recall
from polint.cache import Cache
from polint.corpus import Corpus
from polint.store import write_atomically

PRIVATE = "想租房的请打13800138000，随时可以看房。\n"
CHECK = ("check", "--format", "jsonl")


def corpus(folder: Path) -> None:
    """Documents of every kind: clean and not, with a BOM, suppressed, twice, damaged, records."""
    write(
        folder,
        a__txt=LOST,
        b__txt=CLEAN,
        c__txt=LOST + "polint: ignore[encoding]\n" + LOST,
        d__md="# 山路\n\n" + CLEAN,
    )
    write(
        folder,
        e__txt=CLEAN,
        f__txt="",
        polint__toml='[[override]]\nwhen = { source = "novel" }\nignore = ["encoding"]\n',
    )
    (folder / "g.txt").write_bytes("\ufeff山里的泉水。\r\n".encode())
    (folder / "h.txt").write_bytes(b"\0\1\2\3" * 100)
    (folder / "i.txt").write_bytes("山里的泉水，酿酒要封坛三年。".encode("gb18030"))
    (folder / "in").mkdir()
    write(
        folder / "in",
        j__txt="渡口今日停航，请从石板桥绕行，多谢各位。\n" * 3,
        **{"j.txt.polint.toml": 'ignore = ["quality"]\n'},
    )
    rows = [
        {"text": LOST, "source": "novel"},
        {"text": LOST, "id": "x"},
        {"text": CLEAN},
        {"title": "no text"},
    ]
    (folder / "k.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def settled(folder: Path) -> None:
    """Let every file be older than the clock's tick."""
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, ns=(1_700_000_000_123_456_789,) * 2)


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("profile", ["default", "corpus"])
def test_the_output_is_the_same_in_every_state_of_the_cache(tmp_path: Path, jobs: str, profile: str) -> None:
    corpus(tmp_path)
    settled(tmp_path)
    for form in ("jsonl", "json", "sarif", "junit", "markdown", "text"):
        words = ("check", "--format", form, "--profile", profile, "--jobs", jobs)
        anew = polint(*words, "--no-cache", cwd=tmp_path)
        for state in ("empty", "filled", "touched", "half"):
            if state == "touched":
                for path in tmp_path.rglob("*.*"):
                    os.utime(path)
            elif state == "half":
                for path in sorted(tmp_path.rglob("*.*"))[::2]:
                    os.utime(path)
            done = polint(*words, cwd=tmp_path)
            assert done.stdout == anew.stdout, (form, state)
            assert done.stderr == anew.stderr, (form, state)
            assert done.returncode == anew.returncode


def test_an_unchanged_file_is_not_read_and_a_changed_one_is(tmp_path: Path) -> None:
    write(tmp_path, a__txt=LOST, b__txt=CLEAN)
    settled(tmp_path)
    first = polint(*CHECK, cwd=tmp_path)
    write(tmp_path, a__txt=CLEAN.replace("泉水，酿", "泉水，�"))
    assert len(CLEAN) == len(LOST)
    settled(tmp_path)  # the same size and time: that it has changed cannot be seen
    assert polint(*CHECK, cwd=tmp_path).stdout == first.stdout
    write(tmp_path, a__txt="溪" + CLEAN)
    assert polint(*CHECK, cwd=tmp_path).stdout == b""


def test_a_copy_elsewhere_is_known_by_its_content(tmp_path: Path, findings_cache: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        corpus(tmp_path / name)
    assert (
        polint(*CHECK, cwd=tmp_path / "one").stdout
        == polint(*CHECK, "--no-cache", cwd=tmp_path / "two").stdout
    )
    assert (
        polint(*CHECK, cwd=tmp_path / "two").stdout
        == polint(*CHECK, "--no-cache", cwd=tmp_path / "two").stdout
    )


def test_a_file_that_has_just_changed_is_read_again(tmp_path: Path) -> None:
    """Two changes within a tick of the clock leave the same time."""
    write(tmp_path, a__txt=LOST, b__txt=CLEAN)
    now = time.time_ns() // 1_000_000_000 * 1_000_000_000
    os.utime(tmp_path / "a.txt", ns=(now, now))
    assert polint(*CHECK, cwd=tmp_path).returncode == 1
    write(tmp_path, a__txt=CLEAN.replace("山里", "山外"))
    os.utime(tmp_path / "a.txt", ns=(now, now))
    assert polint(*CHECK, cwd=tmp_path).returncode == 0


def test_what_an_answer_depends_on(tmp_path: Path) -> None:
    """The configuration, what it names, a sidecar, a manifest: each of them changes the answer at once."""
    write(tmp_path, a__txt="请先登陆账号。\n", b__txt=LOST)
    settled(tmp_path)

    def rules() -> set[str]:
        done = polint(*CHECK, cwd=tmp_path)
        assert done.stdout == polint(*CHECK, "--no-cache", cwd=tmp_path).stdout
        return {json.loads(line)["rule"] for line in done.stdout.decode().split("\n") if line}

    assert "encoding/replacement-character" in rules()
    write(tmp_path, polint__toml='lexicons = ["terms.toml"]\n', terms__toml='[preferred]\n"账号" = "帐号"\n')
    assert "typo/lexicon" in rules()
    write(tmp_path, terms__toml='[preferred]\n"户口" = "户籍"\n')
    assert "typo/lexicon" not in rules()
    write(tmp_path, **{"b.txt.polint.toml": 'ignore = ["encoding"]\n'})
    assert "encoding/replacement-character" not in rules()
    write(tmp_path, **{"b.txt.polint.toml": 'ignore = ["typo"]\n'})
    assert "encoding/replacement-character" in rules()
    write(tmp_path, provenance__jsonl='{"path": "a.txt", "sha256": "00"}\n')
    before = rules()
    write(
        tmp_path,
        provenance__jsonl='{"path": "a.txt", "license": "MIT"}\n{"path": "b.txt", "license": "MIT"}\n',
    )
    assert rules() != before


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_file_of_lines_that_has_grown(tmp_path: Path, jobs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from polint import pool

    monkeypatch.setattr(pool, "SLICE", 300)
    rows = [
        json.dumps({"text": LOST if number % 3 else CLEAN, "id": str(number)}) + "\n" for number in range(40)
    ]
    path = tmp_path / "a.jsonl"
    for count in (30, 30, 40):
        path.write_text("".join(rows[:count]) + "no JSON\n", encoding="utf-8")
        settled(tmp_path)
        os.utime(path, ns=(1_700_000_000_000_000_001 + count,) * 2)
        done = polint(*CHECK, "--jobs", jobs, cwd=tmp_path)
        anew = polint(*CHECK, "--no-cache", cwd=tmp_path)
        assert (done.stdout, done.stderr) == (anew.stdout, anew.stderr)


def test_private_findings_are_kept_masked(tmp_path: Path, findings_cache: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    write(texts, a__txt=PRIVATE, b__txt=CLEAN)
    (texts / "c.jsonl").write_text(
        json.dumps({"text": "写信到 lin.yue@qingtianshuwu.cn 即可。"}), encoding="utf-8"
    )
    settled(texts)
    for words in (
        ("--select", "privacy"),
        ("--profile", "corpus"),
        ("--profile", "corpus", "--show-private"),
    ):
        first = polint(*CHECK, *words, cwd=texts)
        assert b"privacy/phone" in first.stdout
        assert polint(*CHECK, *words, cwd=texts).stdout == first.stdout
    kept = b"".join(path.read_bytes() for path in findings_cache.parent.glob(findings_cache.name + "*"))
    assert b"privacy/phone" in kept
    assert b"138001" not in kept
    assert b"qingtian" not in kept


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_records_with_personal_data_are_read_again_and_the_others_are_not(
    tmp_path: Path, jobs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from polint import pool
    from polint.source import File

    monkeypatch.setattr(pool, "SLICE", 2000)
    texts = [PRIVATE + str(n) if n % 9 == 4 else (LOST if n % 4 == 1 else CLEAN) + str(n) for n in range(60)]
    rows = [json.dumps({"text": text, "id": str(n)}, ensure_ascii=False) for n, text in enumerate(texts)]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join([*rows, "", "no JSON", rows[4]]), encoding="utf-8")
    settled(tmp_path)
    words = (*CHECK, "--profile", "corpus", "--jobs", jobs)
    anew = polint(*words, "--no-cache", cwd=tmp_path)
    assert polint(*words, cwd=tmp_path).stdout == anew.stdout
    read: list[tuple[int, int, int] | None] = []
    opened = File.open

    def noted(file: File) -> IO[bytes]:
        read.append(file.piece)
        return opened(file)

    monkeypatch.setattr(File, "open", noted)
    done = polint(*words, cwd=tmp_path)
    assert (done.stdout, done.stderr) == (anew.stdout, anew.stderr)
    if jobs == "1":
        assert sorted({piece[2] for piece in read if piece}) == [n for n in range(60) if n % 9 == 4] + [62]
    os.utime(path)
    done = polint(*words, cwd=tmp_path)
    assert (done.stdout, done.stderr) == (anew.stdout, anew.stderr)


def copies(folder: Path) -> bytes:
    """Documents that are copies of one another, one with personal data; what is said of them without a cache."""
    for number in range(9):
        text = (PRIVATE if number % 3 == 2 else "") + CLEAN * (2 + number // 6) + f"第{number // 2}页\n"
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    settled(folder)
    return polint(*CHECK, "--profile", "corpus", "--no-cache", cwd=folder).stdout


def test_what_ties_unchanged_documents_is_not_sought_again(
    tmp_path: Path, findings_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anew = copies(tmp_path)
    assert anew.count(b'"duplicate/') >= 4
    words = (*CHECK, "--profile", "corpus")
    assert polint(*words, cwd=tmp_path).stdout == anew
    other = polint(*words, "--lang", "zh-Hant", "--no-cache", cwd=tmp_path).stdout
    reduced = Corpus.found
    monkeypatch.delattr(Corpus, "found")
    assert polint(*words, cwd=tmp_path).stdout == anew
    assert polint(*words, "--lang", "zh-Hant", cwd=tmp_path).stdout == other != anew
    kept = b"".join(path.read_bytes() for path in findings_cache.parent.glob(findings_cache.name + "*"))
    assert b"138001" not in kept
    monkeypatch.setattr(Corpus, "found", reduced, raising=False)
    (tmp_path / "5.txt").unlink()
    fewer = polint(*words, cwd=tmp_path).stdout
    assert fewer == polint(*words, "--no-cache", cwd=tmp_path).stdout != anew


def test_a_part_that_is_damaged_is_found_anew(
    tmp_path: Path, findings_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recall, "TOGETHER", 2)
    monkeypatch.setattr(caches, "PAGE", 200)
    anew = copies(tmp_path)
    words = (*CHECK, "--profile", "corpus")
    assert polint(*words, cwd=tmp_path).stdout == anew
    with contextlib.closing(sqlite3.connect(findings_cache)) as db, db:
        query = "SELECT page.id FROM page JOIN shelf ON shelf = shelf.id WHERE substr(folder, 1, 1) = x'00' ORDER BY first"
        parts = db.execute(query).fetchall()
        assert len(parts) > 2
        db.execute("UPDATE page SET sum = sum + 1 WHERE id = ?", parts[1])
    assert polint(*words, cwd=tmp_path).stdout == anew


def test_of_older_states_of_a_corpus_few_are_kept(tmp_path: Path, findings_cache: Path) -> None:
    for number in range(recall.BLOCKS + 3):
        write(tmp_path, a__txt=CLEAN + f"第{number}页\n", b__txt=CLEAN + f"第{number}页\n")
        settled(tmp_path)
        os.utime(tmp_path / "a.txt", ns=(1_700_000_000_000_000_001 + number,) * 2)
        polint(*CHECK, cwd=tmp_path)
    with contextlib.closing(sqlite3.connect(findings_cache)) as db:
        found = db.execute("SELECT count(*) FROM shelf WHERE substr(folder, 1, 1) = x'00'").fetchone()[0]
    assert found == recall.BLOCKS


def damaged(place: Path, how: str) -> None:
    content = place.read_bytes()
    source = random.Random(how)
    if how == "garbage":
        place.write_bytes(source.randbytes(5000))
    elif how == "empty":
        place.write_bytes(b"")
    elif how == "cut":
        place.write_bytes(content[: len(content) // 2])
    else:
        flipped = bytearray(content)
        for _ in range(int(how)):
            flipped[source.randrange(len(flipped))] ^= 1 << source.randrange(8)
        place.write_bytes(flipped)


@pytest.mark.parametrize("how", ["garbage", "empty", "cut", "1", "5", "50", "2000"])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, findings_cache: Path, how: str) -> None:
    corpus(tmp_path)
    settled(tmp_path)
    anew = polint(*CHECK, "--profile", "corpus", cwd=tmp_path)
    damaged(findings_cache, how)
    for _ in range(3):
        done = polint(*CHECK, "--profile", "corpus", cwd=tmp_path)
        assert (done.stdout, done.stderr, done.returncode) == (anew.stdout, anew.stderr, anew.returncode)


def test_without_a_place_to_write_a_run_goes_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, a__txt=LOST, b__txt=CLEAN, occupied="a file")
    for place in (tmp_path / "occupied" / "findings.sqlite", Path("/proc/nowhere/findings.sqlite")):
        monkeypatch.setattr(caches, "place", lambda place=place: place)
        done = polint(*CHECK, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (1, b"")


def test_two_runs_at_once(tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"{number:03}.txt").write_text(LOST * (number % 3) + f"第{number}页\n", encoding="utf-8")
    settled(tmp_path)
    anew = polint(*CHECK, "--no-cache", cwd=tmp_path).stdout
    environment = {**os.environ, "POLINT_CACHE_DIR": str(tmp_path / ".polint")}
    for _ in range(2):
        runs = [
            subprocess.Popen(
                [sys.executable, "-m", "polint", *CHECK, "."],
                cwd=tmp_path,
                env=environment,
                stdout=subprocess.PIPE,
            )
            for _ in range(2)
        ]
        assert [run.communicate(timeout=120)[0] for run in runs] == [anew] * 2


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_run_that_is_killed_leaves_a_sound_cache(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(4000):
        (texts / f"{number:04}.txt").write_text(LOST * (number % 3) + f"第{number}页\n" * 9, encoding="utf-8")
    settled(texts)
    anew = polint(*CHECK, "--no-cache", cwd=texts).stdout
    environment = {**os.environ, "POLINT_CACHE_DIR": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "polint", *CHECK, "."]
    for wait in (0.5, 0.8, 1.2, 1.6, 2.0):
        with subprocess.Popen(command, cwd=texts, env=environment, stdout=subprocess.DEVNULL) as run:
            time.sleep(wait)
            run.send_signal(signal.SIGKILL)
    done = subprocess.run(command, cwd=texts, env=environment, capture_output=True, check=False, timeout=120)
    assert done.stdout == anew


def test_the_cache_is_bounded(tmp_path: Path) -> None:
    limit = 2 << 20
    made = Cache(tmp_path / "findings.sqlite", limit=limit)
    for number in range(60):
        settings = f"{number // 20}".encode()  # as if the configuration changed now and then
        for name in range(200):
            made.put(
                settings,
                f"/texts/{number}",
                f"{name}.txt",
                (1, 2, f"{number} {name}".encode(), (300, b"x" * 300, ()), b""),
            )
        made.flush()
        assert (tmp_path / "findings.sqlite").stat().st_size < 2 * limit
    page = made.page(b"2", "/texts/40", "7.txt")
    assert page is None or page.entries["7.txt"][0] == 1
    made.close()


def test_entries_survive_as_neighbours_come_and_go(tmp_path: Path) -> None:
    made = Cache(tmp_path / "findings.sqlite")
    names = [f"{number:05}.txt" for number in range(3000)]
    random.Random(1).shuffle(names)
    for at in range(0, len(names), 500):
        for name in names[at : at + 500]:
            made.put(b"s", "/texts", name, (len(name), 2, name.encode(), (300, b"x" * 200, ()), b""))
        made.flush()
    for name in names:
        page = made.page(b"s", "/texts", name)
        assert page is not None
        assert page.entries[name][2] == name.encode()
        assert made.by_content(name.encode()) == (300, b"x" * 200, ())
    made.close()


def test_stats_and_clear(tmp_path: Path, findings_cache: Path) -> None:
    write(tmp_path, a__txt=LOST, b__txt=CLEAN)
    polint(*CHECK, cwd=tmp_path)
    stats = json.loads(polint("cache", "stats", cwd=tmp_path).stdout)
    assert (stats["files"], stats["folders"]) == (2, 1)
    assert 0 < stats["bytes"] < stats["limit"]
    assert polint("cache", "clear", cwd=tmp_path).returncode == 0
    assert not findings_cache.exists()
    assert json.loads(polint("cache", "stats", cwd=tmp_path).stdout)["files"] == 0
    assert polint("cache", "shrink", cwd=tmp_path).returncode == 2


@pytest.mark.slow
def test_built_tables_serve_the_first_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLINT_CACHE_DIR", str(tmp_path / "cache"))
    assert polint("cache", "build", cwd=tmp_path).returncode == 0
    kept = tmp_path / "cache" / "kept"
    before = {file.name for file in kept.iterdir()}
    write(tmp_path, a__txt=LOST)
    assert polint("check", "--isolated", "--no-cache", "a.txt", cwd=tmp_path).returncode == 1
    assert {file.name for file in kept.iterdir()} == before


def test_what_is_written_may_have_a_name_as_long_as_a_system_takes(tmp_path: Path) -> None:
    place = tmp_path / ("基" * 80 + ".json")
    write_atomically(place, b"{}")
    assert place.read_bytes() == b"{}"
    assert list(tmp_path.iterdir()) == [place]
