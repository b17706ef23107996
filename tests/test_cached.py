"""Cached properties: asked once, kept, asked again when they are let go of."""

from __future__ import annotations

from polint.cached import cached_property


class _Poem:
    def __init__(self, text: str) -> None:
        self.text = text
        self.counted = 0

    @cached_property
    def length(self) -> int:
        """How many characters."""
        self.counted += 1
        return len(self.text)


def test_it_is_computed_once_for_each_object() -> None:
    one, two = _Poem("床前明月光"), _Poem("")
    assert (one.length, one.length, two.length, two.length) == (5, 5, 0, 0)
    assert one.counted == two.counted == 1
    del one.length
    assert (one.length, one.counted) == (5, 2)


def test_the_class_has_it_with_its_documentation() -> None:
    assert _Poem.length.__doc__ == "How many characters."
