cimport cython
from polint cimport octet

@cython.locals(
    hit=cython.Py_ssize_t, kind=cython.uint, start=cython.Py_ssize_t, place=cython.Py_ssize_t, end=cython.Py_ssize_t
)
cdef list _telling(
    const unsigned char *packed, const unsigned char *ends, Py_ssize_t count, const unsigned char *kinds,
    const unsigned char *units, Py_ssize_t size, const unsigned char *parts,
)
