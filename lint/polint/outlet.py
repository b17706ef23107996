"""Outlet: where the records of one file go when they are written out again, see partition.py."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from typing import IO, Literal

Kind = Literal["kept", "rejected", "undecodable"]
KINDS: tuple[Kind, ...] = ("kept", "rejected", "undecodable")


class Outlets:
    """Where the records of one file go: a stream each for those kept, rejected and undecodable, opened when the first
    record needs it."""

    def __init__(self, places: Mapping[Kind, str]) -> None:
        self._places = places
        self._streams: dict[Kind, IO[bytes]] = {}
        self.counts: Counter[Kind] = Counter()

    def stream(self, kind: Kind) -> IO[bytes]:
        """The stream for records of one kind. Raises OSError."""
        if kind not in self._streams:
            place = self._places[kind]
            os.makedirs(os.path.dirname(place), exist_ok=True)
            self._streams[kind] = open(place, "xb")  # noqa: SIM115 (closed below)
        return self._streams[kind]

    def count(self, kind: Kind, number: int = 1) -> None:
        """Say that `number` records went one way."""
        self.counts[kind] += number

    def close(self) -> None:
        """Everything is written. Raises OSError."""
        for stream in self._streams.values():
            stream.close()
