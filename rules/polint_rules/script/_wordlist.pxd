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

    @cython.locals(start=cython.Py_ssize_t, size=cython.Py_ssize_t, entries=str, entry=str, found=list)
    cpdef list words(self, str text, Py_ssize_t low, Py_ssize_t high, Py_ssize_t place)
