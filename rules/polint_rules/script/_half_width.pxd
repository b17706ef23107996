cimport cython
from polint cimport octet

@cython.locals(
    index=cython.Py_ssize_t, place=cython.Py_ssize_t, number=cython.Py_ssize_t, column=cython.Py_ssize_t,
    start=cython.Py_ssize_t, following=cython.Py_ssize_t, here=cython.uchar, after=cython.uchar,
)
cdef dict _likely(
    const unsigned char *classes, const unsigned char *places, Py_ssize_t count, list starts, const unsigned char *kinds
)

@cython.locals(
    low=cython.Py_ssize_t, high=cython.Py_ssize_t, left=cython.Py_ssize_t, right=cython.Py_ssize_t
)
cdef bint _is_among_words(
    const unsigned char *classes, Py_ssize_t start, Py_ssize_t end, Py_ssize_t place, const unsigned char *kinds
) noexcept

@cython.locals(place=cython.Py_ssize_t, here=cython.uchar, before=cython.uchar)
cdef list _beginnings(const unsigned char *classes, Py_ssize_t size, const unsigned char *kinds)

@cython.locals(
    start=cython.Py_ssize_t, end=cython.Py_ssize_t, after=cython.Py_ssize_t, before=cython.uchar, follows=cython.uchar,
    kind=cython.uchar, following=cython.uchar, left=cython.bint, right=cython.bint, certain=cython.bint,
    count=cython.Py_ssize_t,
)
cdef bytes _runs(
    const unsigned char *classes, Py_ssize_t size, list starts, const unsigned char *kinds,
    const unsigned char *weights, bint only_certain,
)

@cython.locals(
    start=cython.Py_ssize_t, end=cython.Py_ssize_t, left=cython.Py_ssize_t, right=cython.Py_ssize_t,
    before=cython.uchar, follows=cython.uchar, has_han=cython.bint, certain=cython.bint, count=cython.Py_ssize_t,
)
cdef bytes _pairs(
    const unsigned char *classes, Py_ssize_t size, list starts, const unsigned char *kinds,
    const unsigned char *weights, bint only_certain,
)

@cython.locals(place=cython.Py_ssize_t)
cdef bint _is_number(const unsigned char *classes, Py_ssize_t start, Py_ssize_t end) noexcept

@cython.locals(place=cython.Py_ssize_t, counts=cython.uint)
cdef bint _is_chinese(
    const unsigned char *classes, Py_ssize_t size, Py_ssize_t start, Py_ssize_t end, const unsigned char *weights
) noexcept

@cython.locals(low=cython.Py_ssize_t, place=cython.Py_ssize_t)
cdef bint _follows_han(const unsigned char *classes, Py_ssize_t at, const unsigned char *kinds) noexcept

@cython.locals(high=cython.Py_ssize_t, place=cython.Py_ssize_t)
cdef bint _leads_to_han(
    const unsigned char *classes, Py_ssize_t size, Py_ssize_t at, const unsigned char *kinds
) noexcept

cdef void _put(
    unsigned char *room, Py_ssize_t number, unsigned int left, unsigned int start, unsigned int end, unsigned int right,
    unsigned int certain,
) noexcept

@cython.locals(
    left=cython.Py_ssize_t, index=cython.Py_ssize_t, number=cython.Py_ssize_t, start=cython.Py_ssize_t,
    end=cython.Py_ssize_t, column=cython.Py_ssize_t,
)
cdef Py_ssize_t _outside(
    const unsigned char *found, Py_ssize_t count, list starts, list ends, Py_ssize_t regions, unsigned char *room,
) except -1

@cython.locals(number=cython.Py_ssize_t)
cdef void _tally(const unsigned char *classes, const unsigned char *found, Py_ssize_t count, list counts) except *

@cython.locals(
    number=cython.Py_ssize_t, left=cython.Py_ssize_t, start=cython.Py_ssize_t, end=cython.Py_ssize_t,
    right=cython.Py_ssize_t, char=str, wide=dict,
)
cdef void _widen(str text, const unsigned char *found, Py_ssize_t count, list made) except *
