cimport cython

@cython.locals(place=cython.Py_ssize_t)
cdef list _marks(
    const unsigned char *classes, Py_ssize_t start, Py_ssize_t end, Py_ssize_t most, const unsigned char *kinds
)

@cython.locals(
    index=cython.Py_ssize_t, place=cython.Py_ssize_t, above=cython.Py_ssize_t, depth=cython.Py_ssize_t,
    low=cython.Py_ssize_t, other=cython.Py_ssize_t, before=cython.Py_ssize_t, distance=cython.Py_ssize_t,
    further=cython.Py_ssize_t, kind=cython.uchar, partner=cython.uchar,
)
cdef void _answer(
    const unsigned char *classes, Py_ssize_t size, list places, list lines, Py_ssize_t count,
    const unsigned char *kinds, list opened, list found,
) except *

@cython.locals(before=cython.uchar, after=cython.uchar)
cdef bint _is_apostrophe(const unsigned char *classes, Py_ssize_t size, Py_ssize_t place) noexcept

cdef bint _reopens(const unsigned char *classes, Py_ssize_t above, Py_ssize_t place) noexcept

@cython.locals(low=cython.Py_ssize_t)
cdef bint _begins_line(const unsigned char *classes, Py_ssize_t place) noexcept
