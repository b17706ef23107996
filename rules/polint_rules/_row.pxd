cimport cython
from polint cimport octet

@cython.locals(size=cython.Py_ssize_t, most=cython.Py_ssize_t, end=cython.Py_ssize_t, found=list)
cpdef list following(str folded, Py_ssize_t at, object count)

@cython.locals(begin=cython.Py_ssize_t, end=cython.Py_ssize_t, found=list)
cpdef list preceding(str folded, Py_ssize_t at, Py_ssize_t count, Py_ssize_t first)

@cython.locals(step=cython.Py_ssize_t, high=cython.Py_ssize_t, feed=cython.Py_ssize_t, end=cython.Py_ssize_t)
cdef Py_ssize_t _line_end(str folded, Py_ssize_t at, Py_ssize_t size) except -1

@cython.locals(step=cython.Py_ssize_t, low=cython.Py_ssize_t, begin=cython.Py_ssize_t)
cdef Py_ssize_t _line_start(str folded, Py_ssize_t end, Py_ssize_t first) except -1

cdef object _put(str folded, Py_ssize_t start, Py_ssize_t end, list found)

@cython.locals(index=cython.Py_ssize_t, place=cython.Py_ssize_t, end=cython.Py_ssize_t)
cdef void _find(
    const unsigned char *units, const unsigned char *white, const unsigned char *walls, Py_ssize_t first, Py_ssize_t last,
    const unsigned char *prefixes, Py_ssize_t size, unsigned int firsts, list found,
) except *

@cython.locals(at=cython.Py_ssize_t, differs=cython.bint, index=cython.Py_ssize_t, sign=cython.uint)
cpdef bint begins_with(
    const unsigned char *units, Py_ssize_t place, Py_ssize_t end, const unsigned char *prefixes, Py_ssize_t size
) noexcept

@cython.locals(at=cython.Py_ssize_t, place=cython.Py_ssize_t, index=cython.Py_ssize_t, wall=cython.Py_ssize_t)
cdef void _merge(
    const unsigned char *classes, const unsigned char *walls, Py_ssize_t size, unsigned char *room
) noexcept
