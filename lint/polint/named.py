"""NamedTuple: `typing.NamedTuple`, made in a tenth of its time.

The one of `typing` compiles the annotation of every field, and `collections.namedtuple` a function for every class:
a third of a millisecond each, and a run makes eighty of them. Here classes with as many fields share the code of their
`__new__`, under other names. A type checker sees the one of `typing`.
"""

from __future__ import annotations

from functools import cache
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from collections import _tuplegetter

    class _Named(tuple):
        """What all named tuples can do."""

        __slots__ = ()

        @classmethod
        def _make(cls, values):
            return cls(*values)

        def _replace(self, /, **values):
            made = tuple.__new__(type(self), map(values.pop, self._fields, self))
            if values:
                raise TypeError(f"{type(self).__name__} has no field {next(iter(values))!r}")
            return made

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            shown = ", ".join([f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True)])
            return f"{type(self).__name__}({shown})"

        def __getnewargs__(self):
            return tuple(self)

    class _Making(type):
        """Makes a class of a body with annotations."""

        def __new__(cls, name, bases, body):
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = tuple(body["__annotations__"])
            defaults = tuple([body.pop(field) for field in fields if field in body])
            code = _code(len(fields)).replace(
                co_varnames=("cls", *fields), co_name="__new__", co_qualname=f"{name}.__new__"
            )
            body["__new__"] = FunctionType(code, {"tuple_new": tuple.__new__}, "__new__", defaults)
            body["__slots__"] = ()
            body["_fields"] = body["__match_args__"] = fields
            body["_field_defaults"] = dict(zip(fields[len(fields) - len(defaults) :], defaults, strict=True))
            for index, field in enumerate(fields):
                body[field] = _tuplegetter(index, None)
            return type(name, (_Named,), body)

    class NamedTuple(metaclass=_Making):
        """The base by which a class becomes a named tuple. Its fields are annotated; those with defaults come
        last."""


@cache
def _code(count: int) -> CodeType:
    """The code of `__new__` for `count` fields."""
    names = ", ".join(f"_{index}" for index in range(count))
    made: Any = eval(f"lambda _, {names}: tuple_new(_, ({names},))")
    return made.__code__  # type: ignore[no-any-return]
