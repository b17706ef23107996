cimport cython
from polint cimport octet

@cython.locals(end=cython.Py_ssize_t, month=cython.int)
cdef void _read(
    const unsigned char *units, Py_ssize_t size, const unsigned char *signs, const unsigned char *values,
    list ends, list linked, list strange,
) except *

@cython.locals(bracket=cython.int, stop=cython.Py_ssize_t)
cdef bint _is_linked(
    const unsigned char *units, Py_ssize_t size, const unsigned char *signs, Py_ssize_t place,
) noexcept

cdef bint _is_han(unsigned int code) noexcept

cdef Py_ssize_t _behind_space(const unsigned char *units, Py_ssize_t size, Py_ssize_t place) noexcept

@cython.locals(code=cython.uint, before=cython.uint, last=cython.int)
cdef int _month(
    const unsigned char *units, const unsigned char *signs, const unsigned char *values, Py_ssize_t place,
) noexcept

@cython.locals(start=cython.Py_ssize_t, day=cython.int, code=cython.uint)
cdef bint _is_strange(
    const unsigned char *units, Py_ssize_t size, const unsigned char *signs, const unsigned char *values,
    Py_ssize_t place, int month,
) noexcept

@cython.locals(code=cython.uint, first=cython.int, second=cython.int, third=cython.int)
cdef int _day(
    const unsigned char *units, const unsigned char *values, Py_ssize_t start, Py_ssize_t end,
) noexcept

@cython.locals(place=cython.Py_ssize_t, near=cython.Py_ssize_t, kind=cython.uint, code=cython.uint, before=cython.uint)
cdef bint _is_stamped(
    const unsigned char *units, const unsigned char *signs, Py_ssize_t start, Py_ssize_t end,
) noexcept

@cython.locals(place=cython.Py_ssize_t, head=cython.Py_ssize_t)
cdef bint _is_signed(
    const unsigned char *units, const unsigned char *signs, Py_ssize_t start, Py_ssize_t last, Py_ssize_t end,
) noexcept

@cython.locals(
    text=cython.Py_ssize_t, index=cython.Py_ssize_t, first=cython.Py_ssize_t, last=cython.Py_ssize_t,
    start=cython.Py_ssize_t, end=cython.Py_ssize_t, stop=cython.Py_ssize_t,
)
cdef void _date(
    const unsigned char *units, const unsigned char *signs, list starts, list known, Py_ssize_t head, list found,
) except *
