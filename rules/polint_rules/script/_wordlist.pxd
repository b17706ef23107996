cimport cython
from polint cimport octet

cdef class Wordlist:
    cdef str _firsts
    cdef str _seconds
    cdef bytes _bounds
    cdef bytes _starts
    cdef bytes _content
    cdef dict _spans

    @cython.locals(at=cython.Py_ssize_t, low=cython.Py_ssize_t, high=cython.Py_ssize_t, place=cython.Py_ssize_t, entries=bytes)
    cpdef str listed(self, str first, str second)

    @cython.locals(place=cython.Py_ssize_t, entries=str, found=list)
    cpdef list along(self, str text, Py_ssize_t low, Py_ssize_t high)
