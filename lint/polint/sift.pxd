cimport cython
from polint cimport octet

@cython.locals(hit=cython.Py_ssize_t, kind=cython.int, own=list)
cdef void _sift(const unsigned char *packed, Py_ssize_t size, const unsigned char *kinds, list found) except *

@cython.locals(hit=cython.Py_ssize_t, kind=cython.int, own=list)
cdef void _sift_ends(
    const unsigned char *packed, const unsigned char *ends, Py_ssize_t size, const unsigned char *kinds, list found,
) except *
