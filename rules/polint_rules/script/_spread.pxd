cimport cython
from polint cimport octet

@cython.locals(
    place=cython.Py_ssize_t, start=cython.Py_ssize_t, end=cython.Py_ssize_t, seen=cython.ushort, others=cython.ushort,
    unit=cython.ushort, mixed=cython.ushort,
    number=cython.Py_ssize_t, following=cython.Py_ssize_t,
)
cdef void _find(
    const unsigned char *units, Py_ssize_t size, const unsigned char *classes, list starts,
    const unsigned char *before, const unsigned char *after, list particles, list numerals,
) except *

@cython.locals(
    simple=cython.ulonglong, traditional=cython.ulonglong, place=cython.Py_ssize_t, kind=cython.uchar,
)
cdef unsigned long long _weigh(
    const unsigned char *classes, const unsigned char *units, Py_ssize_t start, Py_ssize_t end,
    const unsigned char *kept,
) noexcept

@cython.locals(
    both=cython.ulonglong, simple=cython.ulonglong, traditional=cython.ulonglong, place=cython.Py_ssize_t,
    unit=cython.uint, other=cython.uint, stop=cython.Py_ssize_t, closing=cython.Py_ssize_t, quoted=cython.ulonglong,
)
cdef unsigned long long _weigh_outside(
    const unsigned char *classes, const unsigned char *units, Py_ssize_t start, Py_ssize_t end,
    const unsigned char *kept,
) noexcept
