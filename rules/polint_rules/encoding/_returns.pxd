cimport cython

@cython.locals(kind=cython.int, start=cython.Py_ssize_t, place=cython.Py_ssize_t)
cdef void _mend(const unsigned char *classes, Py_ssize_t size, int usual, str insert, list made) except *
