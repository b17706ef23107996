"""polint beside other tools that look at Chinese text: one corpus, one run, CPU time.

    python benchmarks/compare.py [--env FOLDER] [--megabytes 4] [--readme]

The other tools get an environment of their own in FOLDER (made with `venv` and `pip` where it is not there: the wheel
`opencc` would overwrite ours); one that does not install is said and left out. Each tool gets the same documents, as
many of them as it can do in a few seconds, in a process of its own, and what its start takes is taken off. The texts
are ours (texts.py). With `--readme` the table in README.md is made anew.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from memory import CHECK, cost
from texts import texts

ROOT = Path(__file__).resolve().parent.parent

TOOLS = {
    "polint": ("", "every rule of profile default: scripts, numbering, dates, ads, truncation, copies …"),
    "autocorrect": ("autocorrect-py", "spaces and punctuation between Chinese and Latin"),
    "hanzidentifier": ("hanzidentifier", "simplified, traditional or mixed, a document at a time"),
    "ftfy": ("ftfy", "mojibake in Western encodings"),
    "codespell": ("codespell", "English misspellings"),
    "OpenCC": ("opencc", "conversion to traditional and back"),
    "datatrove": ("datatrove jieba regex spacy", "the Gopher and FineWeb quality filters, Chinese"),
}

SCRIPT = """
import json, sys, time
tool, path, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
texts = [json.loads(line)["text"] for line in open(path, encoding="utf-8")]
if tool == "autocorrect":
    import autocorrect_py as autocorrect
    do = lambda text: autocorrect.lint_for(text, "text") if hasattr(autocorrect, "lint_for") else autocorrect.format(text)
elif tool == "hanzidentifier":
    import hanzidentifier
    do = hanzidentifier.identify
elif tool == "ftfy":
    import ftfy
    do = ftfy.fix_text
elif tool == "OpenCC":
    import opencc
    there, back = opencc.OpenCC("s2tw"), opencc.OpenCC("tw2s")
    do = lambda text: back.convert(there.convert(text)) == text
elif tool == "datatrove":
    from datatrove.data import Document
    from datatrove.pipeline.filters import FineWebQualityFilter, GopherQualityFilter, GopherRepetitionFilter
    filters = [GopherRepetitionFilter(language="cmn_Hani"), GopherQualityFilter(language="cmn_Hani", stop_words=["的"]), FineWebQualityFilter(language="cmn_Hani")]
    do = lambda text: [one.filter(Document(text=text, id="0")) for one in filters]
do(texts[0])
done, started = 0, time.process_time()
for text in texts:
    do(text)
    done += len(text.encode())
    if time.process_time() - started > seconds:
        break
print(json.dumps([done, time.process_time() - started]))
"""
"""What runs in the other environment."""


def environment(folder: Path) -> dict[str, str]:
    """Make the environment where it is not there; the tools that are not in it, and why."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    failed = {}
    for name, (packages, _) in TOOLS.items():
        mark = folder / f".{name}"
        if packages and not mark.exists():
            done = subprocess.run(
                [python, "-m", "pip", "install", "--quiet", *packages.split()],
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                failed[name] = (done.stderr.strip().splitlines() or ["?"])[-1]
            else:
                mark.touch()
    return failed


def speed(tool: str, folder: Path, corpus: Path, seconds: float) -> float:
    """MB/s of CPU time. Raises RuntimeError where the tool does not work."""
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    if tool == "polint":
        with tempfile.TemporaryDirectory() as empty:
            one = Path(empty) / "a.jsonl"
            one.write_text('{"text": "渡口今日停航。"}\n', encoding="utf-8")
            cost([*CHECK, str(one)], Path(empty))  # the first one builds what later ones load
            start = min(cost([*CHECK, str(one)], Path(empty))[0] for _ in range(2))
            cpu = min(cost([*CHECK, str(corpus)], Path(empty))[0] for _ in range(2))
        return sum(len(text.encode()) for text in _texts(corpus)) / 1e6 / (cpu - start)
    if tool == "codespell":
        with tempfile.TemporaryDirectory() as name:
            whole = Path(name) / "a.txt"
            whole.write_text("".join(_texts(corpus)) * 10, encoding="utf-8")
            empty_file = Path(name) / "b.txt"
            empty_file.write_text("渡口今日停航。\n", encoding="utf-8")
            program = str(folder / "bin" / "codespell")
            start = min(_any_status([program, str(empty_file)]) for _ in range(2))
            cpu = min(_any_status([program, str(whole)]) for _ in range(2))
            return whole.stat().st_size / 1e6 / (cpu - start)
    done = subprocess.run(
        [folder / "bin" / "python", "-c", SCRIPT, tool, corpus, str(seconds)],
        capture_output=True, text=True, check=False, env=clean, timeout=300,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError((done.stderr.strip().splitlines() or ["?"])[-1])
    size, cpu = json.loads(done.stdout.splitlines()[-1])
    return float(size) / 1e6 / float(cpu)


def _any_status(command: list[str]) -> float:
    import resource

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _texts(corpus: Path) -> list[str]:
    with corpus.open(encoding="utf-8") as file:
        return [json.loads(line)["text"] for line in file]


def table(folder: Path, megabytes: float, seconds: float = 4.0) -> str:
    """The comparison as a table in Markdown."""
    failed = environment(folder)
    rows = ["| tool | looks for | MB/s |", "|---|---|--:|"]
    with tempfile.TemporaryDirectory() as name:
        corpus = Path(name) / "corpus.jsonl"
        with corpus.open("w", encoding="utf-8") as file:
            for text in texts(int(megabytes * 1e6)):
                file.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
        for tool, (packages, about) in TOOLS.items():
            if tool in failed:
                rows.append(f"| {tool} | {about} | does not install here |")
                print(f"{tool}: {failed[tool]}", file=sys.stderr)
                continue
            try:
                found = speed(tool, folder, corpus, seconds)
            except (RuntimeError, OSError, subprocess.SubprocessError) as error:
                print(f"{tool}: {error}", file=sys.stderr)
                rows.append(f"| {tool} | {about} | does not run here |")
                continue
            shown = f"{found:.0f}" if found >= 10 else f"{found:.2g}"
            rows.append(f"| {'**polint**' if not packages else tool} | {about} | {shown} |")
    return "\n".join(rows)


def into_readme(made: str) -> None:
    """Put the table between its marks in README.md."""
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    marks = r"(<!-- compare -->\n).*?(<!-- /compare -->)"
    readme.write_text(
        re.sub(marks, lambda m: f"{m[1]}{made}\n{m[2]}", text, flags=re.DOTALL), encoding="utf-8"
    )


def main() -> None:
    cli = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    cli.add_argument("--env", type=Path, default=Path(tempfile.gettempdir()) / "polint-compare")
    cli.add_argument("--megabytes", type=float, default=4)
    cli.add_argument("--readme", action="store_true")
    options = cli.parse_args()
    made = table(options.env, options.megabytes)
    print(made)
    if options.readme:
        into_readme(made)


if __name__ == "__main__":
    main()
