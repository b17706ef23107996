cimport cython
from polint cimport octet

@cython.locals(place=cython.Py_ssize_t, start=cython.Py_ssize_t, end=cython.Py_ssize_t, seen=cython.ushort)
cdef list _particles(
    const unsigned char *units, Py_ssize_t size, const unsigned char *before, const unsigned char *after
)
