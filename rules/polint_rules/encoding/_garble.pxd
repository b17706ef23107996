# What a rule does in every text that wakes it: compiled as it is written, but for what is done for each byte.
cimport cython
from polint cimport octet

@cython.locals(place=cython.Py_ssize_t, at=cython.Py_ssize_t)
cdef void _own(const unsigned char *raw, Py_ssize_t size, Py_ssize_t start, unsigned char *room) noexcept

@cython.locals(place=cython.Py_ssize_t, count=cython.Py_ssize_t, lost=cython.Py_ssize_t, skip=cython.Py_ssize_t)
cdef void _extend(const unsigned char *raw, Py_ssize_t size, Py_ssize_t place, list extent) except *

@cython.locals(lead=cython.uchar, second=cython.uchar)
cdef bint _is_wide(const unsigned char *raw, Py_ssize_t size, Py_ssize_t place) noexcept
