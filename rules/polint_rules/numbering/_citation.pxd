cimport cython
from polint cimport octet

@cython.locals(
    text=cython.Py_ssize_t, end=cython.Py_ssize_t, place=cython.Py_ssize_t, first=cython.Py_ssize_t, value=cython.int,
    rest=cython.int, odd=cython.bint, code=cython.uint, digit=cython.int, unit=cython.uint, known=object,
)
cdef void _cite(
    const unsigned char *units, Py_ssize_t size, const unsigned char *digits, list starts, list ends, dict highest,
    list found,
) except *

@cython.locals(distance=cython.int, code=cython.uint, first=cython.uint)
cdef bint _opens(const unsigned char *units, const unsigned char *stops, Py_ssize_t place) noexcept

@cython.locals(index=cython.Py_ssize_t, place=cython.Py_ssize_t, stop=cython.Py_ssize_t, digits=cython.int)
cdef bint _noted(const unsigned char *classes, const unsigned char *walls, Py_ssize_t first, Py_ssize_t last) except -1
