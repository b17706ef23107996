cimport cython
from polint cimport octet

cdef Py_ssize_t _after(const unsigned char *walls, Py_ssize_t wall, Py_ssize_t last) noexcept

@cython.locals(
    ordinal=cython.uint, start=cython.Py_ssize_t, end=cython.Py_ssize_t, _=cython.int, fore=cython.int, back=cython.int,
)
cdef Py_ssize_t _list(
    const unsigned char *classes, const unsigned char *walls, Py_ssize_t wall, Py_ssize_t first, Py_ssize_t last,
    const unsigned char *kinds, int indented, unsigned char *lines, Py_ssize_t line,
) noexcept

@cython.locals(
    longest=cython.Py_ssize_t, second=cython.Py_ssize_t, third=cython.Py_ssize_t, one=cython.uint, two=cython.uint,
    three=cython.uint, line=cython.Py_ssize_t, size=cython.uint,
)
cdef void _put_longest(
    const unsigned char *lines, Py_ssize_t begin, Py_ssize_t end, unsigned char *bounds, Py_ssize_t at
) noexcept

cdef void _put_range(const unsigned char *lines, Py_ssize_t line, unsigned char *bounds, Py_ssize_t at) noexcept

@cython.locals(
    found=cython.Py_ssize_t, behind=cython.Py_ssize_t, line=cython.Py_ssize_t, start=cython.Py_ssize_t,
    stop=cython.Py_ssize_t,
)
cdef Py_ssize_t _pick(
    const unsigned char *classes, const unsigned char *units, Py_ssize_t first, const unsigned char *kinds,
    const unsigned char *marks, Py_ssize_t han, Py_ssize_t letters, Py_ssize_t longest, Py_ssize_t margin,
    unsigned char *lines, Py_ssize_t begin, Py_ssize_t end, unsigned char *bounds, Py_ssize_t at,
) noexcept

@cython.locals(speaks=cython.bint, place=cython.Py_ssize_t)
cdef bint _may_recur(
    const unsigned char *classes, const unsigned char *units, Py_ssize_t start, Py_ssize_t end,
    const unsigned char *kinds, const unsigned char *marks, Py_ssize_t han,
) noexcept
