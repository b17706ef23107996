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
