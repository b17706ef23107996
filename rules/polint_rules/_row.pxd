cimport cython
from polint cimport octet

@cython.locals(index=cython.Py_ssize_t, place=cython.Py_ssize_t, wall=cython.Py_ssize_t, end=cython.Py_ssize_t,
               count=cython.Py_ssize_t)
cdef Py_ssize_t _find(
    const unsigned char *units, const unsigned char *classes, const unsigned char *white, list walls, Py_ssize_t first,
    Py_ssize_t last, bint returns, Py_ssize_t begin, unsigned char *starts, unsigned char *ends,
) except -1

@cython.locals(index=cython.Py_ssize_t, unit=cython.uint, sign=cython.Py_ssize_t, found=list)
cdef list _beginning(
    const unsigned char *units, const unsigned char *starts, Py_ssize_t first, Py_ssize_t last, const unsigned char *signs,
    Py_ssize_t count,
)
