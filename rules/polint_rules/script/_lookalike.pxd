cimport cython
from polint cimport octet

@cython.locals(hit=cython.Py_ssize_t, kind=cython.uint)
cdef list _telling(
    const unsigned char *packed, const unsigned char *ends, Py_ssize_t count, const unsigned char *kinds,
    const unsigned char *units, Py_ssize_t size, const unsigned char *signs,
)

@cython.locals(place=cython.Py_ssize_t, low=cython.Py_ssize_t, high=cython.Py_ssize_t, sign=cython.uint)
cdef bint _is_of_number(
    const unsigned char *units, Py_ssize_t size, Py_ssize_t start, const unsigned char *signs
) noexcept
