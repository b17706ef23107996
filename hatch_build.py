"""Compile the modules that have a .pxd beside them, in place: `pip install` does it, and so does `python hatch_build.py`.

What polint does for every character is written as plain loops in Python. The .pxd beside such a module gives its
variables C types, and Cython makes an extension module of the two, which Python prefers to the .py. (One that gives
none is for a module which is compiled as it is written.) Without a C compiler the same source runs interpreted: the
same findings, a good deal slower.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand
    BuildHookInterface = object  # type: ignore[assignment, misc]

ROOT = Path(__file__).parent
SOURCES = ("lint", "rules", "plugins")
sys.path.insert(0, str(ROOT / "lint"))
from polint import compiled as made_of  # noqa: E402  # of this folder, which need not be installed yet

# Types are what a .pxd says: one that Cython infers would make a number of C of what may grow beyond 64 bits.
DIRECTIVES = {"annotation_typing": False, "infer_types": False, "language_level": 3}
# A start maps dozens of small libraries into memory: half as many pieces of each cost half as much.
LINKED = ["-Wl,-z,noseparate-code"] if sys.platform == "linux" else []


def declarations() -> list[Path]:
    """What gives C types to modules."""
    return sorted(path for source in SOURCES for path in (ROOT / source).rglob("*.pxd"))


def modules() -> list[Path]:
    """The modules to compile: not those whose functions the compiler puts in where they are called."""
    return [
        path.with_suffix(".py") for path in declarations() if "cdef inline" not in path.read_text("utf-8")
    ]


def compiled(module: Path) -> Path:
    """What a module is compiled to, for this interpreter."""
    return module.with_name(module.stem + made_of.SUFFIX)


def stale() -> list[Path]:
    """The modules that are not compiled yet, or whose source has changed since."""
    known = modules()
    changed = made_of.changed(str(ROOT))
    # What the compiler puts in stands in all of them.
    shared = {_relative(path) for path in declarations() if path.with_suffix(".py") not in known}
    if changed is None or changed & shared:
        return known
    return [module for module in known if not compiled(module).exists() or changed & _own(module)]


def _own(module: Path) -> set[str]:
    """What a module is compiled of, beside what stands in all."""
    return {_relative(module), _relative(module.with_suffix(".pxd"))}


def _relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _name(module: Path) -> str:
    return ".".join(module.relative_to(ROOT).with_suffix("").parts[1:])


def build() -> list[Path]:
    """Compile what is not compiled yet or of another source; the compiled files of all modules.

    Raises whatever the compiler raises."""
    known = modules()
    _forget(known)
    old = stale()
    # As they are before: an edit while the compiler runs is not in what it makes.
    sources = made_of.described(str(ROOT), sorted({*map(_relative, declarations())}.union(*map(_own, known))))
    if old:
        from Cython.Build import cythonize
        from setuptools import Distribution, Extension

        extensions = [
            Extension(
                _name(module),
                [str(module.relative_to(ROOT))],
                define_macros=[
                    ("CYTHON_COMPRESS_STRINGS", "0")
                ],  # what is unpacked at each start is never sent
                extra_compile_args=_flags(module),
                extra_link_args=LINKED,
            )
            for module in old
        ]
        before = Path.cwd()
        os.chdir(ROOT)
        try:
            made = cythonize(
                extensions,
                compiler_directives=DIRECTIVES,
                include_path=list(SOURCES),
                build_dir="build/cython",
                nthreads=os.cpu_count() or 1,
                force=True,
                quiet=True,
            )
            command = Distribution({"ext_modules": made}).get_command_obj("build_ext")
            command.build_lib, command.build_temp = "build/lib", "build/temp"
            command.parallel = os.cpu_count() or 1
            command.ensure_finalized()
            command.run()
            for module in old:
                own = Path("build/lib", *_name(module).split(".")).with_name(compiled(module).name)
                own.replace(compiled(module))
        finally:
            os.chdir(before)
    # Where nothing was to compile as well: of a module that is gone nothing is left to be out of date.
    Path(made_of.record(str(ROOT))).write_text(sources, "utf-8")
    return [compiled(module) for module in known]


def _forget(known: list[Path]) -> None:
    """Remove what modules were compiled to that are compiled no longer: Python would prefer it to their source."""
    kept = {compiled(module) for module in known}
    suffix = compiled(Path("x.py")).name[1:]
    for source in SOURCES:
        for path in (ROOT / source).rglob(f"*{suffix}"):
            if path not in kept:
                path.unlink()


def _flags(module: Path) -> list[str]:
    """What the compiler is told: to optimise loops with C types, which others have none of, in half the time."""
    if sys.platform == "win32":
        return ["/O2"]
    lines = module.with_suffix(".pxd").read_text("utf-8").splitlines()
    typed = any(line and not line.startswith(("#", "from ")) for line in lines)
    level = "-O3" if typed else "-O1"
    return [level, "-g0", "-Wno-unused-function"]  # Cython writes down what would unpack its strings


class CompiledModules(BuildHookInterface):  # type: ignore[misc, unused-ignore]
    """hatchling's hook: the wheel holds what the compiler of this machine made, or is pure Python where there is
    none, or where POLINT_INTERPRETED is set: a minute of compiling is worth it for who runs polint more than once."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if os.environ.get("POLINT_INTERPRETED"):
            return
        try:
            found = build()
        except Exception as error:  # whatever a compiler can die of
            self.app.display_warning(
                f"polint is not compiled, and will be slower: {type(error).__name__}: {error}"
            )
            return
        if found:
            build_data["pure_python"] = False
            build_data["infer_tag"] = True
            build_data["artifacts"] += [f"/{path.relative_to(ROOT).as_posix()}" for path in found]


if __name__ == "__main__":
    for path in build():
        print(path.relative_to(ROOT))
