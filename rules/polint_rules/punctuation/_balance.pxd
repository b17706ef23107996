cimport cython
from polint cimport octet

@cython.locals(
    index=cython.Py_ssize_t, number=cython.Py_ssize_t, text=cython.Py_ssize_t, line=cython.Py_ssize_t, place=cython.Py_ssize_t,
    depth=cython.Py_ssize_t, earlier=cython.Py_ssize_t, kind=cython.uchar,
    is_alone=cython.bint, is_odd=cython.bint, is_open=cython.bint,
)
cdef dict _look(
    const unsigned char *classes, const unsigned char *places, Py_ssize_t first, Py_ssize_t last, list starts,
    const unsigned char *kinds, unsigned char *stack, Py_ssize_t most,
)

cdef bint _begins(const unsigned char *classes, Py_ssize_t line, Py_ssize_t place) noexcept
