cimport cython
from polint cimport octet

@cython.locals(number=cython.Py_ssize_t, start=cython.Py_ssize_t, line=cython.Py_ssize_t, stop=cython.Py_ssize_t,
               known=cython.Py_ssize_t, hit=cython.Py_ssize_t, index=cython.Py_ssize_t, place=cython.Py_ssize_t,
               begin=cython.Py_ssize_t, asked=list)
cdef list _look(
    const unsigned char *indices, const unsigned char *ends, Py_ssize_t count, const unsigned char *first,
    const unsigned char *last, const unsigned char *parts, const unsigned char *units, const unsigned char *classes,
    Py_ssize_t size, const unsigned char *marks, list walls, list starts, set found,
)
