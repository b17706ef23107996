"""Cached: `functools.cached_property` at less than half its price.

Up to Python 3.11 that of `functools` takes a lock, for all objects of a class together, before it asks what it was made
for: a run does so two thousand times for as many small files. A type checker sees the one of `functools`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from functools import cached_property as cached_property
else:

    class cached_property:  # noqa: N801  # as it is written above a method
        """What an object says of itself, computed when it is first asked and kept in its `__dict__`."""

        def __init__(self, func):
            self.func = func
            self.__doc__ = func.__doc__

        def __set_name__(self, owner, name):
            self.attrname = name

        def __get__(self, instance, owner=None):
            if instance is None:
                return self
            found = instance.__dict__[self.attrname] = self.func(instance)
            return found
