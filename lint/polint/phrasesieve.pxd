cimport cython
from polint cimport octet

@cython.locals(
    number=cython.Py_ssize_t, first=cython.Py_ssize_t, last=cython.Py_ssize_t, floor=cython.Py_ssize_t,
    ceiling=cython.Py_ssize_t, hit=cython.Py_ssize_t, trigger=cython.int, end=cython.Py_ssize_t, start=cython.Py_ssize_t,
    before=cython.int, after=cython.int, initial=cython.int, trial=cython.int,
)
cdef void _ask(
    list bounds, list starts, list dense, const unsigned char *indices, const unsigned char *ends,
    const unsigned char *units, Py_ssize_t size, const unsigned char *triggers, const unsigned char *own, Py_ssize_t many,
    const unsigned char *trials, Py_ssize_t count, const unsigned char *rules, const unsigned char *members,
    const unsigned char *columns, list found,
) except *

@cython.locals(
    index=cython.Py_ssize_t, chance=tuple, number=cython.Py_ssize_t, trigger=cython.int, start=cython.Py_ssize_t,
    trial=cython.int, rule=cython.int, least=cython.int, floor=cython.Py_ssize_t, ceiling=cython.Py_ssize_t,
    end=cython.Py_ssize_t, left=cython.Py_ssize_t, right=cython.Py_ssize_t, whole=cython.int, place=cython.Py_ssize_t,
    covered=cython.int, other=cython.int,
)
cdef void _keep(
    list found, list starts, const unsigned char *units, Py_ssize_t size, const unsigned char *own, Py_ssize_t many,
    const unsigned char *trials, Py_ssize_t count, const unsigned char *members, const unsigned char *columns,
    Py_ssize_t separators, Py_ssize_t blanks, list kept,
) except *

@cython.locals(place=cython.Py_ssize_t, bottom=cython.Py_ssize_t, code=cython.uint)
cdef Py_ssize_t _line_start(const unsigned char *units, Py_ssize_t floor, Py_ssize_t start) noexcept

@cython.locals(place=cython.Py_ssize_t, top=cython.Py_ssize_t, code=cython.uint)
cdef Py_ssize_t _line_end(const unsigned char *units, Py_ssize_t ceiling, Py_ssize_t end) noexcept

@cython.locals(left=cython.Py_ssize_t, right=cython.Py_ssize_t)
cdef bint _is_short(
    const unsigned char *units, Py_ssize_t floor, Py_ssize_t start, Py_ssize_t end, Py_ssize_t ceiling,
) noexcept

cdef bint _is_blank(unsigned int code) noexcept

@cython.locals(
    whole=cython.int, words=cython.int, run=cython.int, longest=cython.int, place=cython.Py_ssize_t, column=cython.int,
)
cdef int _to_cover(
    const unsigned char *units, Py_ssize_t left, Py_ssize_t right, const unsigned char *members,
    const unsigned char *columns, Py_ssize_t separators, Py_ssize_t blanks,
) noexcept

cdef bint _is_member(const unsigned char *members, Py_ssize_t cell) noexcept

@cython.locals(low=cython.Py_ssize_t, signs=cython.int, place=cython.Py_ssize_t, near=cython.Py_ssize_t)
cdef bint _may_match(
    const unsigned char *units, Py_ssize_t size, Py_ssize_t floor, Py_ssize_t ceiling, Py_ssize_t start, Py_ssize_t end,
    int before, int after, int trial, const unsigned char *trials, Py_ssize_t count, const unsigned char *members,
    const unsigned char *columns,
) noexcept

@cython.locals(
    initial=cython.int, stop=cython.int, length=cython.int, number=cython.Py_ssize_t, start=cython.Py_ssize_t,
    end=cython.Py_ssize_t, before=cython.int, after=cython.int, trial=cython.int,
)
cdef void _ask_of(
    list places, Py_ssize_t first, Py_ssize_t last, Py_ssize_t floor, Py_ssize_t ceiling, const unsigned char *units,
    Py_ssize_t size, int trigger, const unsigned char *own, Py_ssize_t many, const unsigned char *trials,
    Py_ssize_t count, const unsigned char *members, const unsigned char *columns, list found,
) except *

@cython.locals(hit=cython.Py_ssize_t, trigger=cython.int, initial=cython.int, trial=cython.int)
cdef void _strike(
    const unsigned char *indices, Py_ssize_t first, Py_ssize_t last, const unsigned char *triggers,
    const unsigned char *own, Py_ssize_t many, const unsigned char *rules, unsigned char *struck,
) except *
