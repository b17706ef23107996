cimport cython
from polint cimport octet

cdef Py_ssize_t _after(const unsigned char *walls, Py_ssize_t wall, Py_ssize_t last) noexcept

@cython.locals(
    ordinal=cython.uint, start=cython.Py_ssize_t, end=cython.Py_ssize_t, _=cython.int, fore=cython.int, back=cython.int,
)
cdef Py_ssize_t _list(
    const unsigned char *classes, const unsigned char *walls, Py_ssize_t wall, Py_ssize_t first, Py_ssize_t last,
    const unsigned char *blanks, int indented, unsigned char *lines, Py_ssize_t line,
) noexcept

@cython.locals(
    longest=cython.Py_ssize_t, second=cython.Py_ssize_t, third=cython.Py_ssize_t, one=cython.uint, two=cython.uint,
    three=cython.uint, line=cython.Py_ssize_t, size=cython.uint,
)
cdef void _put_longest(
    const unsigned char *lines, Py_ssize_t begin, Py_ssize_t end, unsigned char *bounds, Py_ssize_t at
) noexcept

cdef void _put_line(const unsigned char *lines, Py_ssize_t line, unsigned char *bounds, Py_ssize_t at) noexcept

cdef void _put_range(Py_ssize_t start, Py_ssize_t end, unsigned char *bounds, Py_ssize_t at) noexcept
