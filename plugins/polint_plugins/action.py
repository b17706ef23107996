"""What the GitHub Action runs: `python -m polint_plugins.action`.

It reads the inputs of `action.yml` from the environment, checks, and leaves annotations in the log, a summary
on the job's page, the SARIF file and the counts as outputs. It needs no token: a fork's read-only one is enough,
and where the upload of SARIF is refused the file is there as an artifact.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import uuid
from collections.abc import Mapping
from pathlib import Path

MOST_SUMMARY = 900_000
"""Bytes of a job summary: GitHub refuses more than 1 MiB a step."""


def command(inputs: Mapping[str, str], folder: Path) -> list[str]:
    """The command line for these inputs; the reports go into `folder`."""
    words = [sys.executable, "-m", "polint", "check", *shlex.split(inputs.get("PATHS") or ".")]
    words += ["--format", "github"]
    for name in ("sarif", "json", "markdown"):
        words += ["--output", f"{name}={folder / ('polint.' + name)}"]
    if inputs.get("CONFIG"):
        words += ["--config", inputs["CONFIG"]]
    if inputs.get("FAIL_ON"):
        words += ["--fail-on", inputs["FAIL_ON"]]
    return [*words, *shlex.split(inputs.get("ARGS") or "")]


def outputs(report: Path, sarif: Path) -> dict[str, str]:
    """The Action's outputs; every count is 0 where polint could not write its report."""
    counts = {"error": 0, "warning": 0, "note": 0}
    documents = 0
    if report.is_file():
        summary = json.loads(report.read_text(encoding="utf-8"))["summary"]
        counts.update(summary["findings"])
        documents = summary["documents"]
    return {
        "errors": str(counts["error"]),
        "warnings": str(counts["warning"]),
        "notes": str(counts["note"]),
        "documents": str(documents),
        "sarif": str(sarif) if sarif.is_file() else "",
    }


def append(variable: str, text: str) -> None:
    """Append `text` to the file that an environment variable of the runner names, where it names one."""
    name = os.environ.get(variable)
    if name:
        with Path(name).open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)


def main() -> int:
    """Run the check; returns polint's own exit status, so that `fail-on` decides about the job."""
    inputs = {
        key.removeprefix("INPUT_"): value for key, value in os.environ.items() if key.startswith("INPUT_")
    }
    folder = Path(os.environ.get("RUNNER_TEMP") or ".") / f"polint-{uuid.uuid4().hex[:8]}"
    folder.mkdir(parents=True)
    try:
        status = subprocess.run(command(inputs, folder), check=False).returncode
    except ValueError as error:  # a quotation mark without its partner
        print(f"::error::polint: {error} in paths or args")
        status = 2
    found = outputs(folder / "polint.json", folder / "polint.sarif")
    append(
        "GITHUB_OUTPUT",
        "".join(f"{name}={value}\n" for name, value in {**found, "status": str(status)}.items()),
    )
    summary = folder / "polint.markdown"
    if summary.is_file():
        text = summary.read_text(encoding="utf-8")
        if len(text.encode()) > MOST_SUMMARY:
            text = text.encode()[:MOST_SUMMARY].decode("utf-8", "ignore") + "\n\n…\n"
        append("GITHUB_STEP_SUMMARY", text)
    return status


if __name__ == "__main__":
    sys.exit(main())
