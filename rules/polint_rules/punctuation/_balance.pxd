cimport cython
from polint cimport octet

@cython.locals(
    number=cython.Py_ssize_t, index=cython.Py_ssize_t, place=cython.Py_ssize_t, depth=cython.Py_ssize_t,
    turned=cython.Py_ssize_t, kind=cython.uchar, is_alone=cython.bint, is_odd=cython.bint,
)
cdef list _suspicious(
    const unsigned char *classes, const unsigned char *places, Py_ssize_t count, list starts,
    const unsigned char *kinds, unsigned char *stack, Py_ssize_t most,
)

@cython.locals(
    text=cython.Py_ssize_t, line=cython.Py_ssize_t, wall=cython.Py_ssize_t,
    index=cython.Py_ssize_t, place=cython.Py_ssize_t, depth=cython.Py_ssize_t, earlier=cython.Py_ssize_t,
    turned=cython.Py_ssize_t, kind=cython.uchar, is_alone=cython.bint, is_open=cython.bint,
)
cdef list _open_lines(
    const unsigned char *classes, const unsigned char *places, Py_ssize_t first, Py_ssize_t last,
    const unsigned char *walls, Py_ssize_t following, const unsigned char *kinds, unsigned char *stack, Py_ssize_t most,
)

cdef Py_ssize_t _turned(unsigned char *stack, Py_ssize_t depth, unsigned char kind, Py_ssize_t most) noexcept

cdef bint _begins(const unsigned char *classes, Py_ssize_t line, Py_ssize_t place) noexcept
