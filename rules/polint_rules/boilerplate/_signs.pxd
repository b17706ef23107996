cimport cython
from polint cimport octet

@cython.locals(
    number=cython.Py_ssize_t, start=cython.Py_ssize_t, end=cython.Py_ssize_t, place=cython.Py_ssize_t, one=cython.uint,
    two=cython.uint, found=list,
)
cdef list _find(
    const unsigned char *classes, const unsigned char *units, Py_ssize_t size, list starts,
    const unsigned char *markdown, const unsigned char *signing, const unsigned char *first, const unsigned char *second,
)
