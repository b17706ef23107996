"""Named tuples: as those of `typing`, which they stand in for."""

from __future__ import annotations

import copy
import pickle
import typing
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from polint.named import NamedTuple


class Place(NamedTuple):
    """Where something stands."""

    start: int
    end: int
    path: str | None = None
    marks: tuple[int, ...] = ()

    @property
    def size(self) -> int:
        return self.end - self.start


class Typed(typing.NamedTuple):
    """The same, of `typing`."""

    start: int
    end: int
    path: str | None = None
    marks: tuple[int, ...] = ()


ASKED: tuple[Callable[[Any], object], ...] = (
    lambda made: tuple(made(1, 2)),
    lambda made: tuple(made(1, end=2, marks=(3,))),
    lambda made: tuple(made(1, 2, "a", ())._replace(path="b", start=0)),
    lambda made: tuple(made._make([1, 2, "a", ()])),
    lambda made: made(1, 2)._asdict(),
    lambda made: repr(made(1, 2)).replace(made.__name__, ""),
    lambda made: (made._fields, made._field_defaults, made.__match_args__),
    lambda made: made(1, 2) == (1, 2, None, ()) < made(2, 2),
    lambda made: hash(made(1, 2)) == hash((1, 2, None, ())),
    lambda made: made(1, 2).end,
)


@pytest.mark.parametrize("asked", ASKED)
def test_they_answer_as_those_of_typing(asked: Callable[[Any], object]) -> None:
    assert asked(Place) == asked(Typed)


def test_they_refuse_what_those_of_typing_refuse() -> None:
    wrong: tuple[Callable[[Any], object], ...] = (
        lambda made: made(1),
        lambda made: made(1, 2, 3, 4, 5),
        lambda made: made(1, 2, name=3),
        lambda made: made._make([1]),
    )
    for asked in wrong:
        for made in (Place, Typed):
            with pytest.raises(TypeError):
                asked(made)
    with pytest.raises(TypeError, match=r"Place\.__new__\(\) missing 1 required positional argument: 'end'"):
        Place(1)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="Place has no field 'name'"):
        Place(1, 2)._replace(name=3)  # type: ignore[call-arg]


def test_they_can_be_copied_and_leave_the_process_but_not_be_changed() -> None:
    place = Place(1, 4, "a")
    assert (place.size, Place.__doc__) == (3, "Where something stands.")
    assert pickle.loads(pickle.dumps(place)) == copy.copy(place) == place
    assert type(pickle.loads(pickle.dumps(place))) is Place
    with pytest.raises(AttributeError):
        place.start = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        place.other = 2  # type: ignore[attr-defined]


def test_every_module_takes_them() -> None:
    """A start makes eighty: those of `typing` would take a tenth of its time."""
    root = Path(__file__).parents[1]
    for folder in ("lint", "rules", "plugins"):
        for file in (root / folder).rglob("*.py"):
            source = file.read_text(encoding="utf-8")
            assert file.stem == "named" or "NamedTuple" not in source or "polint.named import" in source, file
