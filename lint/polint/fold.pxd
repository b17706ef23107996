cimport cython
from polint cimport octet

@cython.locals(place=cython.Py_ssize_t, code=cython.uint)
cdef void _look_up(
    const unsigned char *units, const unsigned char *classes, const unsigned char *folds,
    unsigned char *kinds, unsigned char *folded, Py_ssize_t size,
) noexcept
