cimport cython
from polint cimport octet

@cython.locals(hit=cython.Py_ssize_t, kind=cython.int, own=list)
cdef void _sift(const unsigned char *packed, Py_ssize_t size, const unsigned char *kinds, list found) except *

@cython.locals(hit=cython.Py_ssize_t, kind=cython.int, own=list)
cdef void _sift_ends(
    const unsigned char *packed, const unsigned char *ends, Py_ssize_t size, const unsigned char *kinds, list found,
) except *

@cython.locals(
    number=cython.Py_ssize_t, first=cython.Py_ssize_t, last=cython.Py_ssize_t, hit=cython.Py_ssize_t,
    row=cython.Py_ssize_t, byte=cython.Py_ssize_t,
)
cdef void _join(
    const unsigned char *packed, list bounds, Py_ssize_t count, const unsigned char *rows, Py_ssize_t size,
    unsigned char *joined,
) except *
