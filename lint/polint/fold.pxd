cimport cython
from polint cimport octet

@cython.locals(place=cython.Py_ssize_t, code=cython.uint)
cdef void _look_up(
    const unsigned char *units, const unsigned char *classes, const unsigned char *folds,
    unsigned char *kinds, unsigned char *folded, Py_ssize_t size,
) noexcept

@cython.locals(written=cython.Py_ssize_t, place=cython.Py_ssize_t, code=cython.uint)
cdef Py_ssize_t _pairs(
    const unsigned char *units, Py_ssize_t size, unsigned char *narrowed, Py_ssize_t room, list found,
) except -1
