cimport cython
from polint cimport octet

@cython.locals(
    hit=cython.Py_ssize_t, trigger=cython.int, end=cython.Py_ssize_t, start=cython.Py_ssize_t, before=cython.int,
    after=cython.int, initial=cython.int, trial=cython.int, line=cython.Py_ssize_t, low=cython.Py_ssize_t,
    high=cython.Py_ssize_t, signs=cython.int, place=cython.Py_ssize_t, near=cython.Py_ssize_t,
)
cdef void _ask(
    Py_ssize_t number, Py_ssize_t first, Py_ssize_t last, list indices, list ends, const unsigned char *units,
    Py_ssize_t size, list walls, Py_ssize_t sight, const unsigned char *triggers, const unsigned char *own,
    Py_ssize_t many, const unsigned char *trials, Py_ssize_t count, const unsigned char *rules,
    const unsigned char *members, const unsigned char *columns, list found,
) except *

cdef bint _is_member(const unsigned char *members, Py_ssize_t cell) noexcept
