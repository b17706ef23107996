cimport cython
from polint cimport octet

@cython.locals(count=cython.Py_ssize_t, char=cython.Py_UCS4)
cdef Py_ssize_t _put_bare(str folded, unsigned char *units) except -1
