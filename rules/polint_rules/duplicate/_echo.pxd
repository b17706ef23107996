cimport cython
from polint cimport octet

@cython.locals(entered=cython.uint, number=cython.Py_ssize_t, start=cython.Py_ssize_t, count=cython.Py_ssize_t,
               doubled=cython.bint, last=cython.Py_ssize_t, end=cython.Py_ssize_t, index=cython.Py_ssize_t,
               line=cython.Py_ssize_t, begin=cython.Py_ssize_t, place=cython.Py_ssize_t, first=cython.Py_ssize_t,
               before=cython.Py_ssize_t, sentences=list, lines=list)
cdef object _look(
    const unsigned char *units, const unsigned char *classes, Py_ssize_t size, const unsigned char *han, const unsigned char *marks,
    const unsigned char *walls, Py_ssize_t bounds, unsigned long long stops, unsigned long long ones, unsigned long long highs, unsigned char *slots,
    Py_ssize_t mask, unsigned char *entries, dict found,
)

@cython.locals(eight=cython.ulonglong)
cdef Py_ssize_t _stop(
    const unsigned char *units, const unsigned char *classes, Py_ssize_t size, Py_ssize_t place, Py_ssize_t end,
    unsigned long long stops, unsigned long long ones, unsigned long long highs,
) noexcept

@cython.locals(first=cython.Py_ssize_t, other=cython.Py_ssize_t)
cdef object _pair_lines(
    const unsigned char *units, const unsigned char *entries, Py_ssize_t count, Py_ssize_t start, list lines,
)

@cython.locals(key=cython.ulonglong, place=cython.Py_ssize_t, slot=cython.Py_ssize_t, number=cython.uint,
               first=cython.Py_ssize_t, before=cython.Py_ssize_t)
cdef Py_ssize_t _enter(
    const unsigned char *units, unsigned int kind, Py_ssize_t at, Py_ssize_t size, Py_ssize_t start, Py_ssize_t end,
    unsigned char *slots, Py_ssize_t mask, unsigned char *entries, unsigned int entered, Py_ssize_t index,
) noexcept

cdef void _write(
    unsigned char *entries, Py_ssize_t index, unsigned int kind, unsigned int at, unsigned int start, unsigned int end,
    unsigned int link, unsigned int count,
) noexcept

@cython.locals(place=cython.Py_ssize_t)
cdef bint _is_ascii(const unsigned char *units, Py_ssize_t at, Py_ssize_t size) noexcept

cdef bint _are_equal(const unsigned char *units, Py_ssize_t one, Py_ssize_t two, Py_ssize_t size) noexcept

cdef tuple _ranges(const unsigned char *entries, Py_ssize_t one, Py_ssize_t two, Py_ssize_t begin)

@cython.locals(start=cython.Py_ssize_t, end=cython.Py_ssize_t, other=cython.Py_ssize_t, other_end=cython.Py_ssize_t,
               here=cython.Py_ssize_t, there=cython.Py_ssize_t, count=cython.Py_ssize_t, place=cython.Py_ssize_t)
cdef void _add(
    const unsigned char *units, const unsigned char *classes, const unsigned char *han, const unsigned char *marks,
    Py_ssize_t begin, const unsigned char *entries, Py_ssize_t one, Py_ssize_t two, list found,
) except *

@cython.locals(start=cython.Py_ssize_t, end=cython.Py_ssize_t, other=cython.Py_ssize_t, other_end=cython.Py_ssize_t,
               fewer=cython.Py_ssize_t, alike=cython.Py_ssize_t, part=cython.Py_ssize_t, front=cython.Py_ssize_t,
               back=cython.Py_ssize_t)
cdef bint _is_alike(const unsigned char *units, const unsigned char *entries, Py_ssize_t one, Py_ssize_t two) noexcept
